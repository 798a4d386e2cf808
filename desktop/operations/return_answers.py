"""Answers to what the union above asked to be mended: gathered into a package, and taken in on the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db import return_marks
from desktop.desk import Desk
from domain import return_mark
from domain.initiative import Initiative
from domain.return_mark import Answer, MarkState, ReturnMark

HEADER = "return_answers"


def ready(desk: Desk, records: Sequence[Initiative]) -> dict[str, list[tuple[ReturnMark, Answer | None]]]:
    """By public id of the records with open marks: each mark, and its answer if the record was mended or words typed.

    A field that stands as the union above has it, and of which nothing was said, has no answer yet.
    """
    by_id = {one.id: one for one in records}
    found: dict[str, list[tuple[ReturnMark, Answer | None]]] = {}
    for mark in return_marks.open_of(desk.store, list(by_id), out=False):
        if mark.to_do:
            found.setdefault(mark.initiative_id, []).append((mark, _answer(mark, by_id[mark.initiative_id])))
    return found


def _answer(mark: ReturnMark, held: Initiative) -> Answer | None:
    current = return_mark.held_of(held, mark.field)
    if return_mark.state(mark, current) is not MarkState.READY:
        return None
    return Answer(mark.id, mark.answer, current != mark.held)


def header(answers: Sequence[Answer]) -> dict[str, Any]:
    """What the header of a package says more for them; nothing where there are none."""
    return {HEADER: return_mark.telling(list(answers))} if answers else {}


def left(desk: Desk, answered: Mapping[int, Answer], package_id: int, now: str) -> None:
    """These marks, by number, have been answered in a package that was sealed. Inside `atomic()`."""
    for number, said in answered.items():
        return_marks.change(desk.store, [number], answer_package_id=package_id, mended=int(said.mended),
                            answered_at=now)  # fmt: skip


def take_in(desk: Desk, told: Mapping[str, Any], package_id: int, unit_codes: set[str], now: str) -> int:
    """Closes what the header of a unit's package answers; how many. Inside `atomic()`."""
    answers = return_mark.answers_of(told.get(HEADER))
    return return_marks.close_by_answers(desk.store, answers, package_id, unit_codes, now) if answers else 0
