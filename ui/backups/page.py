"""«Sao lưu»: the backups there are, one made now, the second place, a drill, and restoring."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.jobs import Job
from desktop.operations import backups, restoring
from desktop.operations.backups import ASKED, Backup, Made, Seen
from desktop.operations.restoring import Drilled
from ui.backups import words
from ui.backups.cards import DrillCard, PlaceCard, RestoreCard
from ui.backups.listed import columns
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.confirm import confirm
from ui.common.page_head import PageHead
from ui.common.page_model import PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.session import Session
from ui.words import tr


class BackupsPage(QWidget):
    """Copies and drills run beside the store's lane, one at a time; restoring closes the register and goes to its
    page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.seen: Seen | None = None
        self._fresh = self._asked = False
        self.now = button(tr("Sao lưu ngay"), "shield_checkmark", primary=True)
        self.now.clicked.connect(self.back_up)
        self.banner, self.stick, self.late = Banner(), Banner(), Banner()
        self.progress = ProgressPanel()
        self.progress.hide()
        self.model: PageModel[Backup] = PageModel(columns(), SequenceProvider[Backup](), self)
        self.table = Table(self.model, tr("Các bản sao lưu"))
        self.place, self.drill, self.restore = PlaceCard(session), DrillCard(), RestoreCard()
        self.place.failed.connect(self._failed)
        self.drill.asked.connect(self.try_one)
        self.restore.asked.connect(self.put_back)
        self.restore.elsewhere.connect(self._choose_elsewhere)
        self.table.selected.connect(self._chosen)
        self._lay_out()
        session.changed.connect(self._changed)
        self.setFocusProxy(self.now)
        self.refresh()

    def open(self, _what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Asks again how things are; an answer that is on its way may be older."""
        if self._asked:
            self._fresh = False
            return
        screen, self._asked, self._fresh = self._session.screen, True, True
        self._session.ask(lambda _job: backups.seen(screen), self._show, self._not_seen)

    def chosen(self) -> Backup | None:
        """The backup that is picked in the list, else the newest."""
        place = self.table.current_id()
        rows = self.model.provider.rows([place]) if place is not None else []
        return rows[0] if rows else (self.seen.standing.newest if self.seen else None)

    def back_up(self) -> None:
        screen = self._session.screen
        self._run(lambda job: backups.make(screen, ASKED, step=job.step), self._made, tr("Đang sao lưu…"))

    def try_one(self) -> None:
        """The backup in front, taken out, opened and counted."""
        screen, backup = self._session.screen, self.chosen()
        if backup is not None:
            self._run(lambda job: restoring.drill(screen, backup, step=job.step), self._drilled,
                      tr("Đang thử khôi phục…"))  # fmt: skip

    def put_back(self) -> None:
        backup = self.chosen()
        if backup is not None and self._sure(backup):
            self._session.asked.emit("restore", backup.folder)

    def _sure(self, backup: Backup) -> bool:
        when = words.moment(backup.at, clock.now())
        detail = tr("Sổ sẽ trở lại như lúc {when}. Những gì ghi sau lúc đó không còn trong sổ, nhưng sổ hiện nay được "
                    "giữ thành một bản sao lưu. Phần mềm đóng sổ rồi hỏi mật khẩu.", when=when)  # fmt: skip
        return confirm(self, tr("Khôi phục bản sao lưu này?"), detail, tr("Khôi phục"))

    def _choose_elsewhere(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Thư mục có bản sao lưu"))
        if folder:
            self._session.ask(lambda _job: restoring.first_in(folder), self._found_elsewhere, self._failed)

    def _found_elsewhere(self, backup: Backup) -> None:
        if self._sure(backup):
            self._session.asked.emit("restore", backup.folder)

    def _run(self, work: Callable[[Job], object], done: Callable[..., None], what: str) -> None:
        self.banner.clear()
        self._busy(True)
        job = self._session.lanes.free(work, done, self._failed, lambda: self._busy(False))
        self.progress.watch(job, what)

    def _made(self, made: Made) -> None:
        self._busy(False)
        size = made.backup
        told = tr("Đã sao lưu, đã mở và đọc lại: đủ {n} sáng kiến kể cả trong thùng rác, {packages} gói.",
                  n=size.counts.get("initiative", 0), packages=size.packages)  # fmt: skip
        if made.place is not None and made.place.trouble:
            facts = {"path": str(made.place.folder)}
            self.banner.say("warn", f"{told} {messages.sentence(made.place.trouble, facts)}")
        else:
            self.banner.say("ok", told)
        self._session.changed.emit(of("backups"))

    def _drilled(self, drilled: Drilled) -> None:
        self._busy(False)
        n, when = drilled.counts.get("initiative", 0), words.moment(drilled.backup.at, clock.now())
        told = tr("Bản sao lưu {when} khôi phục được: mở được, đọc được mọi trang, đủ {n} sáng kiến kể cả trong thùng "
                  "rác, {packages} gói.", when=when, n=n, packages=drilled.packages)  # fmt: skip
        if drilled.lost:
            lacking = messages.sentence("drill_lacks_packages", {"names": ", ".join(drilled.lost)})
            self.banner.say("warn", f"{told} {lacking}")
        else:
            self.banner.say("ok", told)
        self._session.do(lambda desk, _job: restoring.note(desk, drilled))

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        self.banner.say("error", messages.of_error(error))

    def _not_seen(self, error: Exception) -> None:
        self._asked = False
        self._failed(error)

    def _busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        for part in (self.now, self.drill.go, self.restore.go, self.restore.other):
            part.setEnabled(not busy)
        if not busy:
            self._chosen()

    def _show(self, seen: Seen) -> None:
        self._asked, self.seen = False, seen
        self.table.refresh(SequenceProvider(seen.backups))
        self.place.show_place(seen.place)
        self.drill.show_last(seen.drilled)
        self.stick.say("warn", messages.sentence("home_can_be_pulled") if seen.on_a_stick else "")
        told = tr("Bản sao lưu gần nhất đã cũ. Bấm «Sao lưu ngay».")
        if not seen.backups:
            told = tr("Chưa có bản sao lưu nào. Bấm «Sao lưu ngay».")
        self.late.say("warn", told if seen.standing.late else "")  # one made meanwhile takes it away
        self._chosen()
        if not self._fresh:
            self.refresh()

    def _chosen(self) -> None:
        backup = self.chosen()
        self.drill.show_backup(backup)
        self.restore.show_backup(backup)

    def _changed(self, changes: Changes) -> None:
        if changes.touches("backups"):
            self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(PageHead(tr("Sao lưu"), actions=[self.now]))
        for part in (self.stick, self.late, self.banner, self.progress):
            column.addWidget(part)
        listed = Card()
        listed.fill(self.table)
        cards = Scroll()
        cards.body.setContentsMargins(0, 0, 6, 0)
        for card in (self.place, self.drill, self.restore):
            cards.body.addWidget(card)
        cards.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(listed, 3)
        row.addWidget(cards, 2)
        column.addLayout(row, 1)
