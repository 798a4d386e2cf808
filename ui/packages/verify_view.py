"""«Kiểm tra một gói»: the verdict in words, what it says of itself, and what is inside, whoever signed it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.desk import Desk
from desktop.operations import package_viewing, programmes, verification
from desktop.operations.package_viewing import FIRST, Chain
from desktop.operations.verification import HeldFile, Inside, Verification
from domain.errors import RuleError
from domain.initiative import Initiative
from domain.labels import VERDICTS
from domain.programme import Programme
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.packages.code_box import CodeBox
from ui.packages.facts import Facts
from ui.packages.inside_card import InsideCard
from ui.packages.stamp_form import StampForm
from ui.packages.wording import kind_word, spaced, when
from ui.session import Session
from ui.words import tr

_BANNERS = {"valid": "ok", "untrusted": "warn", "invalid": "error", "unreadable": "error"}
Record = Mapping[str, Any]


class VerifyView(QWidget):
    """`closed` to go back; `check(path)` opens another package. Nothing of it is taken in."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: Path | None = None
        self.inside: Inside | None = None
        self.setAcceptDrops(True)
        self.sheet_button = Button(tr("Phiếu kiểm tra…"), "print")
        self.other = Button(tr("Kiểm tra gói khác…"), "shield_checkmark")
        self.close_button = Button(tr("Đóng"), "dismiss")
        self.sheet_button.setToolTip(tr("Một trang để in hoặc lưu: kết luận, gói của ai, trong gói có gì"))
        self.sheet_button.clicked.connect(self._ask_sheet)
        self.sheet_button.setEnabled(False)
        self.other.clicked.connect(self._pick)
        self.close_button.clicked.connect(self.closed)
        self.head = PageHead(tr("Kiểm tra gói"), None, (self.other, self.close_button))
        self.banner = Banner()
        self.panel = ProgressPanel(tr("Đang kiểm tra…"), stop=False)
        self.panel.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._facts_card(), 2)
        self.inside_card = InsideCard(self._pack)
        self.inside_card.save_asked.connect(self._ask_save)
        self.inside_card.hide()
        row.addWidget(self.inside_card, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        for part in (self.head, self.banner, self.panel):
            column.addWidget(part)
        column.addLayout(row, 1)

    def check(self, file: Path) -> None:
        """Asks for the verdict over `file` and shows it."""
        self._asked = file
        self.head.title.setText(tr("Kiểm tra gói {name}", name=file.name))
        self.banner.clear()
        self.panel.show()
        self.panel.watch(
            self._session.do(
                lambda desk, _job: (file, *_looked(desk, file)),
                lambda answer: self._show(*answer),
                lambda error: self._failed(file, error),
            ),
            tr("Đang kiểm tra {name}…", name=file.name),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.check(files[0])

    def save(self, held: HeldFile, target: Path) -> None:
        """Puts a copy of one of the files at `target`, as it was signed."""
        file, inside = self._asked, self.inside
        if file is not None and inside is not None:
            self._session.do(
                lambda desk, _job: package_viewing.save(desk, file, inside, held.entry, target), self._saved, self._told
            )

    def write_sheet(self, target: Path) -> None:
        """Puts the sheet about this package at `target`."""
        file, inside = self._asked, self.inside
        if file is not None and inside is not None:
            self._session.do(
                lambda desk, _job: package_viewing.sheet(desk, file, inside, target), self._saved, self._told
            )

    def _show(self, file: Path, inside: Inside, place: Chain) -> None:
        if file != self._asked:
            return
        self.inside, seen = inside, inside.seen
        self.panel.hide()
        self.sheet_button.setEnabled(True)
        self.banner.say(_BANNERS[seen.verdict], verdict_words(seen))
        self.note.say("warn", " ".join(messages.sentence(code) for code in seen.warnings))
        self._facts.set_rows(_facts(file, seen))
        self.stamp.show_for(file, seen)
        self.code.set_code(seen.signer_code)
        intact = seen.verdict in ("valid", "untrusted")
        if intact:
            self.inside_card.show_inside(inside, place)
        self.inside_card.setVisible(intact)

    def _failed(self, file: Path, error: Exception) -> None:
        self._show(file, Inside(Verification("unreadable")), Chain(FIRST, False))
        self.banner.say("error", f"{tr(VERDICTS['unreadable'])}. {messages.of_error(error)}")

    def _pick(self) -> None:
        file = pickers.package(self, tr("Chọn gói để kiểm tra"))
        if file is not None:
            self.check(file)

    def _facts_card(self) -> Card:
        card = Card()
        scroll = Scroll()
        self.note = Banner()
        self._facts = Facts(stacked=True)
        self.code = CodeBox(tr("Mã khóa của người ký"))
        self.code.copied.connect(lambda: self._session.told.emit(tr("Đã sao chép mã")))
        self.stamp = StampForm(self._session)
        self.stamp.stamped.connect(self.check)
        for part in (self.note, self.stamp, self._facts, self.code):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        card.foot().addWidget(self.sheet_button)
        card.foot().addStretch(1)
        return card

    def _ask_save(self, held: HeldFile | None) -> None:
        target = pickers.new_file(self, tr("Lưu một bản"), held.name, "") if held else None
        if held is not None and target is not None:
            target.unlink(missing_ok=True)  # the system's own question about writing over it was answered with yes
            self.save(held, target)

    def _ask_sheet(self) -> None:
        name = f"phieu-kiem-tra-{self._asked.stem if self._asked else ''}.pdf"
        target = pickers.new_file(self, tr("Ghi phiếu kiểm tra"), name, "PDF (*.pdf)")
        if target is not None:
            self.write_sheet(target if target.suffix else target.with_suffix(".pdf"))

    def _saved(self, path: Path) -> None:
        self._session.told.emit(tr("Đã lưu {path}", path=path))

    def _told(self, error: Exception) -> None:
        self.note.say("error", messages.of_error(error))

    def _pack(self, record: Mapping[str, Any]) -> Programme | None:
        made_under = Initiative(programme=str(record.get("programme")), pack_version=str(record.get("pack_version")))
        try:
            return programmes.of_record(self._session.screen, made_under)
        except RuleError:
            return None  # a campaign this register does not know: its codes are shown as they are


def verdict_words(seen: Verification) -> str:
    """The verdict, its cause, and what to do next."""
    told = messages.sentence(seen.code or f"verdict_{seen.verdict}", dict(seen.facts) | {"unit_name": seen.unit_name})
    word = tr(VERDICTS[seen.verdict])
    return told if told.startswith(word) else f"{word}. {told}"


def _facts(file: Path, seen: Verification) -> list[tuple[str, str]]:
    unit = " ".join(filter(None, (seen.unit_name, f"({seen.unit_code})" if seen.unit_code else "")))
    proven = seen.verdict in ("valid", "untrusted")
    return [
        (tr("Loại gói"), kind_word(seen.kind) if seen.kind else ""),
        (tr("Đơn vị ký") if proven else tr("Đơn vị (gói tự nhận, chưa chắc đúng)"), unit),
        (tr("Gửi tới"), seen.recipient),
        (tr("Mã hóa"), tr("Có; mở bằng khóa của đơn vị mình") if seen.encrypted else ""),
        (tr("Gói số"), str(seen.seq) if seen.seq else ""),
        (tr("Sáng kiến"), written(seen.records) if seen.kind == "submission" else ""),
        (tr("Lập lúc (theo máy gửi)"), when(seen.created_at)),
        (tr("Ký lúc (theo máy gửi)"), when(seen.signed_at)),
        (tr("Dấu vân tay gói (SHA-256)"), spaced(seen.manifest_sha256)),
        (tr("Tệp"), str(file)),
    ]


def _looked(desk: Desk, file: Path) -> tuple[Inside, Chain]:
    inside = verification.look_inside(desk, file)
    return inside, package_viewing.chain(desk, inside.seen)
