"""Command: statistics."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import labels, money
from domain.initiative import BenefitState, State
from domain.target import Counts


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    counted = commands.add_parser("statistics", parents=[shared], help="số người, số sáng kiến, số lượt")
    counted.add_argument("--by", default="")
    counted.add_argument("--as-of", default="")
    counted.add_argument("--handed-in", action="store_true")
    counted.set_defaults(run=_statistics, opens=True)


def counts_words(counts: Counts) -> str:
    return f"{counts.persons} người, {counts.initiatives} sáng kiến, {counts.entries} lượt"


def _statistics(desk: Desk, options: argparse.Namespace) -> Answer:
    """Persons, initiatives, entries and `rows` are of the programme in use until the day asked for; `states`,
    `benefits` and `in_register` of everything in the register as it stands now."""
    from desktop.operations import initiatives, statistics

    table = statistics.table(desk, options.by, day(options.as_of, "as_of"), handed_in=options.handed_in)
    chosen = initiatives.Filter()
    states = {name: n for name, n in initiatives.counts(desk, chosen).items() if name not in ("missing", "overdue")}
    benefits = {name: {"count": n, "vnd": vnd} for name, (n, vnd) in initiatives.benefits(desk, chosen).items()}
    total = initiatives.total(desk, chosen)
    lines = [f"{total} sáng kiến."]
    lines += [f"  {labels.STATES[State(name)]}: {n}" for name, n in states.items()]
    for name, row in benefits.items():
        word = labels.BENEFIT_STATES[BenefitState(name)]
        lines.append(f"  {word}: {money.plain(row['vnd'])} đồng ({row['count']} sáng kiến)")
    lines.append(f"Tính vào chương trình đến hết ngày {table.as_of:%d/%m/%Y}: {counts_words(table.totals)}.")
    lines += [f"  {line.title or 'Chưa ghi'}: {counts_words(line.counts)}" for line in table.lines]
    counted = dataclasses.asdict(table.totals)
    rows = [{"key": line.key, "title": line.title, **dataclasses.asdict(line.counts)} for line in table.lines]
    totals = {**counted, "states": states, "benefits": benefits, "in_register": total}
    return say(*lines, as_of=table.as_of.isoformat(), by=options.by, totals=totals, rows=rows)
