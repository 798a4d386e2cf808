"""«Kiểm tra một gói»: the verdict in words, what it says of itself, and what is inside, whoever signed it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import programmes, verification
from desktop.operations.verification import Inside, Verification
from domain.errors import RuleError
from domain.initiative import Initiative
from domain.labels import VERDICTS
from domain.programme import Programme
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.code_box import CodeBox
from ui.packages.facts import Facts
from ui.packages.record_view import RecordView
from ui.packages.stamp_form import StampForm
from ui.packages.target_rows import told_of
from ui.packages.wording import kind_word, size_words, when
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
        self.other = Button(tr("Kiểm tra gói khác…"), "shield_checkmark")
        self.close_button = Button(tr("Đóng"), "dismiss")
        self.other.clicked.connect(self._pick)
        self.close_button.clicked.connect(self.closed)
        self.head = PageHead(tr("Kiểm tra gói"), None, (self.other, self.close_button))
        self.banner = Banner()
        self.panel = ProgressPanel(tr("Đang kiểm tra…"), stop=False)
        self.panel.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._facts_card(), 2)
        row.addWidget(self._inside_card(), 3)
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
                lambda desk, _job: (file, verification.look_inside(desk, file)),
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

    def _show(self, file: Path, inside: Inside) -> None:
        if file != self._asked:
            return
        self.inside, seen = inside, inside.seen
        self.panel.hide()
        self.banner.say(_BANNERS[seen.verdict], verdict_words(seen))
        self.note.say("warn", " ".join(messages.sentence(code) for code in seen.warnings))
        self._facts.set_rows(_facts(file, seen))
        self.stamp.show_for(file, seen)
        self.code.set_code(seen.signer_code)
        files = [f"{name}  ·  {size_words(size)}" for name, size in inside.files]
        targets = [" – ".join(told_of(target)) for target in inside.targets]
        self._files.set_rows([(tr("Tệp để đọc bằng mắt"), "\n".join(files)),
                              (tr("Chỉ tiêu trong gói"), "\n".join(targets))])  # fmt: skip
        self.table.refresh(SequenceProvider(inside.records))
        self.inside_card.setVisible(bool(inside.records))
        self.table.select_row(0)
        more = seen.records - len(inside.records)
        self.more.say(
            "info", tr("Chỉ hiện {n} sáng kiến đầu.", n=len(inside.records)) if more > 0 and inside.records else ""
        )

    def _failed(self, file: Path, error: Exception) -> None:
        self._show(file, Inside(Verification("unreadable")))
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
        self._files = Facts(stacked=True)
        self.stamp = StampForm(self._session)
        self.stamp.stamped.connect(self.check)
        for part in (self.note, self.stamp, self._facts, self.code, self._files):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        card.fill(scroll)
        return card

    def _inside_card(self) -> Card:
        columns: list[Column[Record]] = [
            Column(
                tr("Sáng kiến trong gói"),
                lambda row: Cell(str(row.get("title", "")), str(row.get("number", ""))),
                Kind.TWO_LINES,
            )
        ]
        self._model = PageModel(columns, SequenceProvider[Record](), self)
        self.table = Table(self._model, tr("Sáng kiến trong gói"))
        self.table.picked.connect(self._picked)
        self.more = Banner()
        self.record = RecordView()
        self.inside_card = Card()
        self.inside_card.fill(self.table)
        self.inside_card.body.addWidget(self.more)
        line = QFrame()
        line.setProperty("look", "card-head")
        line.setFixedHeight(1)
        self.inside_card.body.addWidget(line)
        self.inside_card.body.addWidget(self.record, 2)
        self.inside_card.hide()
        return self.inside_card

    def _picked(self, place: object) -> None:
        records = self.inside.records if self.inside else ()
        if isinstance(place, int) and place < len(records):
            self.record.show_record(records[place], self._pack(records[place]))
        else:
            self.record.clear()

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
        (tr("Dấu vân tay gói (SHA-256)"), _wrapped(seen.manifest_sha256)),
        (tr("Tệp"), str(file)),
    ]


def _wrapped(sha256: str) -> str:
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
