"""The form of one initiative: it shows the record, saves what is typed, and says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import OFFICER
from desktop.operations import initiatives, programmes
from desktop.operations.initiatives import Saved, Stored
from domain.errors import Problem
from domain.initiative import Initiative
from domain.moves import Decision
from domain.programme import Programme
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.pieces import Pieces, at_once
from ui.initiatives import form_fields, form_menu, form_state, moves, papers_menu, values
from ui.initiatives.autosave import Autosave, Draft
from ui.initiatives.beside import Beside
from ui.initiatives.fields import Fields
from ui.initiatives.form_frame import FormFrame
from ui.initiatives.form_keys import FormKeys
from ui.initiatives.moves import Move
from ui.initiatives.problem_marks import AT_ONCE, next_stop, paint
from ui.initiatives.revealing import Revealing
from ui.initiatives.undo import History, Step
from ui.initiatives.undoing import Undoing
from ui.initiatives.values import same_but_for_blanks, shown, shown_again, typed
from ui.session import Session
from ui.words import tr


class InitiativeForm(QStackedWidget):
    """One record at a time.

    created(row_id)            the store has made the new record
    stepped(1 or -1)           to the next record, or the one before
    move_asked(Move, Decision) the record is to move; everything typed is saved already
    deletion_asked()           the draft is to go into the bin
    copy_asked()               a new draft like this record is wanted
    """

    created = Signal(int)
    stepped = Signal(int)
    move_asked = Signal(object, object)
    deletion_asked = Signal()
    copy_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._stored: Stored | None = None
        self._problems: tuple[Problem, ...] = ()
        # Fields with a number of an identity card: it stays in front of the person and never gets into the store.
        self._refused: tuple[Problem, ...] = ()
        # In a new record a field only complains once it has been left; None when every field may.
        self._left: set[str] | None = None
        self._known: dict[str, Any] = {}
        self._carried: dict[str, str] = {}  # shown in a new record, and its own with the first letter
        self.autosave = Autosave(session, self)
        self.history = History(self)
        self.undoing = Undoing(session, self.history, self._come_back, self._put, self)
        self._keys = FormKeys(self)
        self.frame = FormFrame(later=True)
        self.empty = Empty("lightbulb", tr("Chưa mở sáng kiến nào"), tr("Chọn một dòng ở danh sách, hoặc bấm Ctrl+N."))
        self.addWidget(self.empty)
        self.addWidget(self.frame)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session, frame = self._session, self.frame
        yield from frame.pieces
        self._revealing = Revealing(frame, lambda: self.fields, self)
        self.fields = self._fields_for(programmes.current(session.screen))
        yield from self.fields.pieces
        yield
        self.beside = Beside(session, frame, self.go_to, self._failed_aside, self)
        self._connect()

    @property
    def row_id(self) -> int | None:
        """The record in front; None for a new one that the store does not have yet, and for none."""
        return self.autosave.current.row_id if self.autosave.current is not None else None

    def is_open(self) -> bool:
        return self.currentWidget() is self.frame

    def show_record(self, row_id: int) -> None:
        """Opens a record; what was typed into the one before is saved, and shown again if it could not be."""
        at_once(self.opening(row_id))

    def opening(self, row_id: int) -> Pieces:
        """The same in pieces; nothing more happens once another record is opened in between."""
        draft = self.autosave.open(row_id)
        stored = initiatives.get(self._session.screen, row_id)
        self._left = None
        self._fill(stored.initiative, draft)
        self._hold(stored, initiatives.problems(self._session.screen, stored.initiative))
        yield
        for _ in self._around():
            yield
            if self.autosave.current is not draft:
                return
        self._to_front()

    def show_new(self, *, alike: bool = False) -> None:
        """Opens an empty form; the record is made with the first letter. `alike` offers what the next sheet of a pile
        has in common with the one in front."""
        near = self._stored.initiative if alike and self._stored else None
        draft = self.autosave.open(None)
        self._left = set()
        desk = self._session.screen
        blank = Initiative(programme=programmes.current(desk).id, block=str(desk.unit.block))
        self._fill(values.alike(blank, near) if near else blank, draft)
        self._hold(None, ())
        at_once(self._around())
        self._to_front()
        self._carried = {name: str(getattr(near, name)) for name in values.CARRIED} if near else {}
        self.focus_first()

    def close_record(self) -> None:
        """Nothing is in front any more."""
        self.autosave.open(None)
        self.history.close_step()
        self._stored = None
        self.setCurrentWidget(self.empty)

    def refresh(self, changes: Changes) -> None:
        """Another operation may have changed the record in front."""
        row_id = self.row_id
        told = changes.touches("initiatives") and (not changes.rows or row_id in changes.rows)
        if row_id is None or not told or self.autosave.writing():
            return
        stored = initiatives.get(self._session.screen, row_id)
        self._show(stored, initiatives.problems(self._session.screen, stored.initiative))

    def flush(self) -> bool:
        """Saves at once and waits for it, a few seconds at most; False if something could not be saved."""
        self.beside.remembering.flush()
        return self.autosave.flush()

    def focus_first(self) -> None:
        if self.is_open():
            self.fields.editors["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, name: str) -> None:
        """Brings the keyboard to a field, such as "effect" or "authors.1.birth_year"."""
        self.fields.editor_at(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def next_problem(self) -> None:
        """To the field of the next problem after the one with the keyboard, and round again."""
        self._left = None
        self._paint_problems()
        asked = self.beside.returning.problems
        stop = next_stop(self.fields, (*self._refused, *self._problems, *asked), QApplication.focusWidget())
        if stop is not None:
            # No other reason: for that of a shortcut Qt selects a whole line, and the next letter would replace it.
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def lacking(self) -> tuple[str, int]:
        """The number of the record in front and how many blocking problems it has, as last saved; ("", 0) for none."""
        number = self._stored.initiative.number if self._stored else ""
        return number, sum(problem.blocks for problem in self._problems)

    def toggle_help(self) -> None:
        """Shows what belongs into the field with the keyboard, the source of the rule and an example."""
        here = QApplication.focusWidget()
        field = self.fields.around(here) if here is not None else None
        if isinstance(field, Field):
            field.toggle_more()

    def undo(self) -> None:
        self.undoing.undo(self.row_id)

    def redo(self) -> None:
        self.undoing.redo(self.row_id)

    def field_history(self) -> None:
        """The history of the field with the keyboard, or away with it again; of the whole record without one."""
        self.beside.remembering.toggle(self.fields.holder(QApplication.focusWidget()))

    def ask(self, move: Move) -> None:
        """Starts a move of the record in front, once everything typed is saved."""
        if not self.flush():
            return
        if move.needs:
            self.frame.panel.ask(move)
        else:
            self.move_asked.emit(move, Decision())

    def say_refused(self, sentences: Sequence[str]) -> None:
        """The move was refused: the sentences stand over the form until something is done."""
        self.frame.failure.say("warn", "\n".join(sentences))
        self.frame.panel.again()

    def _fill(self, initiative: Initiative, draft: Draft) -> None:
        pack = programmes.of_record(self._session.screen, initiative)
        if pack != self.fields.programme:
            self.fields = self._fields_for(pack)
            at_once(self.fields.pieces)
        self._carried = {}
        self.history.close_step()
        self.frame.panel.hide()
        if not self.autosave.failing():
            self.frame.failure.clear()
        words = {name: str(value or "") if name == "credited_no" else value for name, value in draft.words().items()}
        for name, editor in self.fields.editors.items():
            self._known[name] = value = words.get(name, shown(initiative, name))
            editor.set_value(value)

    def _to_front(self) -> None:
        self.setCurrentWidget(self.frame)
        self.frame.to_top()

    def _show(self, stored: Stored, problems: tuple[Problem, ...]) -> None:
        """Brings the fields up to the store, but never one that is being typed in or holds unsaved words."""
        draft = self.autosave.current
        busy = set(draft.words()) if draft is not None else set()
        # Of the window, not of the program: while another program is in front, nothing has the keyboard.
        busy.add(self.fields.holder(self.window().focusWidget()))
        busy |= {problem.field.partition(".")[0] for problem in self._refused}
        for name, editor in self.fields.editors.items():
            value = shown(stored.initiative, name)
            # A blank at the end is a letter to whoever comes back to type on.
            if name not in busy and not same_but_for_blanks(editor.value(), value):
                editor.set_value(value)
                self._known[name] = value
        self._hold(stored, problems)
        at_once(self._around())

    def _hold(self, stored: Stored | None, problems: tuple[Problem, ...]) -> None:
        self._stored = stored
        self._problems = tuple(problem for problem in problems if problem.code not in AT_ONCE)
        self._refused = self.fields.refused()
        officer = self._session.screen.user.has(OFFICER)
        self._why_locked = form_state.locked(stored, officer=officer) if stored else ""

    def _around(self) -> Pieces:
        """Everything but the values: what may be changed, what is missing, when it was saved."""
        self.fields.set_read_only(bool(self._why_locked))
        yield
        stored, problems = self._stored, (*self._refused, *self._problems)
        by_hand = self._session.screen.user.has(OFFICER) and (stored is None or stored.own)
        self.fields.show_credited(stored.initiative if stored else Initiative(),
                                  tied=any(problem.field == "credited_no" for problem in problems))  # fmt: skip
        self.frame.show_state(stored, problems, why_locked=self._why_locked, by_hand=by_hand)
        if stored is None or not self.autosave.writing():
            self.frame.say_saved(*form_state.saved(stored))
        self.fields.more.count(vars(stored.initiative) if stored else {})
        yield
        yield from self.beside.show(stored, self.row_id, self.fields, by_hand=by_hand, locked=bool(self._why_locked))
        self._paint_problems()

    def go_to(self, name: str) -> None:
        """To the field of a rule; what no field holds, a decision or an objection, is settled by the steps below."""
        if name and self.fields.field_at(name) is not None:
            self.focus_field(name)
        else:
            self.frame.to_steps(objected=not name)

    def _paint_problems(self) -> None:
        here = QApplication.focusWidget()
        at = self.fields.around(here) if here is not None else None
        before = at.problem() if isinstance(at, Field) else ""
        found = () if self._why_locked else (*self._refused, *self._problems)
        paint(self.fields, (*self.beside.returning.problems, *found), self._left)
        if isinstance(at, Field) and at.problem() not in ("", before):
            self._revealing.soon()

    def _edited(self, name: str, value: Any) -> None:
        editor = self.fields.editors[name]
        self.history.note(name, self._known.get(name), value, getattr(editor, "part", ""), self.row_id)
        self._known[name] = value
        for offered, words in self._carried.items():
            self.autosave.offer(offered, words)
        self._carried = {}
        self.autosave.touch(name, typed(name, value))
        self._look_for_refused()

    def _look_for_refused(self) -> None:
        """Says at the field, with the key that made it one, that a number of an identity card is not kept."""
        refused = self.fields.refused()
        if refused != self._refused:
            self._refused = refused
            self._paint_problems()

    def _committed(self, name: str, value: Any) -> None:
        if value != self._known.get(name):  # put into its usual form on leaving: not a step of its own
            self._known[name] = value
            self.autosave.touch(name, typed(name, value))
        self.history.close_step()
        self.autosave.save()

    def _put(self, step: Step, value: Any) -> None:
        self.fields.editors[step.field].set_value(value)
        self._known[step.field] = value
        self.autosave.touch(step.field, typed(step.field, value))
        self._look_for_refused()
        self.autosave.save()
        self.focus_field(step.field)

    def _put_back(self, name: str, value: Any) -> None:
        """What the history kept of a field stands there again, as one step."""
        self.history.close_step()
        words = shown_again(name, value)
        self.fields.editors[name].set_value(words)
        self._edited(name, words)
        self.history.close_step()
        self.autosave.save()
        self.focus_field(name)

    def _come_back(self, row_id: int) -> str:
        self.show_record(row_id)
        return self._why_locked

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if self.fields.holder(now):
            self._revealing.soon()
        left = self.fields.holder(before)
        if not left or now is None:
            return
        self.history.close_step()
        if left != self.fields.holder(now):
            self.autosave.save()
            if self._left is not None:
                self._left.add(left)
                self._paint_problems()

    def _made(self, draft: Draft) -> None:
        if draft.row_id is not None:
            self.history.made(draft.row_id)
        if draft is self.autosave.current and draft.row_id is not None:
            self.created.emit(draft.row_id)

    def _saved(self, saved: Saved) -> None:
        if not self.autosave.failing():
            self.frame.failure.clear()
        if saved.stored.row_id == self.row_id and self.is_open():
            self._show(saved.stored, saved.problems)

    def _failed(self, error: Exception) -> None:
        self.frame.say_saved("error_circle", "error", tr("Chưa lưu"))
        self.frame.failure.say("error", messages.of_error(error), tr("Thử lại"))

    def _failed_aside(self, error: Exception) -> None:
        """Something beside the fields could not be written; what was typed there still stands in its panel."""
        self.frame.failure.say("error", messages.of_error(error))

    def _fill_menu(self) -> None:
        if self._stored is not None:
            calls = {"history": self.beside.remembering.open, "copy": self.copy_asked.emit,
                     "delete": self.deletion_asked.emit}  # fmt: skip
            menu, state = self.frame.more.menu(), self._stored.initiative.state
            papers = partial(papers_menu.fill, session=self._session, held=self._stored.initiative)
            form_menu.fill(menu, state, self.fields.programme, self.ask, self.beside.objecting, calls,
                           papers if self._stored.own else None)  # fmt: skip

    def _step_back(self) -> None:
        back = moves.step_back(self._stored.initiative.state) if self._stored else None
        if back is not None:
            self.ask(back)

    def _fields_for(self, pack: Programme) -> Fields:
        heard = (self._edited, self._committed, self._revealing.added)
        return form_fields.made(self._session, pack, self._keys, self.frame, heard)

    def _connect(self) -> None:
        frame, autosave = self.frame, self.autosave
        autosave.began.connect(lambda: frame.say_saved("arrow_sync", "muted", tr("Đang lưu…")))
        autosave.saved.connect(self._saved)
        autosave.failed.connect(self._failed)
        autosave.made.connect(self._made)
        for asked in (frame.undo.clicked, self._keys.undo):
            asked.connect(self.undo)
        for asked in (frame.redo.clicked, self._keys.redo):
            asked.connect(self.redo)
        self.history.changed.connect(lambda: frame.show_steps(self.history))
        frame.previous.clicked.connect(lambda: self.stepped.emit(-1))
        frame.following.clicked.connect(lambda: self.stepped.emit(1))
        frame.failure.clicked.connect(autosave.save)
        frame.notice.clicked.connect(self._step_back)
        frame.panel.answered.connect(self.move_asked)
        frame.conditions.asked.connect(self.go_to)
        self.beside.remembering.wanted.connect(self._put_back)
        frame.step_on.clicked.connect(lambda: self.ask(frame.usual) if frame.usual else None)
        frame.more.menu().aboutToShow.connect(self._fill_menu)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        frame.show_steps(self.history)
