"""Commands: board, carrier, clash, refused."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.cli.secret import add_pin, given_pin
from desktop.desk import Desk
from domain.errors import RuleError
from domain.handover_labels import UNIT_STANDINGS
from domain.labels import FIELDS
from domain.reminder import gone_words


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    units = commands.add_parser("board", parents=[shared], help="bảng đơn vị: đã gửi, trễ, thiếu gói, chưa gửi")
    units.add_argument("--only", default="", metavar="TÌNH_TRẠNG", choices=("", *UNIT_STANDINGS))
    units.add_argument("--query", default="")
    units.add_argument("--sort", default="worst")
    units.add_argument("--remind", default="", metavar="MÃ", help="lời nhắc một đơn vị")
    units.add_argument("--remind-all", action="store_true", help="lời nhắc của mọi đơn vị trong bảng, để chép một lượt")
    units.add_argument("--list", default="", metavar="MÃ", help="các sáng kiến bảng đếm cho một đơn vị")
    units.add_argument("--to", type=Path, help="ghi ra .xlsx")
    units.set_defaults(run=_units, opens=True)
    carrier = commands.add_parser("carrier", help="chuyển tiếp gói lên trên").add_subparsers(dest="verb", required=True)
    pack = carrier.add_parser("pack", parents=[shared], help="gói chuyển tiếp, bản gốc giữ nguyên")
    pack.add_argument("--only", default="", metavar="MÃ,MÃ", help="chỉ gói của các đơn vị này")
    pack.add_argument("--to", type=Path)
    pack.add_argument("--dry-run", action="store_true")
    add_pin(pack)
    pack.set_defaults(run=_carrier, opens=True)
    clash = commands.add_parser("clash", help="hai bản khác nhau cùng lần sửa").add_subparsers(
        dest="verb", required=True
    )
    clash.add_parser("list", parents=[shared], help="chờ người quyết định").set_defaults(run=_clashes, opens=True)
    settle = clash.add_parser("settle", parents=[shared], help="giữ một trong hai bản")
    settle.add_argument("no", metavar="SỐ", help="số của xung đột; all: mọi xung đột cấp dưới đã quyết định")
    settle.add_argument("keep", choices=("held", "told", "below"),
                        help="bản đang có, bản trong gói, hay theo quyết định của cấp dưới")  # fmt: skip
    settle.set_defaults(run=_settle, opens=True)
    refused = commands.add_parser("refused", parents=[shared], help="gói không nhận và lý do")
    refused.add_argument("--unit", default="")
    refused.set_defaults(run=_refused, opens=True)


def _units(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import housekeeping, initiative_list, unit_standings

    housekeeping.recount(desk)
    if options.remind:
        line = next((one for one in unit_standings.lines(desk) if one.code == options.remind.upper()), None)
        if line is None:
            raise RuleError("unit_not_in_tree", code=options.remind)
        words = unit_standings.remind(desk, line)
        return say(words, unit_code=line.code, text=words)
    if options.list:
        listed = initiative_list.rows(desk, unit_standings.row_ids(desk, options.list.upper()))
        told_rows = [{"id": row["public_id"], "number": row["number"], "title": row["title"]} for row in listed]
        return say(*(f"{row['number']} {row['title']}" for row in told_rows), total=len(listed), rows=told_rows)
    found = unit_standings.lines(desk, standing=options.only, query=options.query, sort=options.sort)
    if options.remind_all:
        words = unit_standings.reminders(desk, found)
        codes = [one.code for one in found if one.wants_reminding]
        return say(words or "Không đơn vị nào cần nhắc.", unit_codes=codes, text=words)
    path = unit_standings.write(desk, found, options.to) if options.to else None
    rows = [{**vars(one), "gaps": list(one.gaps), "standings": [str(each) for each in one.standings],
             "gone": [{**vars(each), "gaps": list(each.gaps)} for each in one.gone]} for one in found]  # fmt: skip
    lines = [f"{one.code} {one.name}: {one.packages} gói, {one.initiatives} sáng kiến, "
             + ", ".join(UNIT_STANDINGS[each] for each in one.standings)
             + "".join(f"; gồm cả {gone_words(each)}" for each in one.gone) for one in found]  # fmt: skip
    told: dict[str, Any] = {"path": str(path)} if path else {}
    return say(*lines or ["Chưa có đơn vị nào."], rows=rows, counts=unit_standings.counts(found), **told)


def _carrier(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import carriers, tokens

    planned = carriers.plan(desk, [one for one in options.only.split(",") if one.strip()])
    told: dict[str, Any] = {"packages": len(planned.rows), "records": planned.records, "later": planned.later,
                            "settled": planned.settled, "seq": planned.seq,
                            "missing": [row["path"] for row in planned.missing]}  # fmt: skip
    if options.dry_run:
        return say(f"Gói chuyển tiếp số {planned.seq} sẽ mang {len(planned.rows)} gói.", path=None, **told)
    pin = given_pin(options) if tokens.held(desk) else None
    done = carriers.pack(desk, planned, options.to, step=lambda _done, _total: None, pin=pin)
    line = f"{done.path}: {done.packages} gói nguyên bản, {done.records} sáng kiến, đã đọc lại và khớp."
    return say(line, path=str(done.path), manifest_sha256=done.manifest_sha256, **told)


def _clashes(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import clashes

    found = clashes.still_open(desk)
    rows = [{**vars(one), "fields": [{"field": name, "held": held, "told": told} for name, held, told in one.fields],
             "below": vars(one.below) if one.below else None} for one in found]  # fmt: skip
    lines = [f"{one.no}. {one.number} của {one.unit_name}: "
             + ", ".join(FIELDS.get(name, name) for name, _held, _told in one.fields)
             + (f". {_decided(one.below)}" if one.below else "") for one in found]  # fmt: skip
    return say(*lines or ["Không có xung đột nào."], clashes=rows)


def _decided(below: Any) -> str:
    kept = "giữ bản đang có" if below.keep == "held" else "lấy bản trong gói"
    return f"{below.unit_name} ({below.by}, {below.at[:10]}) đã chọn: {kept}"


def _settle(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import clashes

    if options.no == "all":
        if options.keep != clashes.BELOW:
            raise RuleError("clash_all_below", field="keep")
        done, _changes = clashes.follow_all(desk)
        left = len(clashes.still_open(desk))
        return say(f"Đã theo {done} quyết định của cấp dưới. Còn {left} xung đột.", settled=done, left=left)
    no = int(options.no) if options.no.isdecimal() else 0
    one = next((one for one in clashes.still_open(desk) if one.no == no), None)
    clashes.settle(desk, no, options.keep)
    kept = one.below.keep if one and one.below and options.keep == clashes.BELOW else options.keep
    asked = kept == clashes.HELD and one is not None and clashes.unit_is_asked(desk, one.row_id)
    told = " Đơn vị được yêu cầu sửa cho khớp: xem «return list», rồi «return pack»." if asked else ""
    left = len(clashes.still_open(desk))
    next_words = f" Còn {left} xung đột." if left else " Không còn xung đột nào."
    return say(f"Đã ghi quyết định.{told}{next_words}", no=no, kept=kept)


def _refused(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import refusals

    rows = [vars(one) for one in refusals.everything(desk, options.unit.upper())]
    lines = [f"{row['file_name']}: {row['message']}" for row in rows]
    return say(*lines or ["Không có gói nào bị từ chối."], refused=rows)
