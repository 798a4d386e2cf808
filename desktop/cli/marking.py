"""Commands: queue, reading, paper-sheets, blind, second-reading."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from desktop.operations.evidence import Evidence
from domain import record
from domain.appraisal import ScoreSheet


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    queue = commands.add_parser("queue", parents=[shared], help="sáng kiến chờ chấm, ít phiếu nhất trước")
    queue.set_defaults(run=_queue, opens=True, marks=True)
    reading = commands.add_parser(
        "reading", parents=[shared], help="sáng kiến như người thẩm định đọc, và phiếu được xem"
    )
    reading.add_argument("id")
    reading.add_argument("--pages", type=Path, metavar="THƯ_MỤC", help="vẽ các trang minh chứng thành ảnh .png")
    reading.set_defaults(run=_reading, opens=True, marks=True)
    paper = commands.add_parser("paper-sheets", parents=[shared], help="phiếu giấy còn phải nhập cho thành viên nào")
    paper.add_argument("member", nargs="?", default="", help="có: từng sáng kiến của thành viên này")
    paper.set_defaults(run=_paper, opens=True, marks=True)
    second = commands.add_parser("second-reading", parents=[shared], help="đề nghị mọi người đọc lại một sáng kiến")
    second.add_argument("id", nargs="?", help="không có: mọi sáng kiến đã đề nghị đọc lại")
    second.add_argument("--reason", default="")
    second.set_defaults(run=_second, opens=True, marks=True)
    blind = commands.add_parser("blind", parents=[shared], help="chấm ẩn tên tác giả và đơn vị: xem, bật, tắt")
    blind.add_argument("wanted", nargs="?", choices=("on", "off"))
    blind.set_defaults(run=_blind, opens=True, marks=True)


def _queue(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals

    waiting = appraisals.waiting(desk)
    rows = [
        {"id": one.public_id, "number": one.number, "title": one.title, "filed": one.filed, "mine": one.mine,
         "drafted": one.drafted, "recused": one.recused, "again": one.again}
        for one in waiting
    ]  # fmt: skip
    own = [one for one in waiting if not one.recused]
    done = sum(one.mine for one in own)
    lines = [f"{one.number} {one.title}: {one.filed} phiếu{', đã nộp' if one.mine else ''}" for one in waiting]
    return say(*lines, f"Bạn đã nộp {done}/{len(own)} phiếu.", done=done, all=len(own), rows=rows)


def _reading(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisals, blinding, initiatives

    stored = initiatives.find(desk, options.id)
    found = blinding.reading(desk, stored.row_id)
    view = appraisals.view(desk, stored.initiative.id)
    told = record.record(found.initiative)
    files = [
        {"evidence": one.id, "name": one.name, "kind": one.kind, "bytes": one.size_bytes} for one in found.evidence
    ]
    lines = [found.initiative.title, found.initiative.summary, *(str(one["name"]) for one in files)]
    return say(
        *filter(None, lines), id=stored.initiative.id, blind=found.blind, record=told, evidence=files,
        own=_sheet(view.own) if view.own else None, others=[_sheet(one) for one in view.others], filed=view.filed,
        members=view.members, pages=_pages(desk, found.evidence, options.pages) if options.pages else [],
    )  # fmt: skip


def _pages(desk: Desk, files: Sequence[Evidence], folder: Path) -> list[str]:
    """The paths of all pages that can be drawn; files of other kinds are passed over."""
    from desktop.operations import evidence_pages

    made = []
    for found in filter(evidence_pages.may_show, files):
        made += evidence_pages.save_all(desk, found, folder)
    return [str(path) for path in made]


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    return {"appraiser": sheet.appraiser, "points": dict(sheet.points), "gates": dict(sheet.gates),
            "vote": str(sheet.vote), "note": sheet.note, "entered_by": sheet.entered_by}  # fmt: skip


def _paper(desk: Desk, options: argparse.Namespace) -> Answer:
    """The sheets themselves go in by `appraise`."""
    from desktop.operations import paper_sheets

    members = [{"name": one.name, "role": str(one.role), "filed": one.filed, "owed": one.owed,
                "request": one.request_seq} for one in paper_sheets.members(desk)]  # fmt: skip
    rows = [
        {"id": one.public_id, "number": one.number, "filed": one.filed, "recused": one.recused, "again": one.again}
        for one in (paper_sheets.lines(desk, options.member) if options.member else ())
    ]
    lines = [f"{one['name']}: {one['filed']}/{one['owed']} phiếu." for one in members]
    lines += [f"{one['number']}: {'đã có' if one['filed'] else 'chưa có'}." for one in rows if not one["recused"]]
    return say(*lines or ["Không có phiếu giấy nào phải nhập."], members=members, rows=rows)


def _second(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import recusals, second_readings

    recusals.demand_keeper(desk)
    if options.id:
        second_readings.ask(desk, options.id, options.reason)
    rows = [
        {"id": public_id, "reason": one.reason, "open_for": sorted(one.open_for)}
        for public_id, one in second_readings.asked(desk).items()
    ]
    return say(f"{len(rows)} sáng kiến được đề nghị đọc lại.", asked=rows)


def _blind(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import blinding

    if options.wanted:
        blinding.set_blind(desk, options.wanted == "on")
    blind = blinding.is_blind(desk)
    words = "Đang chấm ẩn tên: tác giả và đơn vị được giấu." if blind else "Người thẩm định thấy tác giả và đơn vị."
    return say(words, blind=blind)
