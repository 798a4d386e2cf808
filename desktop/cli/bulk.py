"""Commands: bulk change, bulk move, bulk undo."""

from __future__ import annotations

import argparse
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.lists import chosen_by, filtering
from desktop.desk import Desk
from domain.errors import Problem
from domain.moves import Decision


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    many = commands.add_parser("bulk", parents=[shared], help="sửa, chuyển nhiều sáng kiến một lần")
    acts = many.add_subparsers(dest="act", metavar="VIỆC", required=True)
    changed = acts.add_parser("change", parents=[shared])
    changed.add_argument("field")
    changed.add_argument("value")
    moved = acts.add_parser("move", parents=[shared])
    moved.add_argument("to_state", metavar="STATE")
    for parser, run in ((changed, _change), (moved, _move)):
        filtering(parser)
        parser.set_defaults(run=run, opens=True)
    changed.add_argument("--dry-run", action="store_true")
    moved.add_argument("--reason", default="")
    acts.add_parser("undo", parents=[shared]).set_defaults(run=_undo, opens=True)


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


def _undo(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import bulk

    undone = bulk.undo(desk, bulk.last(desk), step=_quiet)
    line = f"Đã hoàn tác {undone.undone} sáng kiến; {undone.kept} sáng kiến đã sửa tiếp nên giữ nguyên."
    return say(line, undone=undone.undone, kept=undone.kept)


def _told(verb: str, changed: int, refused: Any, **values: Any) -> Answer:
    facts: dict[str, object] = {"name": "Sáng kiến"}
    lines = [f"  - {count}: {messages.of_problem(Problem(code, facts=facts))}" for code, count in refused.items()]
    return say(f"{verb} {changed} sáng kiến.", *lines, changed=changed, refused=dict(refused), **values)


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches a command's progress."""
