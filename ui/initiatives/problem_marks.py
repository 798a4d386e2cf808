"""Showing each problem beside its field."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QWidget

from desktop import messages
from domain.errors import Problem
from ui.initiatives.fields import Fields

AT_ONCE = ("identity_number",)


def paint(fields: Fields, problems: Sequence[Problem], left: Collection[str] | None) -> None:
    """Marks the fields that have a problem, the blocking one of several first, and clears the others.

    `left` are the fields that were left already, the only ones of a new record that may complain; None for all. What
    is not kept is said at once.
    """
    first: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda each: not each.blocks):
        first.setdefault(fields.stands_at(problem), problem)
    if left is not None:
        first = {name: one for name, one in first.items() if name.partition(".")[0] in left or one.code in AT_ONCE}
    fields.authors.clear_problems()
    for name, field in fields.fields.items():
        if name not in first:
            field.set_problem("")
    for name, problem in first.items():
        field_at = fields.field_at(name)
        if field_at is not None:
            fields.unfold(name)
            field_at.set_problem(messages.of_problem(problem), problem.blocks)


def next_stop(fields: Fields, problems: Sequence[Problem], here: QWidget | None) -> QWidget | None:
    """The editor of the next problem after the one that has the keyboard, and round again; None without problems."""
    stops = list(dict.fromkeys(fields.editor_at(fields.stands_at(one)) for one in problems))
    if not stops:
        return None
    after = stops.index(here) + 1 if here in stops else 0
    return stops[after % len(stops)]
