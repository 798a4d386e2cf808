"""The history of a record's fields: who changed which, when, from what to what, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator

from db import journal
from desktop import clock
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives, typed_words
from domain import history, labels
from domain.errors import RuleError
from domain.history import Change as Change

EVERY_LINE, GIVEN = -1, "reason_given"


def of_record(desk: Desk, row_id: int, field: str = "") -> tuple[Change, ...]:
    """The changes of a record, of one field or of all, the last one first."""
    return history.of_field(_told(desk, initiatives.get(desk, row_id).initiative.id), field)


def give_reason(desk: Desk, row_id: int, line: int, field: str, reason: str) -> None:
    """Why a field was changed, told afterwards, or told better: a line of its own, the line of the change stays.

    RuleError reason_of_no_change where `line` (Change.line) is no change of this field of the record, reason_empty.
    """
    demand_officer(desk)
    words = " ".join(reason.split())
    if not words:
        raise RuleError("reason_empty", field="reason")
    public_id = initiatives.get(desk, row_id).initiative.id
    with desk.store.atomic():
        change = next((one for one in _told(desk, public_id) if (one.line, one.field) == (line, field)), None)
        if change is None:
            raise RuleError("reason_of_no_change", field="reason", name=labels.FIELDS.get(field, field))
        if change.reason != words:
            journal.write(desk.store, desk.user.name, GIVEN, public_id, clock.stamp(),
                          line=line, field=field, reason=words)  # fmt: skip
        typed_words.drop(desk, public_id, typed_words.why(line, field))


def _told(desk: Desk, public_id: str) -> Iterator[history.Change]:
    """The last one first, each with the reason that was given last."""
    lines = [(line, json.loads(line["detail"])) for line in journal.lines(desk.store, public_id, EVERY_LINE)]
    given: dict[tuple[int, str], str] = {}
    for line, detail in lines:
        if line["operation"] == GIVEN:
            given.setdefault((detail["line"], detail["field"]), detail["reason"])
    found = (
        change
        for line, detail in lines
        for change in history.changes(line["at"], line["user_name"], line["operation"], detail, line["id"])
    )
    return history.with_reasons(found, given)


def entered(desk: Desk, row_id: int) -> tuple[str, str]:
    """When the record came into the register, and by whom; ("", "") where the journal tells of no single one."""
    public_id = initiatives.get(desk, row_id).initiative.id
    first = journal.lines(desk.store, public_id, EVERY_LINE)[-1:]
    return (first[0]["at"], first[0]["user_name"]) if first and first[0]["operation"] == "entered" else ("", "")
