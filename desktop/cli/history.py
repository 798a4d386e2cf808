"""Command: history."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError
from domain.history import Change, told_both


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    history = commands.add_parser("history", parents=[shared], help="ai sửa ô nào, lúc nào, từ gì thành gì")
    history.add_argument("id")
    history.add_argument("--field", default="", help="tên trường, ví dụ summary; để trống là mọi trường")
    history.add_argument("--reason", metavar="LÝ DO", help="ghi lý do của lần sửa mới nhất của trường ở --field")
    history.set_defaults(run=_history, opens=True)


def _history(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import history, initiatives, programmes

    if options.field and options.field not in labels.FIELDS:
        raise RuleError("history_field_unknown", field="field", name=options.field)
    stored = initiatives.find(desk, options.id)
    pack = programmes.of_record(desk, stored.initiative)

    if options.reason is not None:
        _give_reason(desk, stored.row_id, options)

    def line(one: Change) -> str:
        words = (told or "(trống)" for told in told_both(one.field, one.before, one.after, pack))
        why = f" Lý do: {one.reason}" if one.reason else ""
        name = labels.FIELDS.get(one.field, one.field)
        return f"{dates.shown_time(one.at)}  {one.who}  {name}: {' → '.join(words)}{why}"

    found = history.of_record(desk, stored.row_id, options.field)
    return say(*map(line, found), f"{len(found)} lần sửa.", changes=[dataclasses.asdict(one) for one in found])


def _give_reason(desk: Desk, row_id: int, options: argparse.Namespace) -> None:
    """Of the newest change of the field. RuleError reason_needs_field, and those of history.give_reason."""
    from desktop.operations import history

    if not options.field:
        raise RuleError("reason_needs_field", field="field")
    newest = next(iter(history.of_record(desk, row_id, options.field)), None)
    history.give_reason(desk, row_id, newest.line if newest else 0, options.field, options.reason)
