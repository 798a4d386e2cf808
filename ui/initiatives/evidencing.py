"""Binds the evidence panel to the record in front."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog

from desktop import messages, scans
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import evidence, evidence_in_packages, evidence_limits, evidence_pictures
from desktop.operations.evidence import Evidence
from desktop.operations.evidence_intake import Added, Source
from desktop.outside import files
from desktop.private_copies import PrivateCopies
from desktop.settings import Settings
from domain.evidence import KINDS
from ui.common.confirm import confirm
from ui.initiatives.evidence_adding import Adding
from ui.initiatives.evidence_panel import EvidencePanel
from ui.initiatives.scan_watch import ScanWatch
from ui.session import Session
from ui.words import tr

PREVIEW_HEIGHT = 1000
FOLDER = "evidence"
AGAIN_MS = 30_000  # a copy that another program holds open is tried again after this


class Evidencing(QObject):
    """`show_record` with every record; `close` when the page goes."""

    def __init__(self, session: Session, panel: EvidencePanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.panel = session, panel
        self._row_id: int | None = None
        self._may_change = False
        self._copies = PrivateCopies()
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.close)
        session.ask(lambda _job: self._copies.sweep(), lambda _nothing: None)  # what a program that was cut off left
        self.adding = Adding(session, self)
        self.scans = ScanWatch(self)
        self.scans.came.connect(panel.offer_scan)
        panel.offered.connect(self._add)
        panel.asked.connect(self._asked)
        panel.choosing.connect(self._choose)
        panel.scanning.connect(self._choose_scans)
        panel.stopped.connect(self._stop)
        self.adding.progressed.connect(panel.say_progress)
        self.adding.added.connect(self._added)
        self.adding.refused.connect(self._failed)
        self.adding.ended.connect(self._ended)
        self._failures: list[str] = []
        session.changed.connect(self._changed)

    def show_record(self, row_id: int | None, *, may_change: bool) -> None:
        """`may_change` whether this person may change this record now; None for a new record."""
        if (row_id, may_change) != (self._row_id, self._may_change) or row_id is None:
            if row_id != self._row_id:
                self.close()
                if not self.adding.busy():
                    self.panel.banner.clear()
            self._row_id, self._may_change = row_id, may_change
            self._show()

    def close(self) -> None:
        """No copy of anything stays outside the store; one that another program holds open goes once it lets go."""
        if not self._copies.clean():
            self._again.start()

    def _show(self) -> None:
        self.scans.watch(scans.folder(Settings()) if self._may_change else None)
        screen, row_id = self._session.screen, self._row_id
        found = evidence.of_record(screen, row_id) if row_id is not None else []
        removed = evidence.removed(screen, row_id) if row_id is not None else []
        limits = evidence_limits.get(screen)
        may_send = row_id is not None and evidence_in_packages.may_travel(screen, row_id)
        self.panel.show_evidence(found, removed, limits, may_change=self._may_change, made=row_id is not None,
                                 may_send=may_send)  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if changes.touches("evidence") and (not changes.rows or self._row_id in changes.rows):
            self._show()

    def _add(self, sources: list[Source]) -> None:
        if self._row_id is not None:
            self._failures.clear()
            self.adding.add(self._row_id, sources)

    def _stop(self) -> None:
        if self.adding.busy():
            self.adding.stop()

    def _added(self, added: Added) -> None:
        name = added.evidence.name
        if added.known:
            self._failures.append(tr("«{name}» đã có trong sáng kiến này, không thêm lần nữa.", name=name))
        elif added.elsewhere:
            self._failures.append(tr("«{name}» cũng là minh chứng của {numbers}. Hãy xem có nhầm tệp không.", name=name,
                                     numbers=", ".join(added.elsewhere)))  # fmt: skip
        else:
            self._session.told.emit(tr("Đã thêm «{name}»", name=name))

    def _failed(self, error: Exception) -> None:
        self._failures.append(messages.of_error(error))

    def _ended(self) -> None:
        if self._failures:
            self.panel.banner.say("warn", "\n".join(self._failures))
        else:
            self.panel.banner.clear()

    def _asked(self, what: str, found: Evidence) -> None:
        answers: dict[str, Callable[[Evidence], None]] = {
            "view": self._view,
            "save": self._save,
            "up": self._up,
            "remove": lambda one: self._do(lambda desk, _job: evidence.remove(desk, one.id)),
            "restore": lambda one: self._do(lambda desk, _job: evidence.restore(desk, one.id)),
            "shrink": self._shrink,
            "send": lambda one: self._do(lambda desk, _job: evidence_in_packages.choose(desk, one.id, True)),
            "keep": lambda one: self._do(lambda desk, _job: evidence_in_packages.choose(desk, one.id, False)),
        }
        answers[what](found)

    def _do(self, work: Callable[[Desk, Job], Changes]) -> None:
        self.panel.banner.clear()
        self._session.do(work, None, self._say)

    def _say(self, error: Exception) -> None:
        self.panel.banner.say("error", messages.of_error(error))

    def _up(self, found: Evidence) -> None:
        ids = [row.found.id for row in self.panel.rows]
        at = ids.index(found.id)
        ids[at - 1 : at + 1] = [ids[at], ids[at - 1]]
        self._do(lambda desk, _job: evidence.put_in_order(desk, found.row_id, ids))

    def _view(self, found: Evidence) -> None:
        """A picture below its line, or away again; anything else in the program this PC has for it."""
        row = next((row for row in self.panel.rows if row.found.id == found.id), None)
        if row is None or not KINDS[found.kind].picture:
            self._open_outside(found)
        elif row.picture.isVisible():
            row.picture.hide()
        else:
            room = QSize(int(row.width() * row.devicePixelRatioF()), PREVIEW_HEIGHT)
            self._session.beside(lambda desk, _job: decode(desk, found, room), row.show_picture, self._say)

    def _open_outside(self, found: Evidence) -> None:
        sure = confirm(self.panel, tr("Mở «{name}» bằng phần mềm của máy?", name=found.name),
                       tr("Một bản không mã hóa được đặt tạm ngoài sổ, xóa khi bạn sang sáng kiến khác, khóa màn hình "
                          "hay đóng sổ. Sửa trong bản đó không thay đổi tệp trong sổ."), tr("Mở"))  # fmt: skip
        if sure:
            target = self._copies.place_for(found.name)
            self._session.beside(lambda desk, _job: evidence.save(desk, found.id, target), _open, self._say)

    def _save(self, found: Evidence) -> None:
        folder = Settings().folder(FOLDER) or Path.home()
        chosen, _ = QFileDialog.getSaveFileName(self.panel, tr("Lưu một bản ra ngoài sổ"), str(folder / found.name))
        if not chosen:
            return
        target = Path(chosen)
        Settings().keep_folder(FOLDER, target.parent)
        target.unlink(missing_ok=True)  # the system's own question about writing over it was answered with yes
        self._session.beside(
            lambda desk, _job: evidence.save(desk, found.id, target),
            lambda path: self._session.told.emit(tr("Đã lưu {path}", path=path)),
            self._say,
        )

    def _shrink(self, found: Evidence) -> None:
        self.panel.banner.say("info", tr("Đang thu nhỏ «{name}»…", name=found.name))
        self._session.beside(lambda desk, _job: evidence_pictures.smaller(desk, found.id),
                             lambda content: self._shrunk(found, content), self._say)  # fmt: skip

    def _shrunk(self, found: Evidence, content: bytes) -> None:
        self._do(lambda desk, _job: evidence_pictures.put_smaller(desk, found.id, content).changes)

    def _choose(self) -> None:
        folder = Settings().folder(FOLDER) or Path.home()
        chosen, _ = QFileDialog.getOpenFileNames(self.panel, tr("Chọn tệp minh chứng"), str(folder))
        if chosen:
            Settings().keep_folder(FOLDER, Path(chosen[0]).parent)
            self.panel.offer_files([Path(name) for name in chosen])

    def _choose_scans(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.panel, tr("Thư mục máy quét lưu tệp"))
        if chosen:
            Settings().keep_folder(scans.PURPOSE, Path(chosen))
            self.scans.watch(Path(chosen))
            self.panel.scan.showMenu()


def decode(desk: Desk, found: Evidence, room: QSize) -> QImage:
    """The picture; never on the screen's thread."""
    return files.picture(found.name, b"".join(evidence.content(desk, found.id)), room)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
