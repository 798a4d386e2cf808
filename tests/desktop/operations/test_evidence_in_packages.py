"""Evidence leaves only where it was chosen, arrives as it was, and of a technology secret never leaves."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from db import evidence as stored_evidence
from desktop import clock
from desktop.desk import Desk
from desktop.operations import (
    evidence,
    evidence_in_packages,
    evidence_intake,
    evidence_limits,
    initiatives,
    keys,
    packages,
)
from desktop.operations.evidence_intake import bytes_source
from domain.errors import RuleError
from domain.evidence import Limits
from domain.initiative import SECRET_WITHHOLDS, State
from exports.package import build
from exports.package.keys import Signer
from tests.desktop.operations import unions
from tests.desktop.operations.test_evidence import PDF
from tests.desktop.operations.unions import take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched

EXE = b"MZ" + bytes(200)


def proved(unit: Desk, **words: object) -> tuple[int, list[int]]:
    """A recognised record with two files, the first chosen to leave."""
    values = unions.sample()[4] | {"title": "Kệ có minh chứng"}
    row_id = initiatives.enter(unit, values).stored.row_id
    files = [evidence_intake.add(unit, row_id, bytes_source(f"Biên bản {n}.pdf", PDF + bytes([n]))).evidence.id
             for n in range(2)]  # fmt: skip
    initiatives.type_in(unit, row_id, words)
    assert initiatives.move(unit, [row_id], State.RECOGNISED, unions.PAPER).refused == {}
    return row_id, files


def names_in(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        return [name for name in archive.namelist() if name.startswith("data/evidence/")]


def test_a_chosen_file_arrives_as_it_was_and_the_other_stays(vouched: Desk, upper: Desk, usb: Path) -> None:
    row_id, (chosen, _other) = proved(vouched)
    assert packages.plan(vouched).files == ()
    evidence_in_packages.choose(vouched, chosen, True)
    planned = packages.plan(vouched)
    assert [file.id for file in planned.files] == [chosen]
    sent = packages.pack(vouched, dataclasses.replace(planned, readers=()), usb, step=unions.quiet)
    assert names_in(sent.path) == ["data/evidence/00001.pdf"]
    (seen,) = take(upper, sent.path, dry_run=True)
    assert (seen.taken, seen.evidence) == (True, 1)
    assert upper.store.value("SELECT count(*) FROM evidence") == 0
    (done,) = take(upper, sent.path)
    assert (done.taken, done.evidence) == (True, 1)
    there = initiatives.find(upper, initiatives.get(vouched, row_id).initiative.id).row_id
    (arrived,) = evidence.of_record(upper, there)
    assert (arrived.name, arrived.kind, arrived.added_by) == ("Biên bản 0.pdf", "pdf", vouched.unit.name)
    assert b"".join(evidence.content(upper, arrived.id)) == PDF + b"\0"
    with pytest.raises(RuleError, match="record_of_another_unit"):
        evidence.remove(upper, arrived.id)
    told = initiatives.history(upper, initiatives.get(upper, there).initiative.id)
    assert "evidence_received" in [line["operation"] for line in told]


def test_sent_again_it_is_not_there_twice(vouched: Desk, upper: Desk, usb: Path) -> None:
    _row_id, (chosen, other) = proved(vouched)
    evidence_in_packages.choose(vouched, chosen, True)
    take(upper, unions.send(vouched, usb).path)
    evidence_in_packages.choose(vouched, other, True)
    assert take(upper, unions.send(vouched, usb, only="all").path)[0].evidence == 2
    assert upper.store.value("SELECT count(*) FROM evidence") == 2


def test_a_choice_made_after_the_look_does_not_slip_out(vouched: Desk, usb: Path) -> None:
    _row_id, (chosen, other) = proved(vouched)
    evidence_in_packages.choose(vouched, chosen, True)
    planned = packages.plan(vouched)
    evidence_in_packages.choose(vouched, other, True)
    with pytest.raises(RuleError, match="package_plan_old"):
        packages.pack(vouched, planned, usb, step=unions.quiet)


def test_of_a_technology_secret_nothing_leaves(vouched: Desk, usb: Path) -> None:
    row_id, (chosen, other) = proved(vouched, technology_secret=True)
    assert not evidence_in_packages.may_travel(vouched, row_id)
    with pytest.raises(RuleError, match="evidence_secret_stays"):
        evidence_in_packages.choose(vouched, chosen, True)
    # Chosen before it was called a secret, it stays all the same.
    with vouched.store.atomic():
        stored_evidence.mark_travels(vouched.store, other, True)
    sent = unions.send(vouched, usb, plain=True)
    assert names_in(sent.path) == []


def forged(unit: Desk, folder: Path, files: dict[str, tuple[str, bytes]], **told: Any) -> Path:
    """A package with `files` (name and content by entry) of one record, as some other program would seal it."""
    (item, *_rest) = packages.plan(unit, only="all").items
    key, certificate = keys.load(unit, keys.UNIT)
    record = told.pop("record", item.values["id"])
    named = {entry: {"name": name, "media_type": "application/pdf", "record": record}
             for entry, (name, _content) in files.items()}  # fmt: skip
    header = {"kind": "submission", "unit_code": unit.unit.code, "unit_name": unit.unit.name, "recipient": "27000",
              "seq": told.pop("seq", 1), "files": named}  # fmt: skip
    made = folder / "f.asice"
    build.seal(made, header, [item.values | {"revision": 1} | told], {entry: one[1] for entry, one in files.items()},
               Signer(key, certificate, ()), now=clock.now())  # fmt: skip
    return made


XLSM = io.BytesIO()
with zipfile.ZipFile(XLSM, "w") as _archive:
    _archive.writestr("xl/workbook.xml", "<workbook/>")
    _archive.writestr("xl/vbaProject.bin", "x")


@pytest.mark.parametrize(
    ("content", "told", "code"),
    [
        (EXE, {}, "evidence_kind_refused"),
        (b"", {}, "evidence_kind_refused"),
        (XLSM.getvalue(), {}, "evidence_kind_refused"),
        (b"#!/bin/sh\n%PDF-1.4", {}, "evidence_kind_refused"),
        (PDF, {"record": "somebody-else"}, "package_evidence_foreign"),
        (PDF, {"technology_secret": True, **dict.fromkeys(SECRET_WITHHOLDS, "")}, "package_evidence_secret"),
        (PDF + bytes(1 << 20), {}, "package_evidence_large"),
    ],
    ids=["program", "empty", "macros", "script", "foreign", "secret", "large"],
)
def test_evidence_that_is_not_what_it_must_be_refuses_the_whole_package(
    vouched: Desk, upper: Desk, tmp_path: Path, content: bytes, told: dict[str, Any], code: str
) -> None:
    evidence_limits.put(upper, Limits(file_mb=1, record_mb=1))
    path = forged(vouched, tmp_path, {"data/evidence/00001.pdf": ("a.pdf", content)}, **told)
    before = unions.everything_written(upper)
    (seen,) = take(upper, path)
    assert (seen.taken, seen.code) == (False, code)
    assert seen.message not in ("", code)
    assert unions.everything_written(upper) == before


def test_many_small_files_fill_a_record_no_further_than_its_limit(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    evidence_limits.put(upper, Limits(file_mb=1, record_mb=1))
    half = {f"data/evidence/0000{n}.pdf": (f"{n}.pdf", PDF + bytes([n]) * (100 << 10)) for n in range(2)}
    assert take(upper, forged(vouched, tmp_path, half))[0].code == "package_evidence_large"
    (first,) = list(half.items())[:1]
    assert take(upper, forged(vouched, tmp_path, dict([first])))[0].taken
    assert take(upper, forged(vouched, tmp_path, dict([first]), seq=2))[0].taken, "the same again takes no room"
    assert take(upper, forged(vouched, tmp_path, half, seq=3))[0].code == "package_evidence_large"
    assert upper.store.value("SELECT count(*) FROM evidence") == 1


def test_names_that_lead_elsewhere_become_plain_ones(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    names = ("../../.ssh/khóa.pdf", "C:\\Windows\\con.pdf", "hóa đơn\u202efdp.exe", "con", "a" * 290 + ".pdf")
    files = {f"data/evidence/0000{n}.pdf": (name, PDF + bytes([n])) for n, name in enumerate(names)}
    assert take(upper, forged(vouched, tmp_path, files))[0].evidence == len(names)
    told = upper.store.column("SELECT name FROM evidence ORDER BY id")
    assert all(name.endswith(".pdf") and not set(name) & set("/\\:\u202e") and len(name) < 130 for name in told), told
    assert {name.partition(".")[0] for name in told}.isdisjoint({"con", ""})
