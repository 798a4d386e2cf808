"""A day at three registers and an appraiser's PC: `python -m tests.journeys.a_day FOLDER`.

Whatever a person takes out in the clear goes to FOLDER/usb; everything else is the program's own doing.
"""

from __future__ import annotations

import os
import sys
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from db import vault
from desktop import crash, paths
from desktop.desk import Desk, open_desk
from desktop.operations import (
    award_packages,
    awards,
    backups,
    carriers,
    data_requests,
    diagnostics,
    duplicates,
    emailing,
    evidence,
    evidence_intake,
    evidence_pages,
    housekeeping,
    imports,
    initiative_list,
    initiatives,
    journal,
    package_viewing,
    packages,
    people,
    programmes,
    reports,
    restoring,
    return_marks,
    return_packages,
    saved_filters,
    sending,
    sheet_intake,
    target_packages,
    targets,
    users,
    verification,
)
from desktop.operations.awards import Given
from desktop.operations.initiatives import Filter
from desktop.settings import config_dir
from domain.errors import RuleError
from domain.initiative import State
from domain.target import Target
from exports.transports import email_draft
from tests.desktop.operations import elsewhere as elsewhere_pc
from tests.desktop.operations import test_carriers, unions
from tests.desktop.operations.test_evidence_pages import pdf
from tests.desktop.operations.test_imports import AN, changed, workbook

PASSPHRASE, UPPERS = "bốn con trâu đen", "ba cây tre xanh"
MARKERS = {
    "title": "Giátreokimqzx", "summary": "Tómtắtqzx", "name": "Đoànviênqzx", "phone": "0987123654",
    "evidence": "Minhchứngqzx", "reason": "Lýdoqzx", "draft": "Chữđanggõqzx", "imported": "Nhậptừtệpqzx",
    "minutes": "Biênbảnqzx",
    "searched": "Tìmkiếmqzx", "crash": "Sựcốqzx", "asked": "Cầnsửaqzx", "answered": "Trảlờiqzx",
    "target": "Chỉtiêuqzx", "marked": "Nhậnxétqzx",
}  # fmt: skip


def morning(unit: Desk, usb: Path) -> int:
    """Typing, evidence, a list that came by mail, searching, papers; the number of the row that was typed."""
    values = unions.sample()[0] | {"title": MARKERS["title"], "summary": MARKERS["summary"] + " " * 3 + "x" * 30}
    values["authors"] = [values["authors"][0] | {"full_name": MARKERS["name"], "phone": MARKERS["phone"]}]
    row_id = initiatives.enter(unit, values).stored.row_id
    proof = usb / "minh chứng.pdf"
    proof.write_bytes(pdf((595, 842)) + b"\n%" + MARKERS["evidence"].encode() + b"\n%%EOF\n")
    added = evidence_intake.add(unit, row_id, evidence_intake.file_source(proof))
    evidence_pages.page(unit, added.evidence, 0, 200)
    minutes = usb / "biên bản.docx"  # looked into by the process at the gate
    with zipfile.ZipFile(minutes, "w") as archive:
        archive.writestr("word/document.xml", MARKERS["minutes"] * 20)
    assert evidence_intake.add(unit, row_id, evidence_intake.file_source(minutes)).evidence.kind == "docx"
    for name in ("a.xlsx", "b.csv"):
        file = workbook(usb, changed(AN, title=f"{MARKERS['imported']} {name}", summary=MARKERS["imported"]))
        if name == "b.csv":
            file = usb / name
            file.write_text(f"TT,Họ và tên,Tên sáng kiến\n1,{MARKERS['name']},{MARKERS['imported']} csv\n", "utf-8")
        imports.take_in(unit, imports.read(unit, file))
    people.gather(unit)
    for words in (MARKERS["title"], MARKERS["searched"], "giatreokimqzx"):
        initiative_list.page(unit, Filter(query=words))
    saved_filters.keep(unit, "của tôi", Filter(programme=programmes.current(unit).id, query=MARKERS["searched"]))
    duplicates.catch_up_all(unit, unions.quiet)
    duplicates.keep(unit, duplicates.search(unit, unions.quiet))
    data_requests.keep_draft(unit, {"what": MARKERS["draft"]})
    assert initiatives.move(unit, [row_id], State.RECOGNISED, unions.PAPER).refused == {}
    reports.first_page(unit, "summary_table")
    for ending in ("xlsx", "pdf", "docx"):
        for folder in (usb, paths.papers(unit.home)):
            reports.write(unit, "summary_table", folder / f"bảng.{ending}", step=unions.quiet)
    return row_id


def afternoon(unit: Desk, row_id: int, usb: Path) -> None:
    """A second user, deleting, the journal, backups, a crash."""
    users.add(unit, "Văn thư", ["clerk"], "năm con ngựa trắng")
    users.remove(unit, "Văn thư", MARKERS["reason"])
    draft = initiatives.enter(unit, {"title": MARKERS["draft"]})
    initiatives.delete(unit, [draft.stored.row_id])
    assert evidence.of_record(unit, row_id) != []
    assert journal.verify(unit).broken == ()
    journal.export(unit, usb / "nhật ký.jsonl")
    made = backups.make(unit, "asked", step=unions.quiet).backup
    restoring.drill(unit, made, step=unions.quiet)
    housekeeping.tidy(unit)
    crash.install(config_dir() / "logs")
    try:
        raise RuntimeError(MARKERS["crash"])
    except RuntimeError as error:
        crash.report(error)
    # Not on the stick: this file may hold nothing, wherever it lies.
    diagnostics.write(unit, unit.home / "bao-cao.txt")


def by_mail(unit: Desk, upper: Desk, usb: Path) -> None:
    """A package sealed in the clear, cut into mails, put together again; looked into at both ends; a receipt back."""
    sealed = unions.send(unit, usb, plain=True)
    made = emailing.draft(unit, sealed.manifest_sha256, "", usb / "thư", step=unions.quiet)
    assert len(made.paths) > 1
    done = unions.take(upper, *made.paths, receipts_to=usb)
    assert [one.counts for one in done] == [{"new": sealed.records}] and done[0].receipt is not None
    assert unions.take(unit, done[0].receipt)[0].taken
    for opened, kept in ((unit, sealed.kept), (upper, Path(packages.received(upper)[0]["path"]))):
        inside = verification.look_inside(opened, kept)
        assert inside.records != () and package_viewing.chain(opened, inside.seen).kept
        out = usb / f"từ {opened.unit.code}.xlsx"
        package_viewing.save(opened, kept, inside, packages.SUMMARY, out)
    sending.to_folder(unit, sealed.manifest_sha256, usb / "thư", step=unions.quiet)


def back_and_forth(unit: Desk, upper: Desk, usb: Path) -> None:
    """A return down and its answer up, targets, an encrypted package, an award."""
    [row, *_more] = initiatives.page(upper, Filter(), "number")
    return_marks.mark(upper, row, "effect", MARKERS["asked"])
    assert unions.take(unit, return_packages.seal(upper, unit.unit.code, usb).path)[0].taken
    return_marks.answer(unit, return_marks.everything(unit)[0].mark.no, MARKERS["answered"])
    targets.hand_down(upper, Target("", "1", str(unit.unit.level), unit.unit.code, unit.unit.name, initiatives=5,
                                    document=MARKERS["target"], document_on=date(2022, 1, 25)))  # fmt: skip
    assert unions.take(unit, target_packages.seal(upper, usb, unit.unit.code).path)[0].taken
    again = unions.send(unit, usb)
    assert again.encrypted and unions.take(upper, again.path)[0].taken
    awards.give(upper, row, Given("upper", "Giấy khen", "7/QĐ", date(2024, 1, 5), "Bà B"))
    assert unions.take(unit, award_packages.seal(upper, unit.unit.code, usb).path)[0].taken


def upwards(upper: Desk, province: Desk, usb: Path) -> None:
    """What was gathered goes on in a carrier, and comes in package by package."""
    carried = carriers.pack(upper, carriers.plan(upper), usb, step=unions.quiet)
    assert all(one.taken for one in unions.take(province, carried.path)[0].inside)


def elsewhere(unit: Desk, base: Path, usb: Path) -> None:
    """Asked on another PC, marked there, and back."""
    [public_id] = elsewhere_pc.under_appraisal(unit, 1)
    asked = elsewhere_pc.ask(unit, usb)
    pc = elsewhere_pc.Elsewhere(asked.path, base / "appraiser")
    pc.mark(public_id, note=MARKERS["marked"])
    assert sheet_intake.take_in(unit, pc.send(usb))[0].taken


def evening(home: Path) -> None:
    """Locked and opened again, by the wrong words and by the right ones; a backup takes the register's place."""
    try:
        open_desk(home, MARKERS["reason"]).close()
    except RuleError as error:
        assert error.code == "passphrase_wrong"
    again = open_desk(home, PASSPHRASE)
    assert sending.rows(again) != [] and packages.sent(again) != []
    again.close()
    restoring.restore(home, restoring.choices(home)[0], PASSPHRASE, step=unions.quiet)
    again = open_desk(home, PASSPHRASE)
    assert initiative_list.page(again, Filter(query=MARKERS["title"])) != []
    again.close()


def main(base: Path) -> None:
    vault.STRETCHING.update({part: least for part, (least, _most) in vault.STRETCHING_RANGES.items()})
    usb = base / "usb"
    usb.mkdir(exist_ok=True)
    email_draft.PART_BYTES = 8_000
    unit = unions.new(base / "unit", passphrase=PASSPHRASE)
    upper = unions.new(base / "upper", test_carriers.DISTRICT, passphrase=UPPERS)
    province = unions.new(base / "province", test_carriers.PROVINCE, passphrase=UPPERS)
    unions.vouch(unit, upper, usb)
    unions.vouch(upper, province, usb)
    row_id = morning(unit, usb)
    by_mail(unit, upper, usb)
    back_and_forth(unit, upper, usb)
    upwards(upper, province, usb)
    elsewhere(unit, base, usb)
    afternoon(unit, row_id, usb)
    for opened in (unit, upper, province):
        opened.close()
    evening(base / "unit")
    assert all(unicodedata.is_normalized("NFC", word) for word in MARKERS.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
