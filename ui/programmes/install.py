"""Taking in a pack of rules that came by USB: who signed it, what it changes, and only then into the register."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import programme_files
from desktop.operations.programme_files import DIFFERENT, NEW, NEWER, OLDER, SAME, Installation
from desktop.settings import Settings
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.packages.facts import Facts
from ui.packages.row_card import RowCard
from ui.programmes.cells import Tick
from ui.programmes.changes_list import ChangesList
from ui.programmes.offered import Offered, look
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr

SHOWN = 60


class InstallView(QWidget):
    """`closed()` when the person goes back, `made(id)` when the rules are in the register."""

    closed = Signal()
    made = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path: Path | None = None
        self._busy = False
        hint = tr("Chọn gói có chữ ký của cấp trên (.asice) hoặc tệp quy tắc (.toml). Xem xong mới ghi vào sổ.")
        self.head = TaskHead(tr("Nhận gói quy tắc"), hint)
        self.head.left.connect(self.closed)
        self.choose = Button(tr("Chọn tệp…"), "folder_open", "primary")
        self.choose.clicked.connect(self._pick)
        self.banner, self.signature, self.facts = Banner(), Banner(), Facts()
        self.unsigned = Tick(tr("Tôi đã đối chiếu với văn bản và chịu trách nhiệm dùng gói chưa có chữ ký này"))
        self.unsigned.edited.connect(lambda _value: self._allow())
        self.install = Button(tr("Ghi vào sổ"), "checkmark", "primary")
        self.install.clicked.connect(self._install)
        self.changes = ChangesList()
        self._changes_title = label("", "heading")
        self.problems: list[RowCard] = []
        self._offered: Offered | None = None
        self._lay_out()
        self._show(None)
        self.setFocusProxy(self.choose)

    def may_close(self) -> bool:
        return not self._busy

    def check(self, path: Path) -> None:
        """Looks at a file; nothing is written."""
        self._path, self._busy = path, True
        self._show(None)
        self.banner.say("info", tr("Đang kiểm tra {name}…", name=path.name))
        self._session.do(lambda desk, _job: look(desk, path), self._seen, self._failed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        row.addWidget(self.install)
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 6, 0)
        self._ground = QVBoxLayout()
        self._ground.setSpacing(8)
        for part in (self.signature, self.facts, self.unsigned):
            scroll.body.addWidget(part)
        scroll.body.addLayout(self._ground)
        scroll.body.addWidget(self._changes_title)
        scroll.body.addWidget(self.changes)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(scroll, 1)

    def _pick(self) -> None:
        last = str(Settings().folder("programme") or Path.home())
        kinds = tr("Gói quy tắc") + " (*.asice *.toml)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Chọn gói quy tắc"), last, kinds)
        if name:
            Settings().keep_folder("programme", Path(name).parent)
            self.check(Path(name))

    def _seen(self, offered: Offered) -> None:
        self._busy = False
        self._show(offered)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._show(None)
        self.banner.say("error", messages.of_error(error))

    def _show(self, offered: Offered | None) -> None:
        self._offered = offered
        self.banner.clear()
        self.signature.clear()
        self.facts.set_rows([])
        self.unsigned.set_value("")
        self._show_problems(offered)
        offer = offered.offer if offered else None
        pack = offer.pack if offer else None
        show_if(self.unsigned, pack is not None and offer is not None and not offer.signed)
        self.changes.set_changes(offered.changes if offered else ())
        self._changes_title.setText(tr("Khác bản đang có"))
        show_if(self._changes_title, bool(offered and offered.changes))
        if offer and offered and not offer.genuine:
            self.banner.say("error", offer.message)
        elif offer and offered:
            self.signature.say(*_signature(offer.signed_by, offer.signer_name))
            self.banner.say(*_standing(offer.standing, offered.installed, blocked=pack is None))
        if pack:
            rows = [
                (tr("Chương trình"), pack.title),
                (tr("Mã chương trình"), pack.id),
                (tr("Phiên bản"), pack.version),
                (tr("Giai đoạn"), "\n".join(phase.title for phase in pack.phases)),
                (tr("Tệp"), str(offer.path) if offer else ""),
            ]
            self.facts.set_rows(rows)
        self._allow()

    def _show_problems(self, offered: Offered | None) -> None:
        for card in self.problems:
            self._ground.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.problems = []
        found = (*offered.offer.problems, *offered.offer.doubts) if offered else ()
        for problem in found[:SHOWN]:
            where = tr("Dòng {n}", n=problem.row) if problem.row else (problem.field or tr("Cả tệp"))
            icon, role = ("error_circle", "error") if problem.blocks else ("warning", "warn")
            card = RowCard(icon, role, where, [messages.of_problem(problem)])
            self._ground.addWidget(card)
            self.problems.append(card)

    def _allow(self) -> None:
        offer = self._offered.offer if self._offered else None
        fit = offer is not None and offer.pack is not None and offer.standing not in (SAME, DIFFERENT)
        consented = offer is not None and (offer.signed or self.unsigned.isChecked())
        self.install.setEnabled(fit and consented and not self._busy)

    def _install(self) -> None:
        path, unsigned = self._path, self.unsigned.isChecked()
        if path is None:
            return
        self._busy = True
        self.install.setEnabled(False)
        self._session.do(
            lambda desk, _job: programme_files.install(desk, path, unsigned=unsigned), self._done, self._refused
        )

    def _done(self, installation: Installation) -> None:
        self._busy = False
        self.made.emit(installation.pack.id)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self.banner.say("error", messages.of_error(error))
        self._allow()


def _signature(signed_by: str, signer_name: str) -> tuple[str, str]:
    if signed_by:
        name = signer_name or signed_by
        return "ok", tr("Có chữ ký của {name} ({code}), còn nguyên.", name=name, code=signed_by)
    return "warn", tr("Chưa có chữ ký: không biết ai lập, có bị sửa trên đường đi hay không.")


def _standing(standing: str, installed: str, *, blocked: bool) -> tuple[str, str]:
    """What taking the file in would do."""
    if blocked:
        return "error", tr("Tệp có chỗ sai, chưa ghi vào sổ được. Hãy gửi các dòng dưới cho nơi lập gói để sửa.")
    if standing == NEWER:
        words = tr(
            "Mới hơn bản {old} đang có. Ghi vào thì sáng kiến mới theo bản này; "
            "sáng kiến đã ghi giữ bản cũ đến khi bạn chuyển.",
            old=installed,
        )
        return "info", words
    if standing == DIFFERENT:
        words = tr(
            "Cùng số phiên bản {old} nhưng nội dung khác bản trong sổ. "
            "Hãy hỏi nơi lập gói bản nào đúng và xin bản có số phiên bản mới.",
            old=installed,
        )
        return "error", words
    older = tr("Cũ hơn bản {old} đang dùng. Ghi vào thì chỉ giữ để xem, bản đang dùng không đổi.", old=installed)
    return {
        NEW: ("info", tr("Sổ chưa có chương trình này. Ghi vào sổ không đổi chương trình đang dùng.")),
        OLDER: ("warn", older),
        SAME: ("ok", tr("Sổ đã có đúng bản này. Không cần làm gì.")),
    }.get(standing, ("info", ""))
