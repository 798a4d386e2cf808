"""Commands: objection open, settle, list."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop import clock
from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import dates, labels
from domain.errors import RuleError
from domain.objection import KINDS, Objection


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    objection = commands.add_parser("objection", help="khiếu nại, tranh chấp quyền tác giả")
    verbs = objection.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    opened = verbs.add_parser("open", parents=[shared], help="ghi một khiếu nại, tranh chấp")
    opened.add_argument("id")
    opened.add_argument("--kind", choices=KINDS, required=True)
    opened.add_argument("--on", default="")
    opened.add_argument("--who", default="")
    opened.add_argument("--what", default="")
    opened.set_defaults(run=_open, opens=True)
    settled = verbs.add_parser("settle", parents=[shared], help="ghi kết quả giải quyết")
    settled.add_argument("objection", type=int)
    settled.add_argument("--on", default="")
    settled.add_argument("--outcome", default="")
    settled.set_defaults(run=_settle, opens=True)
    listed = verbs.add_parser("list", parents=[shared], help="các khiếu nại, tranh chấp")
    listed.add_argument("id", nargs="?")
    listed.add_argument("--open", action="store_true", dest="open_only")
    listed.set_defaults(run=_list, opens=True)


def _day(words: str) -> date:
    if not words:
        return clock.today()
    found = dates.parse(words, clock.today())
    if found is None:
        raise RuleError("date_unreadable", field="on", words=words)
    return found


def _open(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, objections

    stored = initiatives.find(desk, options.id)
    made, _changes = objections.open_new(
        desk, stored.row_id, options.kind, _day(options.on), options.who, options.what
    )  # fmt: skip
    word = labels.OBJECTIONS[options.kind]
    line = f"{stored.initiative.number}: đã ghi {word.lower()} số {made}."
    return say(
        line,
        "Sáng kiến không vào hồ sơ cho tới khi giải quyết.",
        objection=made,
        id=stored.initiative.id,
        kind=options.kind,
    )


def _settle(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import objections

    objections.settle(desk, options.objection, _day(options.on), options.outcome)
    return say(f"Đã ghi kết quả giải quyết số {options.objection}.", objection=options.objection)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, objections

    if options.id:
        found = objections.of_record(desk, initiatives.find(desk, options.id).row_id)
        found = [one for one in found if one.is_open or not options.open_only]
    else:
        found = objections.everything(desk, open_only=options.open_only)
    rows = {row["id"]: row for row in initiatives.rows(desk, sorted({one.row_id for one in found}))}
    values = [_values(one, rows[one.row_id]) for one in found]
    lines = [
        f"{one['objection']}. {one['number']}  {labels.OBJECTIONS[one['kind']]}, {one['opened_on']}, {one['who']}: "
        f"{one['what']}" + (f" → {one['settled_on']}: {one['outcome']}" if one["settled_on"] else " (chưa giải quyết)")
        for one in values
    ]
    return say(*lines, f"{len(values)} khiếu nại, tranh chấp.", objections=values)


def _values(one: Objection, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "objection": one.id,
        "id": row["public_id"],
        "number": row["number"],
        "kind": one.kind,
        "opened_on": one.opened_on.isoformat(),
        "who": one.who,
        "what": one.what,
        "settled_on": one.settled_on.isoformat() if one.settled_on else None,
        "outcome": one.outcome,
    }
