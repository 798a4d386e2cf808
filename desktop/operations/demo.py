"""The whole job on the shipped sample: two registers, from the first entry to the receipt that comes back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desktop import desk
from desktop.desk import Desk
from desktop.operations import (
    appraisals,
    imports,
    initiatives,
    keys,
    packages,
    paper_submission,
    papers,
    receiving,
    registers,
    reports,
    sending,
    sessions,
    trust,
    verification,
)
from desktop.operations.initiatives import Filter
from domain import labels, record
from domain.dossier import Letter
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from domain.moves import Decision
from domain.paper.naming import slug
from domain.unit import Block, Level, Unit
from exports.reports import registry
from resources import path

UNIT = Unit("27001", "CĐCS Công ty TNHH May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện Bình Tân",
            Block.ENTERPRISE, "Bình Tân")  # fmt: skip
UPPER = Unit("27000", "LĐLĐ huyện Bình Tân", Level.UPPER, "", "", Block.PUBLIC, "Bình Tân")
# The registers of a demo hold made-up people only, so that everybody may open them.
PASSPHRASE = "mật khẩu trình diễn"  # noqa: S105 - no secret
# This many of the sample come as a list in Excel, the rest is typed in.
_FROM_EXCEL = 8


@dataclass
class Told:
    """What the demo did, step by step, and every path and count it made."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, title: str, told: str, **values: Any) -> None:
        self.steps.append((title, told))
        self.values |= values


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def run(to: Path) -> Told:
    """Do everything in the folder `to`, which must be empty or not there yet, and leave it all behind."""
    _empty_folder(to)
    told = Told()
    unit = _register(to / "don-vi", UNIT, "Cán bộ công đoàn cơ sở", to / "ma-khoi-phuc-don-vi.txt")
    upper = _register(to / "cap-tren", UPPER, "Cán bộ công đoàn cấp trên", to / "ma-khoi-phuc-cap-tren.txt")
    try:
        told.add("Sổ", "đã tạo hai sổ mã hóa", home=str(unit.home), upper_home=str(upper.home), passphrase=PASSPHRASE)
        _enter(unit, to, told)
        _appraise(unit, told)
        _papers(unit, to, told)
        _vouch(unit, upper, to, told)
        _hand_over(unit, upper, to, told)
    finally:
        unit.close()
        upper.close()
    return told


def sample() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The shipped initiatives, and the council with its sheets and decision."""
    entries = json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))
    appraisal = json.loads(path("samples/appraisal.json").read_text(encoding="utf-8"))
    return entries, appraisal


def _empty_folder(to: Path) -> None:
    try:
        to.mkdir(parents=True, exist_ok=True)
        if any(to.iterdir()):
            raise RuleError("demo_folder_not_empty", path=str(to))
    except OSError as error:
        raise TroubleError("home_not_writable", again=True, path=str(to)) from error


def _register(home: Path, unit: Unit, user: str, recovery_to: Path) -> Desk:
    registers.create(home, unit, user, PASSPHRASE, recovery_to=recovery_to)
    return desk.open_desk(home, PASSPHRASE)


def _enter(unit: Desk, to: Path, told: Told) -> None:
    entries, _appraisal = sample()
    for values in entries[:-_FROM_EXCEL]:
        initiatives.enter(unit, values)
    workbook = to / "danh-sach-cu.xlsx"
    _write_list(unit, entries[-_FROM_EXCEL:], workbook)
    plan = imports.read(unit, workbook)
    counts = imports.take_in(unit, plan).counts
    again = imports.take_in(unit, imports.read(unit, workbook)).counts
    for values in entries[-_FROM_EXCEL:]:
        # The list knows seven columns; the helper team adds what the paper forms say besides.
        row_id = initiatives.page(unit, Filter(query=values["title"]))[0]
        number = initiatives.get(unit, row_id).initiative.number
        initiatives.enter(unit, values | {"number": number})
    held = initiatives.everything(unit, Filter())
    problems = sum(len(initiatives.problems(unit, stored.initiative)) for stored in held)
    typed, imported, identical = len(entries) - _FROM_EXCEL, counts["imported"], again["identical"]
    told.add("Nhập", f"{typed} tay, {imported} từ Excel; nhập Excel lần nữa: {identical} giống hệt",
             entered=typed, workbook=str(workbook), imported=imported, identical_again=identical,
             initiatives=len(held), problems=problems)  # fmt: skip


def _write_list(unit: Desk, entries: Sequence[Mapping[str, Any]], target: Path) -> None:
    content = paper_submission.summary_of(unit, [record.initiative(values) for values in entries], Letter())
    registry.write("summary_table", [content], target, step=quiet)


def _appraise(unit: Desk, told: Told) -> None:
    _entries, appraisal = sample()
    appraisals.set_council(unit, sessions.council_from(appraisal["council"]))
    all_rows = initiatives.page(unit, Filter())
    initiatives.move(unit, all_rows, State.UNDER_APPRAISAL)
    by_title = {row["title"]: row["public_id"] for row in initiatives.rows(unit, all_rows)}
    sheets = [
        sheet | {"initiative": by_title[entry["title"]]}
        for entry in appraisal["initiatives"]
        for sheet in entry["sheets"]
    ]
    filed = appraisals.file_sheets(unit, sheets)
    lines, _changes = appraisals.close(unit)
    reasons = {by_title[entry["title"]]: entry["reason"] for entry in appraisal["initiatives"]}
    outcomes = _decide(unit, lines, reasons, appraisal["decision"])
    words = ", ".join(f"{labels.STATES[State(name)].lower()} {count}" for name, count in outcomes.items())
    told.add("Thẩm định", f"{filed.filed} phiếu; {words}", sheets=filed.filed, sheets_refused=len(filed.refused),
             outcomes=outcomes)  # fmt: skip


def _decide(
    unit: Desk, lines: Sequence[appraisals.Line], reasons: Mapping[str, str], paper: Mapping[str, str]
) -> dict[str, int]:
    outcomes: dict[str, int] = {}
    for line in lines:
        outcome = line.result.outcome
        assert outcome is not None  # a closed session has one for each line
        decision = Decision(paper["no"], date.fromisoformat(paper["on"]), paper["signer"],
                            reasons[line.stored.initiative.id])  # fmt: skip
        moved = initiatives.move(unit, [line.stored.row_id], outcome, decision)
        outcomes[str(outcome)] = outcomes.get(str(outcome), 0) + len(moved.moved)
    return outcomes


def _papers(unit: Desk, to: Path, told: Told) -> None:
    words = reports.LetterWords("57", "25/7/2023", UNIT.place, "Chủ tịch công đoàn")
    folder = to / "van-ban"
    folder.mkdir()
    named = {"summary_table": ("bang-tong-hop.xlsx", "bang-tong-hop.pdf"),
             "submission_letter": ("to-trinh.pdf", "to-trinh.docx")}  # fmt: skip
    made = [reports.write(unit, name, folder / file, words, step=quiet).path for name in named for file in named[name]]
    for report in reports.reports():
        if report.id not in named and (reports.how_many(unit, report.id) or not papers.missing(report.id)):
            file = folder / f"{slug(report.title)}.pdf"
            made.append(reports.write(unit, report.id, file, words, step=quiet).path)
    told.add("Văn bản", ", ".join(file.name for file in made), papers=[str(file) for file in made])


def _vouch(unit: Desk, upper: Desk, to: Path, told: Told) -> None:
    root_code, _changes = trust.init(upper)
    state, _changes = keys.new(unit)
    request = keys.request(unit, to / "yeu-cau-cap-khoa.asice")
    trust.issue(upper, request, state.code)
    trust_package, units, _changes = trust.export(upper, to / "danh-ba-khoa.asice")
    root = trust.write_root(upper, to / "root.pem")
    done = trust.install(unit, trust_package, root_code)
    assert done.certified  # the key of the request is the one that was vouched for
    told.add("Tin cậy", f"{units} đơn vị được xác nhận, khóa ký đã có chứng thư của cấp trên", root=str(root),
             root_code=root_code, key_code=state.code, request=str(request), trust=str(trust_package))  # fmt: skip


def _hand_over(unit: Desk, upper: Desk, to: Path, told: Told) -> None:
    usb = to / "usb"
    usb.mkdir()
    # Left open, so that whoever doubts can take it apart with programs of others.
    planned = dataclasses.replace(packages.plan(unit), readers=())
    packed = packages.pack(unit, planned, None, step=quiet)
    delivered, _changes = sending.to_folder(unit, packed.manifest_sha256, usb, step=quiet)
    seen = verification.check(delivered.path, root=to / "root.pem")
    told.add("Gói", f"số {packed.seq}, {packed.records} sáng kiến, {packed.redacted} có nội dung giữ lại; "
             f"kiểm tra: {labels.VERDICTS[seen.verdict].lower()}",
             package=str(delivered.path), manifest_sha256=packed.manifest_sha256, seq=packed.seq,
             records=packed.records, redacted=packed.redacted, verdict=seen.verdict)  # fmt: skip
    tried, _changes = receiving.receive(upper, [usb], dry_run=True, step=quiet)
    taken, _changes = receiving.receive(upper, [usb], receipts_to=usb, step=quiet)
    back, _changes = receiving.receive(unit, [one.receipt for one in taken if one.receipt], step=quiet)
    row = sending.rows(unit)[0]
    told.add("Nhận", f"xem trước {tried[0].counts['new']} mới, nhận {taken[0].counts['new']} mới; "
             f"hộp gửi của đơn vị: {labels.OUTBOX_STATES[row['state']].lower()}",
             dry_run=tried[0].counts, received=taken[0].counts, receipts=[str(one.path) for one in back],
             outbox=row["state"], upper_total=initiatives.total(upper, Filter()))  # fmt: skip
