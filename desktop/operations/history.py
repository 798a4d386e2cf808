"""The history of a record's fields: who changed which, when, from what to what, and why."""

from __future__ import annotations

import json

from db import journal
from desktop.desk import Desk
from desktop.operations import initiatives
from domain import history
from domain.history import Change as Change

EVERY_LINE = -1


def of_record(desk: Desk, row_id: int, field: str = "") -> tuple[Change, ...]:
    """The changes of a record, of one field or of all, the last one first."""
    public_id = initiatives.get(desk, row_id).initiative.id
    found = (
        change
        for line in journal.lines(desk.store, public_id, EVERY_LINE)
        for change in history.changes(line["at"], line["user_name"], line["operation"], json.loads(line["detail"]))
    )
    return history.of_field(found, field)


def entered(desk: Desk, row_id: int) -> tuple[str, str]:
    """When the record came into the register, and by whom; ("", "") where the journal tells of no single one."""
    public_id = initiatives.get(desk, row_id).initiative.id
    first = journal.lines(desk.store, public_id, EVERY_LINE)[-1:]
    return (first[0]["at"], first[0]["user_name"]) if first and first[0]["operation"] == "entered" else ("", "")
