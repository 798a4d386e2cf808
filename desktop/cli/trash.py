"""Command: trash."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain import dates
from domain.trash_words import KINDS


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("trash", help="thùng rác").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", parents=[shared], help="những gì đang ở thùng rác").set_defaults(run=_list, opens=True)
    back = verbs.add_parser("restore", parents=[shared], help="lấy lại")
    back.add_argument("kind", choices=["draft", *KINDS])
    back.add_argument("key", type=int)
    back.set_defaults(run=_restore, opens=True)


def _list(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, trash

    drafts = initiatives.bin_rows(desk)
    found = trash.everything(desk)
    lines = [f"draft {row['id']}  {row['number']}  {row['title'] or '(chưa có tên)'}  bỏ lúc "
             f"{dates.shown_time(row['deleted_at'])}" for row in drafts]  # fmt: skip
    for one in found:
        until = f", giữ tới {dates.shown_time(one.until_at)}" if one.until_at else ""
        lines.append(f"{one.kind} {one.key}  {KINDS[one.kind]} «{one.name}»  bỏ lúc "
                     f"{dates.shown_time(one.removed_at)}{until}")  # fmt: skip
    told = [{"id": row["id"], "number": row["number"], "title": row["title"]} for row in drafts]
    return say(*lines, f"{len(drafts) + len(found)} thứ trong thùng rác.", drafts=told,
               things=[dataclasses.asdict(one) for one in found])  # fmt: skip


def _restore(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, trash

    if options.kind == "draft":
        initiatives.restore(desk, [options.key])
    else:
        trash.restore(desk, options.kind, options.key)
    return say("Đã lấy lại.", kind=options.kind, key=options.key)
