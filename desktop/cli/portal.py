"""Command: portal."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import labels
from domain.errors import RuleError, TroubleError

_OUTCOMES = {
    "ready": "sẽ ghi là đã duyệt",
    "already": "đã ghi từ trước",
    "not_entered": "chưa ghi là đã nhập",
    "unknown": "không khớp sáng kiến nào",
    "several": "khớp nhiều sáng kiến",
    "repeated": "đã có ở dòng trên",
}


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    top = commands.add_parser("portal", parents=[shared], help="nhập lên Cổng: còn phải nhập, chờ duyệt, đã duyệt")
    jobs = top.add_subparsers(dest="job", metavar="VIỆC", required=True)
    listed = jobs.add_parser("list", parents=[shared], help="theo chỗ đang đứng trên Cổng")
    listed.add_argument("--state", default="", choices=["", *labels.PORTAL_STATES])
    listed.set_defaults(run=_list, opens=True)
    shown = jobs.add_parser("show", parents=[shared], help="nội dung từng ô của Cổng")
    shown.add_argument("id")
    shown.set_defaults(run=_show, opens=True)
    marked = jobs.add_parser("mark", parents=[shared], help="ghi đã nhập, đã duyệt, không duyệt, hoặc bỏ ghi")
    marked.add_argument("id")
    marked.add_argument("what", choices=["entered", "approved", "refused", "take-back"])
    for name in ("--no", "--on", "--note"):
        marked.add_argument(name, default="")
    marked.set_defaults(run=_mark, opens=True)
    bulk = jobs.add_parser("approve", parents=[shared], help="tệp chữ: mỗi dòng một mã số hoặc tên đã được duyệt")
    bulk.add_argument("file", type=Path)
    bulk.add_argument("--on", default="")
    bulk.add_argument("--dry-run", action="store_true")
    bulk.set_defaults(run=_approve, opens=True)
    unit = jobs.add_parser("unit", parents=[shared], help="tỉnh, ngành mà Cổng xếp đơn vị vào")
    unit.add_argument("name")
    unit.set_defaults(run=_unit, opens=True)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import portal

    counts = dict.fromkeys(labels.PORTAL_STATES, 0)
    counts |= {str(state): n for state, n in portal.counts(desk).items()}
    found = portal.rows(desk, portal.ids(desk, options.state))
    rows = [
        {
            "id": row["public_id"],
            "number": row["number"],
            "title": row["title"],
            "state": row["portal_state"],
            "entered_on": row["portal_entered_on"],
            "approved_on": row["portal_approved_on"],
            "refused_on": row["portal_refused_on"],
        }
        for row in found
    ]
    lines = [f"{row['number']}  {labels.PORTAL_STATES[row['state']]:<12}  {row['title']}" for row in rows]
    told = ", ".join(f"{labels.PORTAL_STATES[state].lower()} {n}" for state, n in counts.items())
    return say(*lines, f"{told[:1].upper()}{told[1:]}.", counts=counts, rows=rows)


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, portal

    held = initiatives.find(desk, options.id)
    boxes = portal.boxes(desk, held)
    lines = []
    for box in boxes:
        limit = f" ({box.length}/{box.limit} ký tự)" if box.limit else ""
        cut = f", đã cắt {box.cut} ký tự cuối" if box.cut else ""
        lines += [f"{box.label}{limit}{cut}:", f"  {box.text}"]
    values = [dataclasses.asdict(box) | {"length": box.length} for box in boxes]
    return say(*lines, id=held.initiative.id, number=held.initiative.number, boxes=values)


def _mark(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, portal

    held = initiatives.find(desk, options.id)
    if options.what == "take-back":
        portal.take_back(desk, held.row_id)
    else:
        marks = {"entered": portal.mark_entered, "approved": portal.mark_approved, "refused": portal.mark_refused}
        marks[options.what](desk, held.row_id, day(options.on, "portal_on"), options.no, options.note)
    (row,) = portal.rows(desk, [held.row_id])
    state = row["portal_state"]
    return say(f"{row['number']}: {labels.PORTAL_STATES[state].lower()}.", id=row["public_id"], state=state)


def _approve(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import portal

    lines = portal.matched(desk, _read(options.file))
    if not lines:
        raise RuleError("portal_list_empty", field="file", path=str(options.file))
    marked = 0 if options.dry_run else portal.approve_matched(desk, lines, day(options.on, "portal_on"))[0]
    told = [f"{line.line}: {_OUTCOMES[line.outcome]}{f' ({line.number})' if line.number else ''}" for line in lines]
    ready = sum(line.outcome == "ready" for line in lines)
    last = f"{ready} dòng sẽ được ghi." if options.dry_run else f"Đã ghi {marked} sáng kiến được duyệt."
    return say(*told, last, lines=[dataclasses.asdict(line) for line in lines], marked=marked, dry_run=options.dry_run)


def _unit(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import portal

    portal.set_top(desk, options.name)
    return say(f"Đơn vị trên Cổng: {portal.top(desk)}.", name=portal.top(desk))


def _read(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError("list_not_text", field="file", path=str(file)) from None
    except OSError as error:
        raise TroubleError("usage_file_unreadable", again=True, path=str(file)) from error
