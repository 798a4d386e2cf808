"""Moving and deleting the chosen records, taking it back, and saying which were refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, Signal

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import bulk, initiatives
from desktop.operations.initiatives import Moved
from domain.errors import Problem, RuleError
from domain.initiative import State
from domain.moves import Decision
from ui.initiatives.chosen import Chosen, just
from ui.initiatives.form import InitiativeForm
from ui.initiatives.list_card import ListCard
from ui.initiatives.move_panel import MovePanel
from ui.initiatives.moves import Move
from ui.initiatives.refusals import Refusal
from ui.session import Session
from ui.shell import Shell
from ui.words import tr

SHOWN = 200


class Moving(QObject):
    """What is typed is saved first. `done()` when the store has answered, `failed(Exception)` when it could not."""

    done = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, listed: ListCard, form: InitiativeForm) -> None:
        super().__init__(form)
        self._session, self._list, self._form = session, listed, form

    def watch_days(self) -> None:
        """From now on, when both halves are made, each day of a decision is looked at as it is written."""
        for panel in (self._form.frame.panel, self._list.panel):
            panel.decided_on.connect(partial(self._look_at_day, panel))

    def move(self, chosen: Chosen, move: Move, decision: Decision) -> None:
        """Moves several records; those refused are listed under the table."""
        self._move(chosen, move, decision, self._show_refused)

    def move_front(self, move: Move, decision: Decision) -> None:
        """Moves the record in the form; a refusal stands over it."""
        if self._form.row_id is not None:
            self._move(just(self._form.row_id), move, decision, self._say_refused)

    def delete(self, chosen: Chosen) -> None:
        """Puts the drafts among these into the bin."""
        if not self._form.flush():
            return

        def work(desk: Desk, _job: Job) -> tuple[list[int], list[int], Changes]:
            rows = initiatives.rows(desk, chosen.ids(desk))
            drafts = [row["id"] for row in rows if row["state"] == State.DRAFT and row["own"]]
            gone = set(drafts)
            kept = [row["id"] for row in rows if row["id"] not in gone]
            return drafts, kept, initiatives.delete(desk, drafts) if drafts else Changes()

        def deleted(answer: tuple[list[int], list[int], Changes]) -> None:
            drafts, kept, _changes = answer
            sentence = messages.of_error(RuleError("only_drafts_deleted"))
            self._show_refused(dict.fromkeys(kept, (sentence,)))
            if drafts:
                self._deleted(drafts)

        self._session.do(work, deleted, self.failed.emit)

    def _move(
        self,
        chosen: Chosen,
        move: Move,
        decision: Decision,
        show_refused: Callable[[Mapping[int, tuple[str, ...]]], None],
    ) -> None:
        if not self._form.flush():
            return

        def work(desk: Desk, job: Job) -> tuple[int, Moved, Changes]:
            row_ids = chosen.ids(desk)
            answer, bulk_id = bulk.move(desk, row_ids, move.to, decision, step=job.step)
            return bulk_id, answer, answer.changes

        def moved(told: tuple[int, Moved, Changes]) -> None:
            bulk_id, answer, _changes = told
            # Of a whole register nobody reads every refusal: the first ones tell what to do.
            refused = islice(answer.refused.items(), SHOWN)
            show_refused({row: tuple(map(messages.of_problem, found)) for row, found in refused})
            self._tell_moved(move, len(answer.moved), bulk_id)
            self.done.emit()

        self._session.do(work, moved, self.failed.emit)

    def _look_at_day(self, panel: MovePanel, on: date | None) -> None:
        """Says in the panel that a decision is older than what it is about, as soon as its day is there."""
        if on is None:
            return
        row_id = self._form.row_id
        chosen = self._list.chosen() if panel is self._list.panel else just(*([] if row_id is None else [row_id]))

        def told(found: Problem | None) -> None:
            if panel.on.day() == on:
                panel.show_early(found)

        self._session.beside(lambda desk, _job: initiatives.early_decision(desk, chosen.ids(desk), on), told,
                             self.failed.emit)  # fmt: skip

    def _tell_moved(self, move: Move, count: int, bulk_id: int) -> None:
        if count:
            word = move.word.rstrip("…")
            self._tell(tr("{move}: xong {n} sáng kiến", move=word, n=count),
                       (lambda: self._take_back(bulk_id)) if bulk_id else None)  # fmt: skip

    def _take_back(self, bulk_id: int) -> None:
        self._session.do(lambda desk, job: bulk.undo(desk, bulk_id, step=job.step), None, self.failed.emit)

    def _deleted(self, row_ids: Sequence[int]) -> None:
        if self._form.row_id in row_ids:
            self._form.close_record()
        self._tell(tr("Đã chuyển {n} bản nháp vào Thùng rác", n=len(row_ids)), lambda: self._restore(row_ids))
        self.done.emit()

    def _restore(self, row_ids: Sequence[int]) -> None:
        self._session.do(lambda desk, _job: initiatives.restore(desk, row_ids), None, self.failed.emit)

    def _say_refused(self, reasons: Mapping[int, tuple[str, ...]]) -> None:
        for sentences in reasons.values():
            self._form.say_refused(sentences)

    def _show_refused(self, reasons: Mapping[int, tuple[str, ...]]) -> None:
        rows = initiatives.rows(self._session.screen, list(reasons)[:SHOWN])
        named = [(row["id"], f"{row['number']} {row['title']}".strip()) for row in rows]
        self._list.refusals.show_refused([Refusal(row_id, name, reasons[row_id]) for row_id, name in named])

    def _tell(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        window = self._form.window()
        if undo is not None and isinstance(window, Shell):
            window.toast(sentence, undo)
        else:
            self._session.told.emit(sentence)
