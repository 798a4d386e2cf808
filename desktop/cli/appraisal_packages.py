"""Commands: appraisal request, requests, open, result, take-in, conflicts, settle."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop import messages
from desktop.cli.answer import DONE, NOT_GENUINE, Answer, say
from desktop.cli.ending import refused
from desktop.cli.packages import quiet
from desktop.cli.secret import add_pin, given_passphrase, given_pin
from desktop.desk import Desk
from domain import labels
from domain.errors import RuleError
from domain.evidence import size_words


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    verbs = commands.add_parser("appraisal", help="chấm trên máy khác").add_subparsers(dest="verb", required=True)
    request = verbs.add_parser("request", parents=[shared], help="giao phiếu cho một thành viên chấm trên máy khác")
    request.add_argument("appraiser", metavar="NGƯỜI_CHẤM")
    request.add_argument("--to", type=Path, required=True)
    request.add_argument("--only", nargs="*", default=[], metavar="SÁNG_KIẾN")
    request.add_argument("--blind", action="store_true", help="che tác giả và đơn vị")
    request.add_argument("--evidence", action=argparse.BooleanOptionalAction, help="gửi kèm minh chứng, hoặc không;"
                         " không ghi thì kèm khi nhẹ và không chấm ẩn tên")  # fmt: skip
    request.add_argument("--dry-run", action="store_true")
    add_pin(request)
    request.set_defaults(run=_request, opens=True, marks=True)
    listed = verbs.add_parser("requests", parents=[shared], help="các yêu cầu đã giao")
    listed.set_defaults(run=_requests, opens=True, marks=True)
    opening = verbs.add_parser("open", parents=[shared], help="mở yêu cầu chấm, không cần sổ")
    opening.add_argument("file", type=Path)
    opening.set_defaults(run=_open, opens=False)
    result = verbs.add_parser("result", parents=[shared], help="gửi lại phiếu đã chấm")
    result.add_argument("--to", type=Path, required=True)
    result.add_argument("--only", nargs="*", default=[], metavar="SÁNG_KIẾN")
    result.set_defaults(run=_result, opens=True, marks=True)
    take = verbs.add_parser("take-in", parents=[shared], help="nhận phiếu chấm trên máy khác")
    take.add_argument("paths", nargs="+", type=Path)
    take.add_argument("--dry-run", action="store_true")
    take.add_argument("--code", default="", help="30 chữ số người thẩm định đọc qua điện thoại")
    take.set_defaults(run=_take_in, opens=True, marks=True)
    contradicting = verbs.add_parser("conflicts", parents=[shared], help="phiếu mâu thuẫn")
    contradicting.set_defaults(run=_conflicts, opens=True, marks=True)
    settle = verbs.add_parser("settle", parents=[shared], help="chọn một trong các phiếu mâu thuẫn")
    settle.add_argument("initiative")
    settle.add_argument("appraiser")
    settle.add_argument("sheet", help="mã của phiếu được nhận, xem «appraisal conflicts»")
    settle.set_defaults(run=_settle, opens=True, marks=True)


def _request(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisal_requests, tokens

    planned = appraisal_requests.plan(
        desk, options.appraiser, options.only, blind=options.blind, evidence=options.evidence
    )
    told: dict[str, Any] = {
        "appraiser": planned.appraiser,
        "blind": planned.blind,
        "initiatives": [item.stored.initiative.number for item in planned.items],
        "recused": [stored.initiative.number for stored, _why in planned.aside],
        "withheld": planned.withheld,
        "replaces": planned.replaces.seq if planned.replaces else None,
        "encrypted": False,
    } | _evidence(planned)
    count = len(planned.items)
    if options.dry_run:
        line = f"Sẽ giao {count} sáng kiến cho {planned.appraiser}."
        return say(line, *_along(planned), **told, path=None, request=None, seq=None, signer_code="")
    pin = given_pin(options) if tokens.held(desk) else None
    done = appraisal_requests.make(desk, planned, options.to, step=quiet, pin=pin)
    lines = [f"Đã giao {count} sáng kiến cho {done.appraiser}: {done.path}.", *_along(planned),
             f"Mã khóa để đọc qua điện thoại: {done.signer_code}"]  # fmt: skip
    return say(*lines, **told, path=str(done.path), request=done.request_id, seq=done.seq,
               signer_code=done.signer_code, manifest_sha256=done.manifest_sha256)  # fmt: skip


def _evidence(planned: Any) -> dict[str, Any]:
    from desktop.operations import appraisal_requests

    return {
        "evidence": [
            {"number": item.stored.initiative.number, "name": one.name, "size_bytes": one.size_bytes}
            for item, one in planned.files
        ],
        "evidence_left": len(appraisal_requests.offered(planned.items)) - len(planned.files),
        "evidence_secret": sum(item.files_kept for item in planned.items),
    }


def _along(planned: Any) -> list[str]:
    """What is said of the evidence: each file that leaves, and what stays and why."""
    told = _evidence(planned)
    lines = [f"  - {one['number']}: kèm {one['name']} ({size_words(one['size_bytes'])})" for one in told["evidence"]]
    if planned.files and planned.blind:
        lines.append("Tên tệp đã che, tên người và đơn vị bên trong tệp thì không: hãy xem từng tệp trước khi gửi.")
    if told["evidence_left"]:
        lines.append(f"{told['evidence_left']} tệp minh chứng ở lại; muốn gửi kèm hãy thêm --evidence.")
    if told["evidence_secret"]:
        lines.append(f"{told['evidence_secret']} tệp của bí mật công nghệ ở lại trong sổ.")
    return lines


def _requests(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisal_requests

    rows = [
        {
            "request": one.request.id,
            "seq": one.request.seq,
            "appraiser": one.request.appraiser,
            "blind": one.request.blind,
            "made_at": one.request.made_at,
            "answered_at": one.request.answered_at,
            "superseded": one.request.superseded_at is not None,
            "initiatives": one.initiatives,
            "filed": one.filed,
            "ended": one.ended,
            "changed": {public_id: list(fields) for public_id, fields in one.changed.items()},
            "path": one.request.path,
        }
        for one in appraisal_requests.standings(desk)
    ]
    lines = [f"Yêu cầu {row['seq']} → {row['appraiser']}: {row['filed']}/{row['initiatives']} phiếu" for row in rows]
    return say(*lines or ["Chưa giao phiếu cho máy khác."], requests=rows)


def _open(options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisal_results, marking_stores, registers, verification

    try:
        with marking_stores.verified(options.file) as found:
            offer = found.offer
            home = options.home or marking_stores.home_for(offer)
            new = not registers.exists(home)
            opened = found.into(home, given_passphrase(options))
    except RuleError as error:
        if error.field:
            raise  # what somebody typed, not what the package claims
        answer, seen = refused(error), verification.check(options.file)
        verdict = seen.verdict if seen.code == error.code else "untrusted"
        told = {"verdict": verdict, "code": error.code, "kind": seen.kind, "unit_name": seen.unit_name}
        return Answer(answer.values | told, answer.lines, NOT_GENUINE)
    try:
        progress = appraisal_results.progress(opened)
    finally:
        opened.close()
    asked = offer.request
    along = f", kèm {len(offer.evidence)} tệp minh chứng" if offer.evidence else ""
    lines = [f"{asked.appraiser} chấm {offer.initiatives} sáng kiến cho {offer.unit_name}{along}.",
             f"Nơi chấm: {home}",
             f"Mã khóa của nơi gửi, hãy đối chiếu qua điện thoại: {offer.signer_code}"]  # fmt: skip
    return say(*lines, home=str(home), new=new, request=asked.id, seq=offer.seq, appraiser=asked.appraiser,
               unit_code=offer.unit_code, unit_name=offer.unit_name, initiatives=offer.initiatives,
               evidence=len(offer.evidence), filed=progress.filed, blind=asked.blind, signer_code=offer.signer_code,
               key_code=progress.key_code)  # fmt: skip


def _result(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import appraisal_results

    done = appraisal_results.seal(desk, options.to, options.only)
    lines = [f"Đã ký {done.sheets} phiếu của {done.initiatives} sáng kiến: {done.path}.",
             f"Mã khóa của bạn để đọc qua điện thoại: {done.key_code}"]  # fmt: skip
    return say(*lines, path=str(done.path), seq=done.seq, sheets=done.sheets, initiatives=done.initiatives,
               declined=done.declined, key_code=done.key_code, manifest_sha256=done.manifest_sha256)  # fmt: skip


def _take_in(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import sheet_intake

    found = sheet_intake.survey(desk, options.paths, step=quiet)
    if not options.dry_run:
        found = [sheet_intake.take_in(desk, one.path, code_heard=options.code)[0] for one in found]
    rows = [_incoming(one) for one in found]
    lines = [line for one in found for line in _told(one)]
    exit_code = DONE if all(one.taken for one in found) else NOT_GENUINE
    return say(*lines, packages=rows, dry_run=options.dry_run, exit_code=exit_code)


def _incoming(one: Any) -> dict[str, Any]:
    counts = {name: one.counts.get(name, 0) for name in _COUNTS}
    changed = {arrival.number: list(arrival.changed) for arrival in one.arrivals if arrival.changed}
    return counts | {
        "path": str(one.path),
        "verdict": one.verdict,
        "code": one.code,
        "message": one.message,
        "appraiser": one.appraiser,
        "request": one.request.id if one.request else "",
        "signer_code": one.signer_code,
        "first": one.first,
        "new_key": one.new_key,
        "changed": changed,
        "recusals": dict(one.wishes),
        "manifest_sha256": one.manifest_sha256,
        "problems": [
            messages.problem_values(problem) | {"number": arrival.number}
            for arrival in one.arrivals
            for problem in arrival.problems
        ],
    }


_COUNTS = {"new": "mới", "identical": "giống hệt", "clash": "trái với phiếu đã nhận", "outdated": "tới muộn",
           "refused": "không nhận", "conflicts": "sáng kiến có phiếu mâu thuẫn"}  # fmt: skip


def _told(one: Any) -> list[str]:
    said = one.message or ", ".join(f"{one.counts[name]} {words}" for name, words in _COUNTS.items()
                                    if one.counts.get(name))  # fmt: skip
    lines = [f"{one.path.name}: {labels.VERDICTS[one.verdict]}. {said}"]
    if one.taken and one.first:
        lines.append(f"  Khóa mới của {one.appraiser}, hãy đối chiếu qua điện thoại: {one.signer_code}")
    if one.new_key:
        lines.append("  " + messages.sentence("result_new_key"))
    changed = [(arrival.number, arrival.changed) for arrival in one.arrivals if arrival.changed]
    return lines + [
        f"  {number} đã sửa sau khi giao: {', '.join(labels.FIELDS.get(name, name) for name in fields)}"
        for number, fields in changed
    ]


def _conflicts(desk: Desk, _options: argparse.Namespace) -> Answer:
    from desktop.operations import sheet_conflicts

    rows: list[dict[str, Any]] = [
        {
            "initiative": one.stored.initiative.id,
            "number": one.stored.initiative.number,
            "appraiser": one.appraiser,
            "hidden": one.hidden,
            "count": one.count,
            "sheets": [_version(version) for version in one.versions],
        }
        for one in sheet_conflicts.waiting(desk)
    ]
    lines = []
    for row in rows:
        lines.append(f"{row['number']}, {row['appraiser']}: {row['count']} phiếu mâu thuẫn")
        for sheet in row["sheets"]:
            lines.append(f"  {sheet['key']}: {sheet['total']} điểm, {labels.VOTES[sheet['vote']]}")
    return say(*lines or ["Không có phiếu nào mâu thuẫn."], conflicts=rows)


def _version(version: Any) -> dict[str, Any]:
    sheet = version.sheet
    return {
        "key": version.key,
        "id": sheet.id,
        "clash": version.clash,
        "points": dict(sheet.points),
        "gates": dict(sheet.gates),
        "total": sum(sheet.points.values()),
        "vote": str(sheet.vote),
        "note": sheet.note,
        "filed_at": sheet.filed_at,
        "replaces": list(sheet.parents),
        "settled_by": sheet.settled_by,
    }


def _settle(desk: Desk, options: argparse.Namespace) -> Answer:
    from desktop.operations import sheet_conflicts

    sheet_conflicts.settle(desk, options.initiative, options.appraiser, options.sheet)
    left = len(sheet_conflicts.waiting(desk))
    return say(f"Đã nhận phiếu {options.sheet}; các phiếu kia vẫn được giữ.", left=left, sheet=options.sheet)
