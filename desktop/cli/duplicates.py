"""Commands: duplicates, near-duplicates with what stands in both, and the verdicts on them."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.watching import told
from desktop.desk import Desk
from domain.duplicate import Verdict
from domain.labels import DUPLICATE_VERDICTS

_SHOWN = 120  # characters of a passage that a person is shown


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    found = commands.add_parser("duplicates", parents=[shared], help="sáng kiến giống nhau, kèm đoạn trùng")
    found.add_argument("id", nargs="?")
    found.add_argument("--verdict", choices=["open", *Verdict], default="")
    found.add_argument("--judge", metavar="ID2", default="", help="ghi kết luận về ID và ID2")
    found.add_argument("--as", dest="said", choices=[*Verdict, "open"], default="")
    found.add_argument("--note", default="")
    found.set_defaults(run=_duplicates, opens=True)


def _duplicates(desk: Desk, options: argparse.Namespace) -> Answer:
    if options.judge or options.said:
        return _judge(desk, options)
    from desktop.operations import duplicates, initiatives

    if options.id:
        pairs = duplicates.of_record(desk, initiatives.find(desk, options.id).row_id)
    else:
        with told("Đang đọc các sáng kiến mới sửa") as step:
            duplicates.catch_up_all(desk, step)
        with told("Đang so từng sáng kiến") as step:
            duplicates.keep(desk, duplicates.search(desk, step))
        pairs = [duplicates.pair(desk, one.a, one.b) for one in duplicates.listed(desk)]
    if options.verdict:
        pairs = [pair for pair in pairs if _verdict(pair) == ("" if options.verdict == "open" else options.verdict)]
    return _said(pairs)


def _judge(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import duplicates, initiatives
    from domain.errors import RuleError

    if not (options.id and options.judge and options.said):
        raise RuleError("duplicate_judging_incomplete", field="id")
    a, b = (initiatives.find(desk, name) for name in (options.id, options.judge))
    if a.row_id == b.row_id:
        raise RuleError("duplicate_of_itself", field="judge", name=a.initiative.number)
    if options.said == "open":
        duplicates.take_back(desk, a.row_id, b.row_id)
    else:
        duplicates.judge(desk, a.row_id, b.row_id, Verdict(options.said), options.note)
    word = DUPLICATE_VERDICTS["" if options.said == "open" else options.said].lower()
    return say(f"{a.initiative.number} và {b.initiative.number}: {word}.", a=a.initiative.id, b=b.initiative.id,
               verdict=options.said)  # fmt: skip


def _verdict(pair: Any) -> str:
    return str(pair.said.verdict) if pair.said else ""


def _said(pairs: list[Any]) -> Answer:
    lines, values = [], []
    for pair in pairs:
        passages = [
            {"a": pair.a.body[slice(*one.a)], "b": pair.b.body[slice(*one.b)], "words": one.words}
            for one in pair.likeness.passages
        ]
        word = DUPLICATE_VERDICTS[_verdict(pair)].lower()
        lines.append(f"{pair.a.number} «{pair.a.title}» và {pair.b.number} «{pair.b.title}»: {word}")
        lines += [f"    {one['words']} chữ: {one['a'][:_SHOWN]}" for one in passages]
        values.append({"a": pair.a.public_id, "b": pair.b.public_id, "a_number": pair.a.number, "passages": passages,
                       "b_number": pair.b.number, "a_title": pair.a.title, "b_title": pair.b.title,
                       "share": round(pair.likeness.share, 3), "title_share": round(pair.likeness.title, 3),
                       "verdict": _verdict(pair)})  # fmt: skip
    found = f"{len(pairs)} cặp giống nhau." if pairs else "Không có sáng kiến nào giống nhau."
    return say(*lines, found, pairs=values)
