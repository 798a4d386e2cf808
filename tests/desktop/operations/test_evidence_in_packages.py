"""Evidence leaves only where it was chosen, arrives as it was, and of a technology secret never leaves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from db import evidence as stored_evidence
from desktop import clock
from desktop.desk import Desk
from desktop.operations import evidence, evidence_in_packages, evidence_intake, initiatives, keys, packages
from desktop.operations.evidence_intake import bytes_source
from domain.errors import RuleError
from domain.initiative import State
from exports.package import build
from exports.package.keys import Signer
from tests.desktop.operations import unions
from tests.desktop.operations.test_evidence import PDF
from tests.desktop.operations.unions import take

EXE = b"MZ" + bytes(200)


@pytest.fixture
def unit(vouched_pair: tuple[Desk, Desk]) -> Desk:
    return vouched_pair[0]


@pytest.fixture
def upper(vouched_pair: tuple[Desk, Desk]) -> Desk:
    return vouched_pair[1]


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


def test_a_chosen_file_arrives_as_it_was_and_the_other_stays(unit: Desk, upper: Desk, usb: Path) -> None:
    row_id, (chosen, _other) = proved(unit)
    assert packages.plan(unit).files == ()
    evidence_in_packages.choose(unit, chosen, True)
    planned = packages.plan(unit)
    assert [file.id for file in planned.files] == [chosen]
    sent = packages.pack(unit, planned, usb, step=unions.quiet)
    assert names_in(sent.path) == ["data/evidence/00001.pdf"]
    (seen,) = take(upper, sent.path, dry_run=True)
    assert (seen.taken, seen.evidence) == (True, 1)
    assert upper.store.value("SELECT count(*) FROM evidence") == 0
    (done,) = take(upper, sent.path)
    assert (done.taken, done.evidence) == (True, 1)
    there = initiatives.find(upper, initiatives.get(unit, row_id).initiative.id).row_id
    (arrived,) = evidence.of_record(upper, there)
    assert (arrived.name, arrived.kind, arrived.added_by) == ("Biên bản 0.pdf", "pdf", unit.unit.name)
    assert b"".join(evidence.content(upper, arrived.id)) == PDF + b"\0"
    with pytest.raises(RuleError, match="record_of_another_unit"):
        evidence.remove(upper, arrived.id)
    told = initiatives.history(upper, initiatives.get(upper, there).initiative.id)
    assert "evidence_received" in [line["operation"] for line in told]


def test_sent_again_it_is_not_there_twice(unit: Desk, upper: Desk, usb: Path) -> None:
    _row_id, (chosen, other) = proved(unit)
    evidence_in_packages.choose(unit, chosen, True)
    take(upper, unions.send(unit, usb).path)
    evidence_in_packages.choose(unit, other, True)
    assert take(upper, unions.send(unit, usb, only="all").path)[0].evidence == 2
    assert upper.store.value("SELECT count(*) FROM evidence") == 2


def test_a_choice_made_after_the_look_does_not_slip_out(unit: Desk, usb: Path) -> None:
    _row_id, (chosen, other) = proved(unit)
    evidence_in_packages.choose(unit, chosen, True)
    planned = packages.plan(unit)
    evidence_in_packages.choose(unit, other, True)
    with pytest.raises(RuleError, match="package_plan_old"):
        packages.pack(unit, planned, usb, step=unions.quiet)


def test_of_a_technology_secret_nothing_leaves(unit: Desk, usb: Path) -> None:
    row_id, (chosen, other) = proved(unit, technology_secret=True)
    assert not evidence_in_packages.may_travel(unit, row_id)
    with pytest.raises(RuleError, match="evidence_secret_stays"):
        evidence_in_packages.choose(unit, chosen, True)
    # Chosen before it was called a secret, it stays all the same.
    with unit.store.atomic():
        stored_evidence.mark_travels(unit.store, other, True)
    sent = unions.send(unit, usb)
    assert names_in(sent.path) == []


@pytest.mark.parametrize(
    ("content", "record", "code"),
    [(EXE, "", "evidence_kind_refused"), (PDF, "somebody-else", "package_evidence_foreign")],
)
def test_evidence_that_is_not_what_it_must_be_refuses_the_whole_package(
    unit: Desk, upper: Desk, tmp_path: Path, content: bytes, record: str, code: str
) -> None:
    (item, *_rest) = packages.plan(unit, only="all").items
    key, certificate = keys.load(unit, keys.UNIT)
    files = {"data/evidence/00001.pdf": {"name": "a.pdf", "media_type": "application/pdf",
                                         "record": record or item.values["id"]}}  # fmt: skip
    header = {"kind": "submission", "unit_code": unit.unit.code, "unit_name": unit.unit.name, "recipient": "27000",
              "seq": 1, "files": files}  # fmt: skip
    forged = tmp_path / "f.asice"
    build.seal(forged, header, [item.values | {"revision": 1}], {"data/evidence/00001.pdf": content},
               Signer(key, certificate, ()), now=clock.now())  # fmt: skip
    before = unions.everything_written(upper)
    assert take(upper, forged)[0].code == code
    assert unions.everything_written(upper) == before
