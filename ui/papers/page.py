"""«Hồ sơ & văn bản»: choose a paper, fill in its few words, write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import clock, messages, paths
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import reports
from desktop.operations.reports import Written
from domain.errors import RuleError, TroubleError
from ui import theme
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.parting import Parting
from ui.common.pieces import Pieces, at_once
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.papers import at_hand, files
from ui.papers.at_hand import IN_DOSSIER, PACKAGES
from ui.papers.choosing import Choosing
from ui.papers.folder_line import FolderLine
from ui.papers.letter_form import LetterForm
from ui.papers.made_files import MadeFiles
from ui.papers.made_links import MadeLinks
from ui.papers.preview import Preview
from ui.papers.report_list import FORMATS, ReportList
from ui.papers.signing import Signing
from ui.session import Session
from ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.papers.template_form import TemplateForm

FIRST = "summary_table"
NARROW = 700  # below, the fields of the form stand one under the other
BESIDE = 1000  # dots of the page at the usual size of text, from which the first page stands beside the form


class PapersPage(QWidget):
    """`folder` is where papers go; `made` the last one written here."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self.folder = paths.papers(session.screen.home)
        self.made: Path | None = None
        self._typed = self._writing = self._printing = False
        self._pages = 0
        self._beside: bool | None = None
        self.template: TemplateForm | None = None
        self._parting = Parting(session.lanes, self)
        # After the resizing: a layout that changes within one is not asked for its height again.
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place_preview)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session = self._session
        self.reports = {report.id: report for report in reports.reports()}
        self.list = ReportList(list(self.reports.values()), FIRST)
        yield
        self.letter = LetterForm(reports.draft(session.screen))
        yield
        self.choosing, self.preview = Choosing(), Preview(session)
        self.format = Choice()
        self.counted = label("", "muted", wrap=True)
        self.banner = Banner()
        self.progress = ProgressPanel(tr("Đang lập văn bản…"))
        self.progress.hide()
        yield
        yield from self._lay_out()
        yield
        self.list.chosen.connect(self._choose)
        self.letter.edited.connect(self._note_typing)
        self.choosing.edited.connect(self._chose_others)
        session.changed.connect(self._changed)
        self._choose(self.list.current())
        yield
        self._count()
        self._list_files()
        self.setFocusProxy(self.letter.number)

    def open(self, what: object) -> None:
        """`what` is the id of a report, or (id, numbers of initiatives with commas between); "" keeps the paper.

        A path is a PDF to sign or to look at.
        """
        if isinstance(what, Path):
            self.signing.open(what)
            return
        name, numbers = what if isinstance(what, tuple) else (what, "")
        name = name or self.list.current()
        if name in self.list.choices:
            self.choosing.only.set_value(str(numbers))
            self.list.choices[str(name)].setChecked(True)
            self._choose(str(name))
            self._listed.reach(self.list.choices[str(name)])

    def may_close(self) -> bool:
        return self.signing.may_close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placing.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._listed.reach(self.list.choices[self.list.current()])

    def _place_preview(self) -> None:
        """Beside the form where there is room, else below its fields."""
        usual = self.width() * theme.points(100) / theme.look().points
        self.letter.narrow(usual < NARROW)
        beside = usual >= BESIDE
        if beside == self._beside:
            return
        self._beside = beside
        ground = (self._side_scroll if beside else self._form_scroll).body
        show_if(self._side, beside)
        ground.insertWidget(0 if beside else ground.count() - 1, self.preview)

    def flush(self) -> None:
        if self.template is not None:
            self.template.flush()
        self.signing.flush()
        if self._typed:
            self._typed = False
            words = self.letter.words()
            self._session.keep(lambda desk, _job: reports.keep_draft(desk, words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A paper may be done before the second press of a double click: that press is not another order.
        return event.type() == QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)

    def write(self) -> None:
        """Writes the paper chosen beside the others; nothing that is there is overwritten."""
        if self._writing or not self.letter.valid():
            return
        report_id, words = self.list.current(), self.letter.words()
        only, ending, apart = self.choosing.numbers(), self.format.value(), self.choosing.apart()
        target = files.free_target(self.folder, report_id, "" if apart else ending, clock.today())

        def work(desk: Desk, job: Job) -> Written:
            if apart:
                return reports.write_each(desk, report_id, target, ending, words, step=job.pass_by, only=only)
            return reports.write(desk, report_id, target, words, step=job.pass_by, only=only)

        self._busy(True)
        job = self._session.do(work, lambda done: self._written(done.path, done.rows, done.pages), self._failed)
        self.progress.watch(job, tr("Đang lập {file}…", file=target.name))

    def _written(self, path: Path, rows: int, pages: int) -> None:
        self.made, self._typed, self._pages = path, False, pages
        for part in (self.print, self.sign_made):
            show_if(part, path.suffix.lower() == ".pdf")
        told = tr("Đã lập {file}.", file=path.name)
        if path.is_dir():
            told = tr("Đã lập {n} tệp trong thư mục {file}.", n=written(rows), file=path.name)
        if pages:
            told += " " + tr("{n} trang.", n=written(pages))
        self.banner.say("ok", told)
        self._list_files()

    def print_made(self) -> None:
        """The paper just made, on a printer of this PC; without one it is opened with the system's own program, which
        knows other ways."""
        from ui.papers import printing  # looking for printers takes a moment

        file = self.made
        if file is None:
            return
        if not printing.possible():
            if files.show(file):
                self.banner.say("info", tr("Máy này chưa cài máy in nào; tệp được mở bằng chương trình của máy."))
            else:
                self.banner.say("warn", tr("Máy này chưa cài máy in nào, cũng chưa có chương trình mở {file}. Hãy bấm "
                                           "«Mở thư mục», chép tệp sang máy khác rồi in.", file=file.name))  # fmt: skip
            return
        printer = printing.ask(self, file, self._pages)
        if printer is not None:
            self.print_on(printer, file)

    def _open(self, path: Path) -> None:
        files.show_or_tell(path, self.banner)

    def print_on(self, printer: QPrinter, file: Path) -> None:
        """Prints beside the screen; stopped, the pages not handed over stay in the file."""
        from ui.papers import printing

        self._busy(True)
        self._printing = True
        job = self._session.ask(
            lambda job: printing.print_file(printer, file, job),
            lambda pages: self.banner.say("ok", tr("Đã chuyển {n} trang tới máy in.", n=written(pages))), self._failed,
        )  # fmt: skip
        self.progress.watch(job, tr("Đang in {file}…", file=file.name))

    def _failed(self, error: Exception) -> None:
        kind = "warn" if isinstance(error, RuleError) else "error"
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)
        self.banner.say(kind, messages.of_error(error))

    def _ended(self, how: str) -> None:
        self._busy(False)
        if how == "stopped":
            printed = self.made is not None and self._printing
            told = tr("Đã dừng in.") if printed else tr("Đã dừng, chưa có tệp nào được ghi.")
            self.banner.say("info", told)
        self._printing = False
        show_if(self._after, how == "done")

    def _busy(self, busy: bool) -> None:
        if busy:
            self.banner.clear()
            self._after.hide()
        self._writing = busy
        show_if(self.progress, busy)
        self._count()
        for part in (self.list, self.letter, self.choosing, self.format, self.into):
            part.setEnabled(not busy)

    def _choose(self, report_id: str) -> None:
        report = self.reports[report_id]
        self._card.set_title(tr(report.title))
        kept = self.format.value()
        self.format.set_items([(one, FORMATS.get(one, one)) for one in report.formats])
        self.format.set_value(kept if kept in report.formats else report.formats[0])
        self.letter.ask(report.asks)
        of_initiatives = bool(reports.missing(report_id)) and report_id != "support_list"
        self.choosing.suit(numbers=of_initiatives, several=of_initiatives and report_id not in IN_DOSSIER,
                           packages=report_id == PACKAGES)  # fmt: skip
        self.banner.clear()  # what it said was about another paper
        self._after.hide()
        self._count()
        self._look()

    def _note_typing(self) -> None:
        self._typed = True
        self._look()

    def _chose_others(self) -> None:
        self._count()
        self._look()

    def _look(self) -> None:
        """The first page is drawn again; words that cannot be read yet are waited for."""
        if self.letter.readable():
            self.preview.look(self.list.current(), self.letter.words(), self.choosing.numbers())

    def _changed(self, changes: Changes) -> None:
        if any(map(changes.touches, ("initiatives", "settings", "programmes", "packages"))):
            self._count()
        if changes.touches("templates") and self.template is None:
            self._look()

    def _count(self) -> None:
        screen = self._session.screen
        self.list.offer({report.id for report in reports.offered(screen)})
        chosen = self.list.current()
        ready = {name: reports.how_many(screen, name) for name in self.reports}
        self.list.show_ready(ready)
        words, possible = at_hand.said(screen, chosen, ready[chosen], bool(self.choosing.numbers()))
        self.counted.setText(words)
        show_if(self.counted, bool(words))
        self.make.setEnabled(possible and not self._writing)

    def set_folder(self, folder: Path) -> None:
        self.folder = folder
        self._list_files()

    def _list_files(self) -> None:
        self.into.show_folder(self.folder)
        endings = {ending for report in self.reports.values() for ending in report.formats}
        self._files.show_folder(self.folder, endings)

    def edit_template(self) -> None:
        """Opens the words of the paper chosen, over the page."""
        from ui.papers.template_form import TemplateForm  # only few people ever do

        form = TemplateForm(self._session, self.list.current(), self.letter.words(), self.choosing.numbers())
        form.closed.connect(self._close_template)
        self.template = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        form.head.back.setFocus()

    def _close_template(self) -> None:
        form, self.template = self.template, None
        if form is not None:
            self._stack.removeWidget(form)
            self._parting.drop(form)
        self._look()
        self.list.choices[self.list.current()].setFocus()

    def _lay_out(self) -> Pieces:
        # From the outside in: what is put into a ground that goes into another gets its look twice.
        self._stack = QStackedWidget(self)
        self._main = QWidget(self._stack)
        self.signing = Signing(self._session, self._stack)
        self.signing.ended.connect(self._list_files)
        self._stack.addWidget(self._main)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        yield
        self.sign_pdf = Button(tr("Ký, kiểm tra PDF…"), "certificate")
        self.sign_pdf.clicked.connect(self.signing.pick)
        column = QVBoxLayout(self._main)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(PageHead(tr("Hồ sơ & văn bản"), None, (self.sign_pdf,)))
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        row.addLayout(left, 4)
        yield
        self._left(left)
        yield
        self._card = Card(" ", ruled=True, parent=self._main)
        row.addWidget(self._card, 4)
        yield from self._right()
        self._side = Card(tr("Trang đầu"), parent=self._main)
        row.addWidget(self._side, 4)
        self._side_scroll = Scroll()
        self._side.fill(self._side_scroll)

    def _left(self, column: QVBoxLayout) -> None:
        choose, self._files = Card(tr("Chọn văn bản"), parent=self._main), MadeFiles()
        column.addWidget(choose, 3)
        column.addWidget(self._files, 1)
        self._files.picked.connect(self._open)
        self._listed = Scroll()
        choose.fill(self._listed)
        self._listed.body.addWidget(self.list)
        self._listed.body.addStretch(1)

    def _right(self) -> Pieces:
        scroll = Scroll()
        self._card.fill(scroll)
        scroll.body.addWidget(self.counted)
        scroll.body.addWidget(self.choosing)
        yield
        scroll.body.addWidget(self.letter)
        yield
        scroll.body.addWidget(Field(tr("Loại tệp"), self.format))
        self.into = FolderLine()
        self.into.picked.connect(self.set_folder)
        scroll.body.addWidget(self.into)
        scroll.body.addWidget(self.progress)
        scroll.body.addWidget(self.banner)
        scroll.body.addWidget(self._links())
        scroll.body.addWidget(self.preview)
        scroll.body.addStretch(1)
        self._form_scroll = scroll
        self.make = button(tr("Lập văn bản"), "document", primary=True)
        self.make.clicked.connect(self.write)
        self.make.installEventFilter(self)
        self.progress.ended.connect(self._ended)
        self.template_button = button(tr("Sửa mẫu…"), "edit")
        self.template_button.clicked.connect(self.edit_template)
        foot = self._card.foot()
        foot.addWidget(self.template_button)
        foot.addStretch(1)
        foot.addWidget(self.make)
        yield

    def _links(self) -> QWidget:
        self._after = links = MadeLinks()
        self.print, self.open_file, self.sign_made = links.print, links.open_file, links.sign
        links.print.clicked.connect(self.print_made)
        links.sign.clicked.connect(lambda: self.signing.open(self.made) if self.made else None)
        links.open_file.clicked.connect(lambda: self._open(self.made) if self.made else None)
        links.open_folder.clicked.connect(lambda: self._open(self.folder))
        return links
