"""Marking: the queue at the left, the initiative in the middle, the own sheet at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import CHAIR, OFFICER
from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, blinding, initiatives, marking_stores, programmes, recusals
from desktop.operations.appraisals import SheetView, Waiting
from domain.errors import RuleError
from ui import theme
from ui.appraisals.blind_choice import BlindChoice
from ui.appraisals.drafts import Drafts
from ui.appraisals.filed_sheets import FiledCard
from ui.appraisals.queue import Queue
from ui.appraisals.reading_card import ReadingCard
from ui.appraisals.recused_card import RecusedCard
from ui.appraisals.sheet_card import SheetCard
from ui.appraisals.sheet_form import body_of
from ui.appraisals.standing_aside import StandingAside
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import show_if
from ui.session import Session
from ui.words import tr

LETTERS_FOR_QUEUE = 122  # narrower than so many letters there is no room for the list beside the sheet


class Marking(QWidget):
    """next_step()   the button of the empty state: seat a council, or send something to be marked
    all_marked()  the officer has marked everything and wants the results
    """

    next_step = Signal()
    all_marked = Signal()

    def __init__(self, session: Session, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.drafts = session, drafts
        self.current: Waiting | None = None
        self._packs = programmes.Packs(session.screen)
        self._rewriting: set[str] = set()
        self._filing = self._behind = False
        self._officer = session.screen.user.has(OFFICER, CHAIR)
        self._far = marking_stores.held(session.screen) is not None
        self.queue, self.reading = Queue(), ReadingCard(session)
        self.document = self.reading.document
        self.blind = BlindChoice()
        self.sheet, self.filed = SheetCard(), FiledCard()
        self.recused = RecusedCard()
        self.aside = StandingAside(session, self.sheet.aside, self.recused, self)
        self.empty = Empty("clipboard_task", "")
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Reads the queue again; what is being written stays."""
        seated = appraisals.current_council(self._session.screen)
        lines = appraisals.waiting(self._session.screen) if seated else []
        self.queue.show_lines(lines, len(seated.council.members) if seated else 0)
        self.reading.progress.setText(self.queue.progress.text())
        self._show_blind()
        self._stack.setCurrentIndex(1 if lines else 0)
        if not lines:
            self._say_empty(seated is not None)
            self.current = None
            return
        held = self.queue.provider.get(self.current.row_id if self.current else None)
        if held is None:
            self._load(lines[0])
        else:
            was, self.current = self.current, held
            newly = held.mine and was is not None and not was.mine  # filed in the grid, or on another PC
            if (newly or self._right.currentWidget() is self.filed) and not self._filing:
                self._show_right(held, news=newly)

    def catch_up(self) -> None:
        """Reads the queue again; what was written in the grid meanwhile stands in the sheet too."""
        self.refresh()
        if self.current is not None and self._right.currentWidget() is self.sheet and not self._filing:
            self._show_right(self.current, news=True)

    def show_row(self, row_id: int) -> bool:
        """Opens one initiative of the queue; False if it is not there."""
        self.refresh()
        line = self.queue.provider.get(row_id)
        if line is not None:
            self._load(line)
            self.take_focus()
        return line is not None

    def forget_packs(self) -> None:
        """The rules of a programme may have changed: they are read again."""
        self._packs = programmes.Packs(self._session.screen)

    def flush(self) -> None:
        self.drafts.flush()
        self.aside.flush()

    def step(self, rows: int) -> None:
        """To the initiative before (-1) or after (1) in the list; nothing is filed."""
        if self.current is None:
            return
        place = self.queue.provider.place(self.current.row_id)
        wanted = 0 if place is None else place + rows
        if 0 <= wanted < len(self.queue.lines()):
            self._load(self.queue.lines()[wanted])
            self.take_focus()

    def take_focus(self) -> None:
        """The keyboard to where work goes on."""
        shown = self._right.currentWidget()
        if shown is self.sheet:
            self.sheet.form.focus_first()
        elif shown is self.filed:
            self.filed.take_focus()
        else:
            self.queue.table.setFocus()

    def file(self) -> None:
        """Files the sheet as it stands, or says beside each criterion what it lacks."""
        line = self.current
        if line is None or self._filing or self._right.currentWidget() is not self.sheet:
            return
        form = self.sheet.form
        problems = form.problems()
        form.show_problems(problems)
        if problems:
            return
        given, answers = form.given(), form.answers()
        vote, note = form.vote.value(), form.note.value()
        self._filing = True
        self.sheet.setEnabled(False)
        self.drafts.flush()
        self._session.do(
            lambda desk, _job: appraisals.file_own(desk, line.public_id, given, vote, note, answers),
            lambda _: self._was_filed(line),
            lambda error: self._not_filed(line, error),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._behind:
            self._behind = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = event.size().width() >= QFontMetrics(theme.font()).averageCharWidth() * LETTERS_FOR_QUEUE
        self.queue.setVisible(roomy)
        self.reading.progress.setVisible(not roomy)
        self._place_blind()

    def _load(self, line: Waiting) -> None:
        self.drafts.flush()
        self.current = line
        self.queue.table.blockSignals(True)
        self.queue.choose(line.row_id)
        self.queue.table.blockSignals(False)
        self._read(line)
        self._show_right(line)

    def _read(self, line: Waiting) -> None:
        stored = initiatives.get(self._session.screen, line.row_id)
        self._pack = self._packs.of(stored.initiative)
        self.reading.show_reading(blinding.reading(self._session.screen, line.row_id), self._pack)

    def _show_right(self, line: Waiting, *, news: bool = False) -> None:
        """The sheet to write, the sheets to read, or neither for an author; `news` leaves a sheet that stands so."""
        pack, view = self._pack, appraisals.view(self._session.screen, line.public_id)
        held = self.drafts.held(line.public_id)
        body = view.draft if held is None else held
        begun = any(body.get(name) for name in ("points", "gates", "vote", "note"))
        if line.recusal is not None:
            self.aside.turn_to(line)
            self.recused.show_recusal(line.recusal)
            self._right.setCurrentWidget(self.recused)
        elif view.own is not None and not begun and line.public_id not in self._rewriting:
            self.filed.show_sheets(view.own, view.others, pack.rubric, alone=self._far)
            self.filed.show_again(line.again)
            self.filed.show_way(more=self._fewest() is not None, officer=self._officer, far=self._far)
            self._right.setCurrentWidget(self.filed)
        else:
            if view.own is not None and not begun:
                body = body_of(view.own)
            if not news or self._right.currentWidget() is not self.sheet or body != self.sheet.form.body_words():
                self._show_form(view, dict(body), saved=begun and held is None)

    def _show_form(self, view: SheetView, body: dict[str, object], *, saved: bool) -> None:
        self.sheet.form.set_rubric(self._pack.rubric)
        self.sheet.form.set_body(body)
        self.aside.turn_to(self.current)
        self.sheet.refresh_total()
        self.sheet.give_up.setVisible(view.own is not None)
        self.sheet.saved.setText(tr("Nháp đã lưu") if saved else "")
        if view.own is not None:
            self.sheet.banner.say("info", tr("Phiếu đã nộp vẫn có hiệu lực đến khi bạn nộp phiếu mới."))
        elif self.current is not None and self.current.mine:
            self.sheet.banner.say(
                "warn", tr("Bạn có hai phiếu khác nhau cho sáng kiến này. Hãy nộp một phiếu mới để thay cả hai.")
            )
        else:
            self.sheet.banner.clear()
        self._right.setCurrentWidget(self.sheet)

    def _written(self) -> None:
        if self.current is not None and not self._filing:
            self.drafts.write(self.current.public_id, self.sheet.form.body_words())

    def _was_saved(self, public_id: str, at: str) -> None:
        line = self.current
        if line is not None and line.public_id == public_id and self.drafts.held(public_id) is None:
            self.sheet.saved.setText(tr("Đã lưu nháp lúc {at}", at=at))
        if self.isVisible():
            self.refresh()
        else:
            self._behind = True

    def _not_saved(self, error: Exception) -> None:
        self.sheet.saved.setText(tr("Chưa lưu được nháp"))
        self.sheet.banner.say("error", of_error(error), tr("Lưu lại"))

    def _was_filed(self, line: Waiting) -> None:
        self._filing = False
        self.sheet.setEnabled(True)
        self.drafts.forget(line.public_id)
        self._rewriting.discard(line.public_id)
        self.refresh()
        after = self._fewest()
        if after is None and self._far:
            words = tr("Đã nộp phiếu {number}. Bạn đã chấm xong; hãy gửi phiếu về ở trang «Gửi lại phiếu».",
                       number=line.number)  # fmt: skip
            self._session.told.emit(words)
        elif after is None:
            self._session.told.emit(tr("Đã nộp phiếu {number}. Bạn đã chấm xong tất cả.", number=line.number))
        else:
            self._session.told.emit(tr("Đã nộp phiếu {number}.", number=line.number))
        wanted = after or self.queue.provider.get(line.row_id)
        if wanted is not None and self.current is not None and self.current.row_id == line.row_id:
            self._load(wanted)
            self.take_focus()

    def _not_filed(self, line: Waiting, error: Exception) -> None:
        self._filing = False
        self.sheet.setEnabled(True)
        if self.current is None or self.current.public_id != line.public_id:
            self._session.failed.emit(error)
            return
        self._written()
        problems = error.problems if isinstance(error, RuleError) else ()
        self.sheet.form.show_problems(problems)
        beyond = [of_problem(p) for p in problems if p.field not in (*self.sheet.form.lines, "vote")]
        if beyond or not problems:
            self.sheet.banner.say("error", " ".join(beyond) or of_error(error))

    def _reload(self, row_id: int) -> None:
        self.refresh()
        held = self.queue.provider.get(row_id)
        if held is not None and self.current is not None and self.current.row_id == row_id:
            self._load(held)
            self.take_focus()

    def _show_blind(self, problem: str = "") -> None:
        """The switch for whoever may set it; the record in front is read anew where it was set."""
        blind = blinding.is_blind(self._session.screen)
        self.blind.show_choice(blind, problem)
        self._place_blind()
        if self.current is not None and blind != self.document.is_blind():
            self._read(self.current)

    def _place_blind(self) -> None:
        """Below the list, or below the text where there is no room for the list."""
        may, folded = recusals.keeps(self._session.screen), self.queue.isHidden()
        wanted = self.reading if folded else self.queue
        if self.blind.parentWidget() is not wanted.foot_bar():
            wanted.foot().addWidget(self.blind)
        for card in (self.queue, self.reading):
            show_if(card.foot_bar(), may and card is wanted)

    def _choose_blind(self, wanted: bool) -> None:
        self._session.do(
            lambda desk, _job: blinding.set_blind(desk, wanted), None, lambda error: self._show_blind(of_error(error))
        )

    def _rewrite(self) -> None:
        if self.current is not None:
            self._rewriting.add(self.current.public_id)
            self._load(self.current)
            self.take_focus()

    def _give_up(self) -> None:
        """Back to the filed sheet; what was written instead of it is forgotten."""
        line = self.current
        if line is None:
            return
        self._rewriting.discard(line.public_id)
        self.drafts.write(line.public_id, {})
        self._load(line)
        self.take_focus()

    def _advance(self) -> None:
        after = self._fewest()
        if after is not None:
            self._load(after)
            self.take_focus()

    def _end(self) -> None:
        """Everything is marked: the results, or on another PC the way back for the sheets."""
        if self._far:
            self._session.asked.emit("sending_back", None)
        else:
            self.all_marked.emit()

    def _fewest(self) -> Waiting | None:
        """What has the fewest sheets of all that still waits for the own one."""
        return next((one for one in self.queue.lines() if one.again or not (one.mine or one.recused)), None)

    def _say_empty(self, seated: bool) -> None:
        officer = self._officer
        if not seated:
            hint = tr("Lập hội đồng trước, rồi đưa sáng kiến vào chấm.") if officer else tr(
                "Cán bộ công đoàn của đơn vị lập hội đồng trước, rồi bạn chấm ở đây.")  # fmt: skip
            self.empty.say("people", tr("Chưa có hội đồng"), hint, tr("Lập hội đồng") if officer else "")
        else:
            hint = tr("Đưa các sáng kiến đủ điều kiện vào chấm để hội đồng bắt đầu.") if officer else tr(
                "Khi có sáng kiến được đưa vào chấm, danh sách hiện ở đây.")  # fmt: skip
            self.empty.say("clipboard_task", tr("Chưa có sáng kiến nào chờ chấm"), hint,
                           tr("Đưa sáng kiến vào chấm") if officer else "")  # fmt: skip

    def _connect(self) -> None:
        self.empty.clicked.connect(self.next_step)
        self.queue.picked.connect(self._picked)
        self.blind.chosen.connect(self._choose_blind)
        self.queue.table.opened.connect(lambda _: self.take_focus())
        self.sheet.edited.connect(self._written)
        self.sheet.filed.connect(self.file)
        self.sheet.given_up.connect(self._give_up)
        self.aside.moved.connect(self._reload)
        self.sheet.banner.clicked.connect(self.drafts.flush)
        self.filed.change.connect(self._rewrite)
        self.filed.on.connect(self._advance)
        self.filed.done.connect(self._end)
        self.drafts.saving.connect(lambda: self.sheet.saved.setText(tr("Đang lưu…")))
        self.drafts.saved.connect(self._was_saved)
        self.drafts.failed.connect(self._not_saved)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.file)
        for keys, rows in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda rows=rows: self.step(rows))
        self.reading.stepped.connect(self.step)
        QShortcut(QKeySequence("Alt+M"), self).activated.connect(self.reading.other_part)
        for keys, pages in (("Alt+Right", 1), ("Alt+Left", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda pages=pages: self.reading.leaf(pages))
        for keys, way in (("Alt+PgDown", 1), ("Alt+PgUp", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda way=way: self.reading.turn(way))

    def _picked(self, row_id: int) -> None:
        line = self.queue.provider.get(row_id)
        if line is not None and (self.current is None or self.current.row_id != row_id):
            self._load(line)

    def _build(self) -> None:
        self._right = QStackedWidget()
        for card in (self.sheet, self.filed, self.recused):
            self._right.addWidget(card)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for pane in (self.queue, self.reading, self._right):
            # The shares below decide, not the longest line anywhere inside: the text to read needs the room.
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, pane.sizePolicy().verticalPolicy())
        row.addWidget(self.queue, 27)
        row.addWidget(self.reading, 40)
        row.addWidget(self._right, 33)
        ground = Card()
        ground.fill(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(ground)
        self._stack.addWidget(work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
