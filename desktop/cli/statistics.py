"""Command: statistics."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.desk import Desk
from domain import labels, money
from domain import statistics as tables
from domain.initiative import BenefitState, State
from domain.kept_change import COUNTED_NOW, KEPT_CHANGES, KEPT_REASONS, NOT_COUNTED, Change
from domain.target import Counts


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    counted = commands.add_parser("statistics", parents=[shared], help="số người, số sáng kiến, số lượt")
    counted.add_argument("--by", default="")
    counted.add_argument("--as-of", default="")
    counted.add_argument("--handed-in", action="store_true")
    counted.add_argument("--list", default=None, metavar="KEY", help="danh sách của một con số; * là dòng tổng")
    counted.add_argument("--what", default="", help="của con số nào: " + ", ".join(tables.WHAT))
    counted.add_argument("--keep", default=None, metavar="NAME", help="giữ bảng dưới một tên")
    counted.add_argument("--kept", action="store_true", help="các bảng đã giữ")
    counted.add_argument("--show", type=int, default=None, metavar="N", help="một bảng đã giữ, so với số hiện nay")
    counted.add_argument("--changed", default=None, metavar="KEY",
                         help="với --show: cái gì nay đếm khác ở một dòng; * là dòng tổng")  # fmt: skip
    counted.add_argument("--emulation", type=int, default=None, metavar="YEAR", help="kết quả để chấm điểm thi đua năm")
    counted.add_argument("--to", type=Path, default=None, help="ghi bảng ra tệp .xlsx hoặc .pdf")
    counted.set_defaults(run=_run, opens=True)


def counts_words(counts: Counts) -> str:
    return f"{counts.persons} người, {counts.initiatives} sáng kiến, {counts.entries} lượt"


def _run(desk: Desk, options: argparse.Namespace) -> Answer:
    if options.kept:
        return _kept(desk)
    if options.show is not None:
        return _show(desk, options)
    if options.emulation is not None:
        return _emulation(desk, options)
    if options.list is not None:
        return _list(desk, options)
    return _keep(desk, options) if options.keep is not None else _statistics(desk, options)


def _statistics(desk: Desk, options: argparse.Namespace) -> Answer:
    """Persons, initiatives, entries and `rows` are of the programme in use until the day asked for; `states`,
    `benefits` and `in_register` of everything in the register as it stands now."""
    from desktop.operations import figure_files, housekeeping, initiatives, statistics

    housekeeping.recount(desk)
    table = statistics.table(desk, options.by, day(options.as_of, "as_of"), handed_in=options.handed_in)
    chosen = initiatives.Filter()
    states = initiatives.by_state(desk, chosen)
    benefits = {name: {"count": n, "vnd": vnd} for name, (n, vnd) in initiatives.benefits(desk, chosen).items()}
    total = initiatives.total(desk, chosen)
    lines = [f"{total} sáng kiến."]
    lines += [f"  {labels.STATES[State(name)]}: {n}" for name, n in states.items()]
    for name, row in benefits.items():
        word = labels.BENEFIT_STATES[BenefitState(name)]
        lines.append(f"  {word}: {money.plain(row['vnd'])} đồng ({row['count']} sáng kiến)")
    lines.append(f"Tính vào chương trình đến hết ngày {table.as_of:%d/%m/%Y}: {counts_words(table.totals)}.")
    lines += [_words(line) for line in table.lines]
    written = figure_files.write_table(desk, table, options.to) if options.to else None
    counted = dataclasses.asdict(table.totals)
    totals = {**counted, "states": states, "benefits": benefits, "in_register": total}
    told: dict[str, Any] = {"path": str(written.path)} if written else {}
    return say(*lines, *_path_words(written), as_of=table.as_of.isoformat(), by=options.by, totals=totals,
               rows=_rows(table), counted_benefits=_rows(table, tables.ALL)[0]["benefits"], **_curve(table),
               **told)  # fmt: skip


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import statistics

    question = statistics.ask(desk, options.by, day(options.as_of, "as_of"), handed_in=options.handed_in)
    rows = statistics.rows(desk, statistics.Figure(question, options.list, options.what or tables.INITIATIVES))
    lines = [_row_words(row) for row in rows]
    told = [_listed(row) for row in rows]
    return say(*lines, f"{len(rows)} dòng.", total=len(rows), by=options.by, key=options.list,
               what=options.what or tables.INITIATIVES,
               as_of=question.as_of.isoformat(), rows=told)  # fmt: skip


def _keep(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import kept_tables, statistics

    question = statistics.ask(desk, options.by, day(options.as_of, "as_of"), handed_in=options.handed_in)
    kept, _changes = kept_tables.keep(desk, question, options.keep)
    return say(f"Đã giữ bảng số {kept.id}: {kept.name}.", id=kept.id, name=kept.name, by=question.by,
               as_of=question.as_of.isoformat())  # fmt: skip


def _kept(desk: Desk) -> Answer:
    from desktop.operations import kept_tables

    found = kept_tables.everything(desk)
    rows = [{"id": one.id, "name": one.name, "kept_at": one.kept_at, "kept_by": one.kept_by, **_asked(one.question)}
            for one in found]  # fmt: skip
    lines = [f"{one.id}. {one.name}: tính đến {one.question.as_of:%d/%m/%Y}, giữ bởi {one.kept_by}" for one in found]
    return say(*(lines or ["Chưa giữ bảng nào."]), rows=rows)


def _show(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import figure_files, initiatives, kept_changes, kept_tables

    shown = kept_tables.show(desk, options.show)
    kept, table = shown.kept, shown.table
    lines = [f"{kept.name}: tính đến hết ngày {table.as_of:%d/%m/%Y}, {counts_words(table.totals)}."]
    lines += [_words(line) for line in table.lines]
    lines += [f"Nay khác: {one.title or 'Tổng số'}: {_pair(one)}" for one in shown.differences]
    differences = [
        {"key": one.key, "title": one.title, "before": tables.values(one.before) if one.before else None,
         "now": tables.values(one.now) if one.now else None} for one in shown.differences
    ]  # fmt: skip
    told: dict[str, Any] = {"differences": differences}
    if options.list is not None:
        what = options.what or tables.INITIATIVES
        found = kept_tables.rows(desk, kept.id, options.list, what)
        ids = kept_tables.row_ids(desk, kept.id, options.list, what)
        lines += [_row_words(row) for row in found]
        told |= {"total": len(found), "listed": [_listed(row) for row in found],
                 "list": [row["public_id"] for row in initiatives.rows(desk, ids)]}  # fmt: skip
    if options.changed is not None:
        changes = kept_changes.changes(desk, kept.id, options.changed, options.what or kept_changes.ANY)
        lines += [f"  {_change_words(one)}" for one in changes]
        told |= {"total": len(changes), "changes": [_changed(one) for one in changes]}
    written = figure_files.write_table(desk, table, options.to) if options.to else None
    told |= {"path": str(written.path)} if written else {}
    return say(*lines, *_path_words(written), id=kept.id, name=kept.name, kept_at=kept.kept_at, kept_by=kept.kept_by,
               **_asked(kept.question), totals=_rows(table, tables.ALL)[0], rows=_rows(table), **told)  # fmt: skip


def _emulation(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import emulation, figure_files
    from domain import emulation as rules

    sheet = emulation.sheet(desk, options.emulation)
    sources = {what: rules.source_of(what, sheet.year) for what in rules.OPENED}
    rows = [
        {"unit_code": row.unit_code, "unit_name": row.unit_name, "reached": row.reached, "in_time": row.in_time,
         **{what: row.results.figure(what) for what in rules.OPENED}, "verified_vnd": row.results.verified.vnd,
         "targets": [{"words": rules.standing_words(one), "reached": one.reached, "document": one.target.document}
                     for one in row.standings],
         "dossiers": [{"phase": one.phase, "due_on": one.due_on and one.due_on.isoformat(),
                       "handed_on": one.handed_on and one.handed_on.isoformat(), "in_time": one.in_time,
                       "source": one.source} for one in row.handings]}
        for row in sheet.rows
    ]  # fmt: skip
    lines = [
        f"{row.unit_name}: chỉ tiêu {rules.reached_word(row.reached).lower()}, công nhận {row.results.recognised}, "
        f"đề cử {row.results.nominated}, khen thưởng {row.results.awarded}, "
        f"đã xác minh {money.plain(row.results.verified.vnd)} đồng, hồ sơ {rules.in_time_word(row.in_time).lower()}"
        for row in sheet.rows
    ]
    told: dict[str, Any] = {}
    if options.list is not None:
        ids = emulation.row_ids(desk, sheet.year, options.list, options.what or tables.INITIATIVES)
        told |= {"total": len(ids), "list": ids}
    written = figure_files.write_emulation(desk, sheet, options.to) if options.to else None
    told |= {"path": str(written.path)} if written else {}
    return say(*lines, *_path_words(written), year=sheet.year, as_of=sheet.as_of.isoformat(), sources=sources,
               rows=rows, **told)  # fmt: skip


def _curve(table: tables.Table) -> dict[str, Any]:
    """Of a table by month: how many had been applied until the end of each."""
    if table.question is None or table.question.by != "month":
        return {}
    return {"cumulative": [{"month": month, "initiatives": n} for month, n in tables.cumulative(table.lines)]}


def _rows(table: tables.Table, key: str = "") -> list[dict[str, Any]]:
    only = table.line(key) if key else None
    return [tables.values(line) for line in ([only] if only else table.lines)]


def _words(line: tables.Line) -> str:
    place = f"{line.group}, hạng {line.rank}: " if line.rank else ""
    return f"  {place}{line.title or 'Chưa ghi'}: {counts_words(line.counts)}"


def _pair(one: tables.Difference) -> str:
    before, now = (counts_words(line.counts) if line else "không có" for line in (one.before, one.now))
    return f"{before} → {now}"


def _asked(question: tables.Question) -> dict[str, Any]:
    return {"programme": question.programme, "by": question.by, "as_of": question.as_of.isoformat(),
            "handed_in": question.handed_in}  # fmt: skip


def _path_words(written: Any) -> list[str]:
    return [f"Đã ghi {written.path}."] if written else []


_NAMES = ("row_id", "number", "title", "full_name", "author", "birth_year", "unit_name", "unit_code", "state",
          "initiatives", "benefit_state", "benefit_vnd", "public_id")  # fmt: skip


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _NAMES if name in row}


def _row_words(row: Mapping[str, Any]) -> str:
    return " · ".join(filter(None, (row.get("number"), row.get("title"), row.get("full_name"))))


def _changed(one: Change) -> dict[str, Any]:
    told: dict[str, Any] = {"change": one.change, "why": one.why, "line": one.line, **_listed(one.row)}
    if one.before and one.now:
        told["benefit"] = {"before": vars(one.before), "now": vars(one.now)}
    if one.authors:
        told["authors"] = {"before": one.authors[0], "now": one.authors[1]}
    return told


def _change_words(one: Change) -> str:
    line = labels.STATES[State(one.line)] if one.why in (COUNTED_NOW, NOT_COUNTED) else one.line
    parts = [": ".join(filter(None, (KEPT_REASONS[one.why], line)))] if one.why else []
    if one.before and one.now:
        before, now = (f"{labels.BENEFIT_STATES[BenefitState(side.state)]} {money.plain(side.vnd)} đồng"
                       for side in (one.before, one.now))  # fmt: skip
        parts.append(f"lợi ích: {before} → {now}")
    if one.authors:
        parts.append(f"tác giả: {one.authors[0]} → {one.authors[1]}")
    why = f" ({'; '.join(parts)})" if parts else ""
    return f"{KEPT_CHANGES[one.change]}: {_row_words(one.row)}{why}"
