"""The golden packages: `python -m tests.golden_packages` makes one of every kind that tests/data/packages lacks.

They are made once, the way the program makes them, and kept: a package that was good must stay good for ever. So a file
that is there already is never written again, and all of a set stand under one root, whose certificate is `root.pem`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from desktop import clock
from desktop.desk import Desk
from desktop.operations import (
    award_packages,
    awards,
    carriers,
    encryption,
    evidence_in_packages,
    evidence_intake,
    initiatives,
    programme_files,
    return_marks,
    return_packages,
    target_packages,
    targets,
    trust,
)
from desktop.operations.awards import Given
from desktop.operations.evidence_intake import bytes_source
from desktop.operations.initiatives import Filter
from domain.target import Target
from domain.unit import Block, Level, Unit
from exports.package import crypt
from exports.package.verify import VerifiedPackage, open_verified
from tests.desktop.operations import elsewhere, unions
from tests.desktop.operations.elsewhere import Elsewhere

FOLDER = Path(__file__).resolve().parent / "data" / "packages"
EXPECTED = FOLDER / "expected.json"
PROVINCE = Unit("27", "LĐLĐ tỉnh", Level.PROVINCE, "", "", Block.PUBLIC)
GATHERS = dataclasses.replace(unions.UPPER, upper_code=PROVINCE.code, upper_name=PROVINCE.name)
PDF = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n%%EOF\n"
)


def told(opened: VerifiedPackage) -> dict[str, Any]:
    """What of a package must read the same for ever."""
    seen = opened.verification
    lines = hashlib.sha256()
    for record in opened.records():
        lines.update(json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return {
        "kind": seen.kind,
        "unit_code": seen.unit_code,
        "recipient": seen.recipient,
        "seq": seen.seq,
        "created_at": seen.created_at,
        "records": seen.records,
        "files": {name: values["name"] for name, values in seen.header["files"].items()},
        "manifest_sha256": seen.manifest_sha256,
        "signer_code": seen.signer_code,
        "records_sha256": lines.hexdigest(),
    }


def make(folder: Path) -> dict[str, Path]:
    """A whole round between a unit, the union above it and an appraiser; every package of it by its kind."""
    unit, upper = unions.new(folder / "unit"), unions.new(folder / "upper", GATHERS)
    province = unions.new(folder / "province", PROVINCE)
    usb = folder / "usb"
    usb.mkdir()
    unions.vouch(unit, upper, folder)
    made = {"enrolment": folder / "27001-request.asice", "trust": next(folder.glob("27000_0001-*.asice"))}
    trust.write_root(upper, folder / "root.pem")
    (row, _other) = unions.recognised(unit, 2)
    proof = evidence_intake.add(unit, row, bytes_source("Biên bản nghiệm thu.pdf", PDF)).evidence
    evidence_in_packages.choose(unit, proof.id, True)
    made["submission"] = unions.send(unit, usb, plain=True).path
    taken = unions.take(upper, made["submission"], receipts_to=usb)[0]
    assert taken.receipt is not None, taken.message
    made["receipt"] = taken.receipt
    (held, other) = initiatives.page(upper, Filter())
    return_marks.mark(upper, held, "effect", "Nêu rõ số liệu đo được")
    made["return"] = _opened(return_packages.seal(upper, unions.UNIT.code, usb).path, unit, folder / "return.asice")
    awards.give(upper, other, Given("upper", "Giấy khen", "7/QĐ", date(2024, 1, 5), "Bà B"))
    sealed = award_packages.seal(upper, unions.UNIT.code, usb).path
    made["results"] = _opened(sealed, unit, folder / "results.asice")
    made["programme"] = programme_files.seal(upper, "1m-2022", usb)[0]
    wanted = Target("", "1", "grassroots", unions.UNIT.code, unions.UNIT.name, initiatives=20, document="KH 12/KH-LĐLĐ",
                    document_on=date(2022, 1, 25))  # fmt: skip
    targets.hand_down(upper, wanted)
    made["targets"] = target_packages.seal(upper, usb).path
    made |= _marked(unit, usb, folder) | {"carrier": _carried(upper, province, folder)}
    for opened in (unit, upper, province):
        opened.close()
    return made


def _carried(upper: Desk, province: Desk, folder: Path) -> Path:
    unions.vouch(upper, province, folder)
    sealed = carriers.pack(upper, carriers.plan(upper), None, step=unions.quiet)
    return _opened(sealed.kept, province, folder / "carrier.asice")


def _opened(sealed: Path, reader: Desk, target: Path) -> Path:
    """The package as it lies in what it is encrypted in for `reader`."""
    with sealed.open("rb") as file:
        target.write_bytes(crypt.opened(file, encryption.identities(reader)).read())
    return target


def _marked(unit: Desk, usb: Path, folder: Path) -> dict[str, Path]:
    ids = elsewhere.under_appraisal(unit, 1)
    asked = elsewhere.ask(unit, usb).path
    pc = Elsewhere(asked, folder / "pc")
    pc.mark(ids[0])
    return {"appraisal_request": asked, "appraisal_result": pc.send(usb)}


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if EXPECTED.exists():
        print(f"{FOLDER} is there: golden packages are never made anew", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder, expected = Path(name), {}
        for kind, path in sorted(make(folder).items()):
            (FOLDER / f"{kind}.asice").write_bytes(path.read_bytes())
            with open_verified(path, now=clock.now(), untrusted_too=True) as opened:
                expected[kind] = told(opened)
        (FOLDER / "root.pem").write_bytes((folder / "root.pem").read_bytes())
    EXPECTED.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
