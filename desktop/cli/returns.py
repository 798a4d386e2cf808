"""Commands: return mark, unmark, answer, list, pack; results list, pack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, say
from desktop.desk import Desk
from domain.handover_labels import MARK_STATES
from domain.labels import FIELDS


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("return", help="trả lại để sửa").add_subparsers(dest="verb", required=True)
    mark = verbs.add_parser("mark", parents=[shared], help="đánh dấu một mục đơn vị cần sửa")
    mark.add_argument("id", metavar="SÁNG_KIẾN")
    mark.add_argument("field", nargs="?", default="", metavar="MỤC", help="để trống: cả sáng kiến")
    mark.add_argument("--reason", default="")
    mark.set_defaults(run=_mark, opens=True)
    unmark = verbs.add_parser("unmark", parents=[shared], help="bỏ một yêu cầu sửa")
    unmark.add_argument("no", type=int, metavar="SỐ")
    unmark.set_defaults(run=_unmark, opens=True)
    answer = verbs.add_parser("answer", parents=[shared], help="đơn vị trả lời một yêu cầu sửa")
    answer.add_argument("no", type=int, metavar="SỐ")
    answer.add_argument("--text", default="")
    answer.set_defaults(run=_answer, opens=True)
    listed = verbs.add_parser("list", parents=[shared], help="các yêu cầu sửa")
    listed.add_argument("--unit", default="")
    listed.add_argument("--all", action="store_true", help="cả những yêu cầu đã khép lại")
    listed.set_defaults(run=_list, opens=True)
    pack = verbs.add_parser("pack", parents=[shared], help="gói trả lại cho một đơn vị")
    pack.add_argument("--unit", required=True)
    pack.add_argument("--to", type=Path, required=True)
    pack.set_defaults(run=_pack, opens=True)
    results = commands.add_parser("results", help="kết quả, khen thưởng báo xuống").add_subparsers(
        dest="verb", required=True
    )
    told = results.add_parser("list", parents=[shared], help="đơn vị nào có kết quả để báo")
    told.set_defaults(run=_results, opens=True)
    sealed = results.add_parser("pack", parents=[shared], help="gói kết quả cho một đơn vị")
    sealed.add_argument("--unit", required=True)
    sealed.add_argument("--to", type=Path, required=True)
    sealed.set_defaults(run=_pack_results, opens=True)


def _mark(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import initiatives, return_marks

    found = initiatives.find(desk, options.id)
    made, _changes = return_marks.mark(desk, found.row_id, options.field, options.reason)
    named = f"{found.initiative.number} «{found.initiative.title}» của {made.unit_code}"
    return say(f"Đã ghi yêu cầu sửa số {made.no}: {named}.", no=made.no, field=made.field, unit_code=made.unit_code)


def _unmark(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import return_marks

    return_marks.unmark(desk, options.no)
    return say(f"Đã bỏ yêu cầu sửa số {options.no}.", no=options.no)


def _answer(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import return_marks

    return_marks.answer(desk, options.no, options.text)
    return say("Đã ghi trả lời; gói nộp tiếp theo mang đi.", no=options.no)


def _list(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import return_marks, unit_codes

    found = return_marks.everything(desk, open_only=not options.all)
    if options.unit:
        codes, home = unit_codes.every(desk, options.unit.upper()), unit_codes.homes(desk)
        found = [one for one in found if one.mark.unit_code in codes or home(one.mark.unit_code) in codes]
    rows = [{"no": one.mark.no, "direction": "out" if one.mark.out else "in", "id": one.mark.initiative_id,
             "number": one.number, "title": one.title, "unit_code": one.mark.unit_code, "field": one.mark.field,
             "reason": one.mark.reason, "state": str(one.state), "answer": one.mark.answer, "mended": one.mark.mended,
             "made_at": one.mark.made_at, "closed_at": one.mark.closed_at} for one in found]  # fmt: skip
    lines = [f"{row['no']}. {row['number']}, {FIELDS.get(str(row['field']), 'cả sáng kiến')}: {row['reason']} "
             f"({MARK_STATES[str(row['state'])]})" for row in rows]  # fmt: skip
    return say(*lines or ["Không có yêu cầu sửa nào."], marks=rows)


def _pack(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import return_packages

    done = return_packages.seal(desk, options.unit, options.to)
    return say(f"{done.path}: {done.lines} mục cần sửa, đã đọc lại và khớp.", path=str(done.path), seq=done.seq,
               marks=done.lines, recipient=done.recipient, manifest_sha256=done.manifest_sha256)  # fmt: skip


def _results(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import award_packages

    rows = [vars(one) for one in award_packages.waiting(desk)]
    lines = [f"{' '.join(filter(None, (row['unit_code'], row['unit_name'])))}: {row['considered']} chuyển lên trên,"
             f" {row['awards']} khen thưởng" for row in rows]  # fmt: skip
    return say(*lines or ["Chưa có kết quả nào để báo."], units=rows)


def _pack_results(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import award_packages

    done = award_packages.seal(desk, options.unit, options.to)
    return say(f"{done.path}: kết quả của {done.lines} sáng kiến, đã đọc lại và khớp.", path=str(done.path),
               seq=done.seq, initiatives=done.lines, recipient=done.recipient,
               manifest_sha256=done.manifest_sha256)  # fmt: skip
