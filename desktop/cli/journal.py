"""Command: journal."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import DONE, NOT_GENUINE, Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import dates, journal_words

LIMIT = 50


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("journal", help="nhật ký: ai làm gì, với bản ghi nào, lúc nào").add_subparsers(
        dest="verb", required=True
    )
    listed = verbs.add_parser("list", parents=[shared], help="các dòng nhật ký, mới nhất trước")
    _searching(listed)
    listed.add_argument("--limit", type=int, default=LIMIT)
    listed.set_defaults(run=_list, opens=True, marks=True)
    checked = verbs.add_parser("verify", parents=[shared], help="nhật ký có còn nguyên không; mã 4 nếu không")
    what = "nhật ký đã xuất (.jsonl), gói sổ này đã gửi (.asice, .asice.age), hoặc thư mục một bản sao lưu"
    checked.add_argument("file", nargs="?", type=Path, help=what)
    checked.set_defaults(run=_verify, opens=True, marks=True)
    written = verbs.add_parser("export", parents=[shared], help="xuất .jsonl để kiểm tra lại, hoặc .xlsx để đọc")
    _searching(written)
    written.add_argument("--to", type=Path, required=True)
    written.set_defaults(run=_export, opens=True, marks=True)


def _searching(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="?", default="", help="chữ trong nhật ký, số hoặc tên sáng kiến")
    parser.add_argument("--who", default="")
    parser.add_argument("--operation", default="", help="mã việc, ví dụ moved")
    parser.add_argument("--since", default="")
    parser.add_argument("--until", default="")


def _wanted(options: argparse.Namespace) -> Any:
    from desktop.operations import journal

    since, until = day(options.since, "since"), day(options.until, "until")
    return journal.search(options.words, options.who, options.operation, since, until)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import journal

    wanted = _wanted(options)
    found = journal.entries(desk, journal.ids(desk, wanted, max(0, options.limit)))
    total = journal.total(desk, wanted)
    lines = [
        f"{one.id}  {dates.shown_time(one.at)}  {one.who}  {journal_words.named(one.operation)}  {one.record}"
        f"  {journal.words(desk, one)}".rstrip()
        for one in found
    ]
    values = [dataclasses.asdict(one) for one in found]
    return say(*lines, f"{len(found)} trong {total} dòng.", lines=values, total=total)


def _verify(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import journal

    if options.file is not None and (".asice" in options.file.name.lower() or options.file.is_dir()):  # .asice.age too
        head, what = journal.fits(desk, options.file), "bản sao lưu" if options.file.is_dir() else "gói"
        return say(f"Nhật ký hôm nay khớp với {what} này, tới dòng {head.id}.", lines=head.id, head=head.chain)
    found = journal.verify(desk) if options.file is None else journal.verify_file(options.file)
    wrong = [{"code": one.code, "id": one.id, "message": messages.sentence(one.code, {"id": one.id})}
             for one in found.broken]  # fmt: skip
    lines = [str(one["message"]) for one in wrong]
    whole = f"Nhật ký còn nguyên: {found.lines} dòng, {found.erased} dòng đã bỏ dữ liệu cá nhân theo yêu cầu."
    made = say(*(lines or [whole]), lines=found.lines, head=found.head.chain, erased=found.erased, heads=found.heads,
               broken=wrong)  # fmt: skip
    return dataclasses.replace(made, exit_code=NOT_GENUINE if wrong else DONE)


def _export(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import journal

    count = journal.export(desk, options.to, _wanted(options))
    return say(f"Đã xuất {count} dòng nhật ký vào {options.to}.", path=str(options.to), lines=count)
