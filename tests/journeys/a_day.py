"""A day at two registers, for `test_nothing_in_the_clear`: `python -m tests.journeys.a_day FOLDER`.

Whatever a person takes out in the clear goes to FOLDER/usb; everything else is the program's own doing.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from db import vault
from desktop import crash
from desktop.desk import Desk, open_desk
from desktop.operations import (
    backups,
    data_requests,
    diagnostics,
    duplicates,
    evidence,
    evidence_intake,
    evidence_pages,
    housekeeping,
    imports,
    initiative_list,
    initiatives,
    journal,
    keys,
    packages,
    people,
    programmes,
    receiving,
    reports,
    restoring,
    saved_filters,
    sending,
    users,
)
from desktop.operations.initiatives import Filter
from desktop.settings import config_dir
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations import unions
from tests.desktop.operations.test_evidence_pages import pdf
from tests.desktop.operations.test_imports import AN, changed, workbook

PASSPHRASE, UPPERS = "bốn con trâu đen", "ba cây tre xanh"
MARKERS = {
    "title": "Giátreokimqzx", "summary": "Tómtắtqzx", "name": "Đoànviênqzx", "phone": "0987123654",
    "evidence": "Minhchứngqzx", "reason": "Lýdoqzx", "draft": "Chữđanggõqzx", "imported": "Nhậptừtệpqzx",
    "searched": "Tìmkiếmqzx", "crash": "Sựcốqzx",
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
        reports.write(unit, "summary_table", usb / f"bảng.{ending}", step=unions.quiet)
    return row_id


def afternoon(unit: Desk, row_id: int, usb: Path) -> None:
    """A package for the upper union, a second user, deleting, the journal, backups, a crash."""
    unions.send(unit, usb)
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
    unit = unions.new(base / "unit", passphrase=PASSPHRASE)
    upper = unions.new(base / "upper", unions.UPPER, passphrase=UPPERS)
    keys.new(unit)
    row_id = morning(unit, usb)
    afternoon(unit, row_id, usb)
    taken = receiving.receive(upper, sorted(usb.glob("*.asice")), receipts_to=usb, step=unions.quiet)
    assert taken[0] != []
    unit.close()
    upper.close()
    evening(base / "unit")
    assert all(unicodedata.is_normalized("NFC", word) for word in MARKERS.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
