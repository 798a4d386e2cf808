"""Commands: bulk change, bulk move, bulk list, bulk undo."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.lists import chosen_by, filtering
from desktop.desk import Desk
from domain import bulk_words, dates
from domain.errors import Problem
from domain.moves import Decision

if TYPE_CHECKING:
    from desktop.operations.bulk_past import Past


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    many = commands.add_parser("bulk", parents=[shared], help="sửa, chuyển nhiều sáng kiến một lần")
    acts = many.add_subparsers(dest="act", metavar="VIỆC", required=True)
    changed = acts.add_parser("change", parents=[shared], help="sửa một mục của nhiều sáng kiến")
    changed.add_argument("field")
    changed.add_argument("value")
    moved = acts.add_parser("move", parents=[shared], help="chuyển trạng thái nhiều sáng kiến")
    moved.add_argument("to_state", metavar="STATE")
    for parser, run in ((changed, _change), (moved, _move)):
        filtering(parser)
        parser.set_defaults(run=run, opens=True)
    changed.add_argument("--dry-run", action="store_true")
    moved.add_argument("--reason", default="")
    listed = acts.add_parser("list", parents=[shared], help="các lần sửa, chuyển hàng loạt, lần mới nhất trước")
    listed.add_argument("--limit", type=int, default=20, metavar="N", help="nhiều nhất bao nhiêu lần (mặc định 20)")
    listed.set_defaults(run=_list, opens=True)
    undone = acts.add_parser("undo", parents=[shared], help="hoàn tác một lần sửa, chuyển hàng loạt")
    undone.add_argument("bulk", type=int, nargs="?", metavar="ID", help="số của lần ấy; không ghi: lần mới nhất")
    undone.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ hoàn tác gì, không ghi")
    undone.set_defaults(run=_undo, opens=True)


def _change(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import bulk, initiative_list

    row_ids = initiative_list.page(desk, chosen_by(desk, options))
    if options.dry_run:
        seen = bulk.preview(desk, row_ids, options.field, options.value, step=_quiet)
        return _told("Sẽ sửa", seen.changing, seen.refused, same=seen.same, dry_run=True)
    made = bulk.change(desk, row_ids, options.field, options.value, step=_quiet)
    return _told("Đã sửa", made.changed, made.refused, bulk=made.bulk_id, dry_run=False)


def _move(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.cli.initiatives import state
    from desktop.operations import bulk, initiative_list

    row_ids = initiative_list.page(desk, chosen_by(desk, options))
    decision = Decision(reason=options.reason)
    moved, bulk_id = bulk.move(desk, row_ids, state(options.to_state), decision, step=_quiet)
    refused: dict[str, int] = {}
    for problems in moved.refused.values():
        refused[problems[0].code] = refused.get(problems[0].code, 0) + 1
    return _told("Đã chuyển", len(moved.moved), refused, bulk=bulk_id)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import bulk_past

    found = bulk_past.listed(desk, options.limit)
    return say(*map(_said, found), f"{len(found)} lần thay đổi hàng loạt.", changes=[_values(past) for past in found])


def _undo(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import bulk, bulk_past

    past = bulk_past.one(desk, bulk.last(desk) if options.bulk is None else options.bulk)
    if options.dry_run:
        seen = bulk_past.outlook(desk, past.id, step=_quiet)
        lines = [_said(past), f"Sẽ hoàn tác {seen.back} sáng kiến.", *_reasons(seen.stay)]
        return say(*lines, undone=seen.back, kept=sum(seen.stay.values()), why=dict(seen.stay), change=_values(past),
                   dry_run=True)  # fmt: skip
    undone = bulk.undo(desk, past.id, step=_quiet)
    lines = [_said(past), f"Đã hoàn tác {undone.undone} sáng kiến.", *_reasons(undone.why)]
    return say(*lines, undone=undone.undone, kept=undone.kept, why=dict(undone.why), change=_values(past))


def _said(past: Past) -> str:
    """One change in a line."""
    of_what = past.record or f"{past.size} sáng kiến"
    after = f"  (đã hoàn tác {dates.shown_time(past.undone_at)})" if past.undone_at else ""
    what = f"{bulk_words.named(past.field)} → {past.to}"
    return f"{past.id}  {dates.shown_time(past.at)}  {past.who}  {what}  {of_what}{after}"


def _values(past: Past) -> dict[str, object]:
    values = dataclasses.asdict(past)
    return {"bulk": values.pop("id"), **values}


def _told(verb: str, changed: int, refused: Any, **values: Any) -> Answer:
    lines = _reasons(refused)
    return say(f"{verb} {changed} sáng kiến.", *lines, changed=changed, refused=dict(refused), **values)


def _reasons(counts: Mapping[str, int]) -> list[str]:
    """How many were left as they are, and why."""
    facts: dict[str, object] = {"name": "Sáng kiến"}
    return [f"  - {count}: {messages.of_problem(Problem(code, facts=facts))}" for code, count in counts.items()]


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches a command's progress."""
