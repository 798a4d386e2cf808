"""«Phiếu giấy»: sheets of members who have no way into this PC, typed in one after the other from the paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.messages import of_error, of_problem
from desktop.operations import initiatives, paper_sheets, programmes
from desktop.operations.paper_sheets import PaperLine, PaperMember, PaperView
from domain.errors import RuleError
from ui.appraisals.beside import beside
from ui.appraisals.drafts import Drafts
from ui.appraisals.paper_list import PaperList
from ui.appraisals.paper_reading import PaperReading
from ui.appraisals.sheet_card import SheetCard
from ui.appraisals.sheet_form import body_of
from ui.common.banner import Banner
from ui.common.empty import Empty
from ui.session import Session
from ui.words import tr

Found = tuple[tuple[PaperMember, ...], str, tuple[PaperLine, ...]]


class PaperSheets(QWidget):
    """The member and his initiatives at the left, the sheet as it lies on the table at the right.

    own_first(row id)   the person at the desk has to mark this one before he types in what others wrote
    """

    own_first = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.member = ""
        self.members: tuple[PaperMember, ...] = ()
        self.current: PaperLine | None = None
        self._typing_anew: set[str] = set()
        self._entering = False
        self._coming = False
        self.drafts = Drafts(session, self, _save)
        self.list, self.sheet, self.reading = PaperList(), SheetCard(on_paper=True), PaperReading()
        self.elsewhere = Banner()
        self.empty = Empty("people", tr("Không có phiếu giấy nào phải nhập"),
                           tr("Mọi thành viên hội đồng đều tự chấm trên máy này."))  # fmt: skip
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Reads the members and the chosen one's initiatives on the store lane; an older answer is dropped."""
        self._asked += 1
        asked, member = self._asked, self.member
        self._session.do(
            lambda desk, _job: _read(desk, member),
            lambda found: self._arrived(found) if asked == self._asked else None,
        )

    def flush(self) -> None:
        self.drafts.flush()

    def turn_to(self, member: str) -> None:
        """Another member's pile."""
        self.drafts.flush()
        self.member, self.current = member, None
        self.refresh()

    def step(self, rows: int) -> None:
        """To the initiative before (-1) or after (1); nothing is entered."""
        place = None if self.current is None else self.list.provider.place(self.current.row_id)
        wanted = 0 if place is None else place + rows
        if 0 <= wanted < len(self.list.provider.all):
            self._load(self.list.provider.all[wanted])
            self.take_focus()

    def take_focus(self) -> None:
        shown = self._right.currentWidget()
        self._coming = self.current is None  # then the keyboard goes on to the sheet as soon as there is one
        if self.current is None:
            self.list.who.setFocus()
        elif shown is self.sheet:
            self.sheet.form.focus_first()
        else:
            self.reading.take_focus()

    def enter(self) -> None:
        """Enters the sheet as it stands, or says beside each criterion what it lacks."""
        line, member, form = self.current, self.member, self.sheet.form
        if line is None or self._entering or self._right.currentWidget() is not self.sheet:
            return
        problems = form.problems()
        form.show_problems(problems)
        if problems:
            return
        given, answers, vote, note = form.given(), form.answers(), form.vote.value(), form.note.value()
        self._entering = True
        self.sheet.setEnabled(False)
        self.drafts.flush()
        self._session.do(
            lambda desk, _job: paper_sheets.enter(desk, line.public_id, member, given, vote, note, answers),
            lambda _: self._was_entered(line, member),
            lambda error: self._not_entered(line, error),
        )

    def _arrived(self, found: Found) -> None:
        self.members, self.member, lines = found
        self.list.show_members(self.members, self.member)
        self.list.show_lines(lines)
        seq = next((one.request_seq for one in self.members if one.name == self.member), 0)
        told = tr("{name} được giao chấm trên máy khác (yêu cầu số {seq}). Phiếu gửi về mà khác phiếu giấy sẽ chờ "
                  "người chọn.", name=self.member, seq=seq)  # fmt: skip
        self.elsewhere.say("info", told if seq else "")
        self._stack.setCurrentIndex(1 if lines and self.members else 0)
        held = self.list.provider.get(self.current.row_id if self.current else None)
        if held is None:
            waiting = self._next()
            self.current = None
            if waiting or lines:
                self._load(waiting or lines[0])
                if self._coming:
                    self.take_focus()
        elif not self._entering:
            was, self.current = self.current, held
            if self._right.currentWidget() is self.reading or (held.filed and was is not None and not was.filed):
                before = self._right.currentWidget()
                within = before is not None and before.isAncestorOf(self.focusWidget() or self)
                self._show_right(held)
                if within and self._right.currentWidget() is not before:
                    self.take_focus()

    def _load(self, line: PaperLine) -> None:
        self.drafts.flush()
        self.current = line
        self.list.choose(line.row_id)
        self._show_right(line)

    def _show_right(self, line: PaperLine) -> None:
        screen = self._session.screen
        view = paper_sheets.view(screen, line.public_id, self.member)
        rubric = programmes.of_record(screen, initiatives.find(screen, line.public_id).initiative).rubric
        held = self.drafts.held(_key(line.public_id, self.member))
        body = view.draft if held is None else held
        if view.barred is not None or (view.own is not None and not body and line.public_id not in self._typing_anew):
            self.reading.set_title(line.number)
            self.reading.show_view(view, rubric, self.member)
            self.reading.show_way(self._way())
            self._right.setCurrentWidget(self.reading)
            return
        self.sheet.set_title(f"{line.number} · {self.member}")
        self.sheet.form.set_rubric(rubric)
        self.sheet.form.set_body(body or (body_of(view.own) if view.own is not None else {}))
        self.sheet.refresh_total()
        self.sheet.give_up.setVisible(view.own is not None)
        self.sheet.saved.setText(tr("Nháp đã lưu") if body and held is None else "")
        self._tell(line, view)
        self._right.setCurrentWidget(self.sheet)

    def _tell(self, line: PaperLine, view: PaperView) -> None:
        """Why a sheet that is in stands there to be typed anew."""
        if view.own is not None:
            self.sheet.banner.say("info", tr("Phiếu đã nhập vẫn có hiệu lực đến khi bạn nhập phiếu mới."))
        elif line.filed:
            self.sheet.banner.say("warn", tr("Có hai phiếu khác nhau. Phiếu nhập lần này thay cả hai."))
        else:
            self.sheet.banner.clear()

    def _written(self) -> None:
        if self.current is not None and not self._entering:
            self.drafts.write(_key(self.current.public_id, self.member), self.sheet.form.body_words())

    def _was_saved(self, key: str, at: str) -> None:
        line = self.current
        if line is not None and key == _key(line.public_id, self.member) and self.drafts.held(key) is None:
            self.sheet.saved.setText(tr("Đã lưu nháp lúc {at}", at=at))

    def _not_saved(self, error: Exception) -> None:
        self.sheet.saved.setText(tr("Chưa lưu được nháp"))
        self.sheet.banner.say("error", of_error(error), tr("Lưu lại"))

    def _was_entered(self, line: PaperLine, member: str) -> None:
        self._entering = False
        self.sheet.setEnabled(True)
        self.drafts.forget(_key(line.public_id, member))
        self._typing_anew.discard(line.public_id)
        self._session.told.emit(tr("Đã nhập phiếu {number} của {name}.", number=line.number, name=member))
        if (self.member, self.current) == (member, line):
            after = self._next(beside=line)
            self._load(after or line)
            self.take_focus()
        self.refresh()

    def _not_entered(self, line: PaperLine, error: Exception) -> None:
        self._entering = False
        self.sheet.setEnabled(True)
        if self.current is None or self.current.row_id != line.row_id:
            self._session.failed.emit(error)
            return
        self._written()
        problems = error.problems if isinstance(error, RuleError) else ()
        self.sheet.form.show_problems(problems)
        beyond = [of_problem(p) for p in problems if p.field not in (*self.sheet.form.lines, "vote")]
        if beyond or not problems:
            self.sheet.banner.say("error", " ".join(beyond) or of_error(error))

    def _next(self, beside: PaperLine | None = None) -> PaperLine | None:
        """The first sheet after `beside`, or from the top, that is still to be typed."""
        rows = self.list.provider.all
        start = 0 if beside is None else (self.list.provider.place(beside.row_id) or 0) + 1
        waiting = [one for one in (*rows[start:], *rows[:start]) if one.again or not (one.filed or one.recused)]
        return next((one for one in waiting if beside is None or one.row_id != beside.row_id), None)

    def _after(self) -> str:
        """The next member who still owes a sheet, "" for none; who marks on another PC comes last."""
        owing = [one for one in self.members if one.filed < one.owed and one.name != self.member]
        return next((one.name for one in sorted(owing, key=lambda one: one.request_seq > 0)), "")

    def _way(self) -> str:
        if self._next(beside=self.current) is not None:
            return tr("Phiếu sau")
        after = self._after()
        return tr("Sang phiếu của {name}", name=after) if after else ""

    def _go_on(self) -> None:
        """To the next sheet of this member that is still to be typed, else to the next member's pile."""
        after = self._next(beside=self.current)
        if after is not None:
            self._load(after)
            self.take_focus()
        elif name := self._after():
            self._coming = True
            self.turn_to(name)

    def _mark_own(self) -> None:
        if self.current is not None:
            self.own_first.emit(self.current.row_id)

    def _type_anew(self) -> None:
        if self.current is not None:
            self._typing_anew.add(self.current.public_id)
            self._load(self.current)
            self.take_focus()

    def _give_up(self) -> None:
        """Back to the sheet that is in; what was typed instead of it is forgotten."""
        if self.current is not None:
            self._typing_anew.discard(self.current.public_id)
            self.drafts.write(_key(self.current.public_id, self.member), {})
            self._load(self.current)
            self.take_focus()

    def _picked(self, row_id: int) -> None:
        line = self.list.provider.get(row_id)
        if line is not None and (self.current is None or self.current.row_id != row_id):
            self._load(line)

    def _connect(self) -> None:
        self.list.turned.connect(self.turn_to)
        self.list.picked.connect(self._picked)
        self.list.table.opened.connect(lambda _: self.take_focus())
        self.sheet.edited.connect(self._written)
        self.sheet.filed.connect(self.enter)
        self.sheet.given_up.connect(self._give_up)
        self.sheet.banner.clicked.connect(self.drafts.flush)
        self.reading.change.connect(self._type_anew)
        self.reading.on.connect(self._go_on)
        self.reading.mark.connect(self._mark_own)
        self.drafts.saving.connect(lambda: self.sheet.saved.setText(tr("Đang lưu…")))
        self.drafts.saved.connect(self._was_saved)
        self.drafts.failed.connect(self._not_saved)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.enter)
        for keys, rows in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda rows=rows: self.step(rows))

    def _build(self) -> None:
        self._right = QStackedWidget()
        for card in (self.sheet, self.reading):
            self._right.addWidget(card)
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.elsewhere)
        column.addWidget(self._right, 1)
        for part in (self.list, pane):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
        self._stack = beside(self, self.empty, self.list, pane, 45)


def _key(public_id: str, member: str) -> str:
    """One sheet among the drafts: public ids have no colon."""
    return f"{public_id}:{member}"


def _save(desk: Desk, key: str, body: Mapping[str, Any]) -> None:
    public_id, _, member = key.partition(":")
    paper_sheets.keep_draft(desk, public_id, member, body)


def _read(desk: Desk, wanted: str) -> Found:
    """The members, whose pile is shown, and that pile: of the first who still owes a sheet where nobody was chosen."""
    members = paper_sheets.members(desk)
    known = {one.name for one in members}
    # Who was asked to mark on another PC has most likely no paper.
    owing = sorted((one for one in members if one.filed < one.owed), key=lambda one: one.request_seq > 0)
    first = next((one.name for one in (*owing, *members)), "")
    chosen = wanted if wanted in known else first
    return members, chosen, paper_sheets.lines(desk, chosen) if chosen else ()
