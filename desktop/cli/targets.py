"""Command: target."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.days import day
from desktop.cli.statistics import counts_words
from desktop.desk import Desk
from domain.errors import RuleError
from domain.target import Headcount, Standing, Target


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    top = commands.add_parser("target", parents=[shared], help="chỉ tiêu và kết quả")
    jobs = top.add_subparsers(dest="job", metavar="VIỆC", required=True)
    listed = jobs.add_parser("list", parents=[shared], help="từng chỉ tiêu với kết quả")
    listed.add_argument("--as-of", default="")
    listed.add_argument("--headcount", type=int, default=0)
    listed.add_argument("--headcount-on", default="")
    listed.set_defaults(run=_list, opens=True)
    rows = jobs.add_parser("rows", parents=[shared], help="danh sách sau con số của một chỉ tiêu")
    rows.add_argument("--unit", default="")
    rows.add_argument("--phase", default="")
    rows.add_argument("--what", default="initiatives", help="initiatives, persons hay entries")
    rows.add_argument("--as-of", default="")
    rows.set_defaults(run=_rows, opens=True)
    handed = jobs.add_parser("set", parents=[shared], help="giao chỉ tiêu cho một đơn vị")
    handed.add_argument("--unit", default="")
    handed.add_argument("--unit-name", default="")
    handed.add_argument("--level", default="")
    handed.add_argument("--phase", default="")
    handed.add_argument("--initiatives", type=int, default=0)
    handed.add_argument("--persons", type=int, default=0)
    handed.add_argument("--persons-pct", type=float, default=0.0)
    handed.add_argument("--document", default="")
    handed.add_argument("--document-on", default="")
    handed.set_defaults(run=_set, opens=True)
    removed = jobs.add_parser("remove", parents=[shared], help="bỏ một chỉ tiêu đã giao")
    removed.add_argument("id", type=int)
    removed.set_defaults(run=_remove, opens=True)
    packed = jobs.add_parser("pack", parents=[shared], help="ký gói chỉ tiêu cho đơn vị dưới")
    packed.add_argument("--to", type=Path, required=True)
    packed.add_argument("--unit", default="", help="mã một đơn vị; không ghi là tất cả")
    packed.set_defaults(run=_pack, opens=True)


def _pack(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import target_packages

    done = target_packages.seal(desk, options.to, options.unit)
    whom = done.recipient or "các đơn vị cấp dưới"
    return say(f"Đã ký gói chỉ tiêu số {done.seq} cho {whom}: {done.targets} chỉ tiêu, {done.path}.",
               path=str(done.path), seq=done.seq, targets=done.targets, recipient=done.recipient,
               manifest_sha256=done.manifest_sha256)  # fmt: skip


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop import clock
    from desktop.operations import housekeeping, targets

    housekeeping.recount(desk)
    as_of = day(options.as_of, "as_of")
    people = {}
    if options.headcount < 0:
        raise RuleError("headcount_impossible", field="headcount")
    if options.headcount:
        counted_on = day(options.headcount_on, "headcount_on") or as_of or clock.today()
        people[desk.unit.code] = Headcount(options.headcount, counted_on)
    found = targets.standings(desk, as_of, people)
    return say(*(_told(one) for one in found), f"{len(found)} chỉ tiêu.",
               as_of=(as_of or clock.today()).isoformat(), rows=[_row(one) for one in found])  # fmt: skip


def _rows(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import targets

    wanted = Target("", options.phase, "", options.unit.upper() or desk.unit.code, "")
    found = targets.rows(desk, wanted, options.what, day(options.as_of, "as_of"))
    lines = [" · ".join(filter(None, (row.get("number"), row.get("title"), row.get("full_name")))) for row in found]
    names = ("number", "title", "full_name", "birth_year", "unit_code", "state", "initiatives", "public_id")
    told = [{name: row[name] for name in names if name in row} for row in found]
    return say(*lines, f"{len(found)} dòng.", total=len(found), rows=told)


def _row(one: Standing) -> dict[str, Any]:
    headcount = dataclasses.asdict(one.headcount) if one.headcount else None
    return {**dataclasses.asdict(one.target), "counts": dataclasses.asdict(one.counts), "headcount": headcount,
            "result_pct": one.persons_pct, "reached": one.reached}  # fmt: skip


def _told(one: Standing) -> str:
    target = one.target
    asked = [f"{n} {word}" for n, word in ((target.initiatives, "sáng kiến"), (target.persons, "người")) if n]
    if target.persons_pct:
        asked.append(f"{target.persons_pct:g} % số người có sáng kiến".replace(".", ","))
    phase = f", giai đoạn {target.phase}" if target.phase else ""
    number = f"[{target.id}] " if target.id else ""
    share = ""
    if one.headcount and one.persons_pct is not None:
        pct = f"{one.persons_pct:g}".replace(".", ",")
        share = f"; {pct} % của {one.headcount.people} người ngày {one.headcount.on:%d/%m/%Y}"
    mark = {True: "đạt", False: "chưa đạt", None: "chưa xét được vì chưa có số người"}[one.reached]
    signed = f" ({target.issuer_name} ký)" if target.issuer_name else ""
    result = f"Kết quả: {counts_words(one.counts)}{share}; {mark}."
    return f"{number}{target.unit_name}{phase}: {', '.join(asked)}{signed}. {result}"


def _set(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import targets

    code = options.unit or desk.unit.code
    known = {desk.unit.code: (desk.unit.name, str(desk.unit.level))}
    known |= {below: (name, "grassroots") for below, name in targets.below(desk)}
    name, level = known.get(code.upper(), ("", "grassroots"))
    wanted = Target("", options.phase, options.level or level, code, options.unit_name or name or code,
                    options.initiatives, options.persons, options.persons_pct, options.document,
                    day(options.document_on, "document_on"))  # fmt: skip
    targets.hand_down(desk, wanted)
    held = next(one for one in targets.everything(desk)
                if one.id and (one.unit_code, one.phase) == (code.upper(), options.phase))  # fmt: skip
    return say(f"Đã giao chỉ tiêu cho {held.unit_name}.", id=held.id, unit_code=held.unit_code)


def _remove(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import targets

    targets.remove(desk, options.id)
    return say(f"Đã bỏ chỉ tiêu {options.id}.", id=options.id, removed=True)
