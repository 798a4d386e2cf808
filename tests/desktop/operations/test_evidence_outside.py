"""Evidence that brings down whoever looks into it is refused by name, by a process of its own, and leaves nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from db import evidence as stored_evidence
from desktop.desk import Desk
from desktop.jobs import Cancelled
from desktop.operations import evidence, evidence_intake, initiatives
from desktop.operations.evidence_intake import Intake, Source, bytes_source, file_source
from domain.errors import RuleError, TroubleError
from domain.evidence import OFFICE_HEAD, ZIP_HEAD
from exports.apart import talk
from exports.package import gate
from tests.desktop.operations import unions
from tests.desktop.operations.test_evidence import PDF, record
from tests.desktop.operations.test_evidence_in_packages import forged
from tests.desktop.operations.unions import take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched
from tests.exports.package import strange_worker as strange
from tests.exports.package.test_evidence import DOCUMENT, HOSTILE, WORKBOOK


def refused(unit: Desk, row_id: int, source: Source) -> RuleError | TroubleError:
    before = unions.everything_written(unit)
    with pytest.raises((RuleError, TroubleError)) as caught:
        evidence_intake.add(unit, row_id, source)
    assert unions.everything_written(unit) == before
    assert stored_evidence.unfinished(unit.store) == []
    assert source.name in str(caught.value.facts["name"])
    return caught.value


@pytest.mark.parametrize(
    ("mark", "code"),
    [(strange.DIE, "evidence_crashed"), (strange.EAT, "evidence_too_heavy"), (strange.WRITE, "evidence_crashed"),
     (strange.CALL, "evidence_crashed"), (strange.LIE, "evidence_crashed")],
)  # fmt: skip
@pytest.mark.parametrize("head", [ZIP_HEAD, OFFICE_HEAD], ids=["zip", "old office"])
def test_a_document_that_brings_its_reader_down_is_refused_by_name(
    unit: Desk, tmp_path: Path, brittle_gate: None, head: bytes, mark: bytes, code: str
) -> None:
    row_id, file = record(unit), tmp_path / "bảng.doc"
    file.write_bytes(head + mark + bytes(2000))
    for source in (file_source(file), bytes_source("dán.doc", file.read_bytes())):
        assert refused(unit, row_id, source).code == code
    added = evidence_intake.add(unit, row_id, bytes_source("sau đó.docx", DOCUMENT))
    assert added.evidence.kind == "docx", "the next one is taken"


@pytest.mark.parametrize("mark", [strange.HANG, strange.WAIT])
def test_a_document_that_hangs_its_reader_is_given_up(
    unit: Desk, brittle_gate: None, monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    row_id = record(unit)
    with monkeypatch.context() as little:
        little.setattr(gate, "SECONDS", 0.1)
        little.setattr(talk, "_PATIENCE", 6 if mark == strange.WAIT else 600)  # the system itself counts the busy one
        assert refused(unit, row_id, bytes_source("a.xls", OFFICE_HEAD + mark)).code == "evidence_timed_out"


def test_whoever_waits_for_it_can_stop_it(unit: Desk, brittle_gate: None) -> None:
    def stop() -> None:
        raise Cancelled

    intake = Intake(record(unit), bytes_source("a.docx", ZIP_HEAD + strange.WAIT))
    with pytest.raises(Cancelled):
        intake.look(stop)
    assert gate._waiting == [], "the process has ended"


@pytest.mark.parametrize("case", HOSTILE)
def test_a_document_made_to_eat_its_reader_is_refused(unit: Desk, case: str) -> None:
    name, made = HOSTILE[case]
    assert refused(unit, record(unit), bytes_source(name, made())).code == "evidence_kind_refused"


def test_what_its_first_bytes_tell_needs_no_other_process(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    gate.end()
    monkeypatch.setattr(gate, "MODULE", "no.such.module")
    row_id = record(unit)
    assert evidence_intake.add(unit, row_id, bytes_source("a.pdf", PDF)).evidence.kind == "pdf"
    assert refused(unit, row_id, bytes_source("a.exe", b"MZ\x90")).code == "evidence_kind_refused"
    trouble = refused(unit, row_id, bytes_source("a.docx", DOCUMENT))
    assert (trouble.code, isinstance(trouble, TroubleError) and trouble.again) == ("reader_missing", True)
    gate.end()


def test_a_large_document_comes_out_as_it_went_in(unit: Desk, tmp_path: Path) -> None:
    """Most of it nobody looks into: its list stands at the end."""
    file = tmp_path / "lớn.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/media/phim.bin", bytes(range(256)) * 12_000)
        archive.writestr("word/document.xml", "x")
    row_id = record(unit)
    for source in (file_source(file), bytes_source("b.xls", WORKBOOK)):
        found = evidence_intake.add(unit, row_id, source).evidence
        with source.open() as content:
            assert b"".join(evidence.content(unit, found.id)) == content.read()
    assert set(gate._known[str(file)].hashes) == {0, file.stat().st_size // gate.BLOCK_BYTES}


def test_a_stick_that_hands_out_another_file_the_second_time_is_found_out(unit: Desk) -> None:
    given = iter([DOCUMENT, ZIP_HEAD + b"other" + DOCUMENT[9:]])
    assert refused(unit, record(unit), Source("a.docx", lambda: io.BytesIO(next(given)))).code == "package_exchanged"


class Changing(io.FileIO):
    """Changes a byte in the middle of itself once somebody has read its end."""

    def __init__(self, path: Path, at: int) -> None:
        super().__init__(path, "rb")
        self._path, self._at, self._size = path, at, path.stat().st_size

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        if self.tell() == self._size:
            with self._path.open("r+b") as file:
                file.seek(self._at)
                file.write(b"\xff\xff\xff")
        return found


@pytest.mark.parametrize("at", [500, -60], ids=["before the end", "its list"])
def test_what_was_looked_into_is_what_is_kept(unit: Desk, tmp_path: Path, at: int) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(DOCUMENT)
    source = Source("a.docx", lambda: cast(BinaryIO, Changing(file, at % len(DOCUMENT))), path=file)
    assert refused(unit, record(unit), source).code == "package_exchanged"


def test_a_file_that_grows_shorter_meanwhile_is_no_whole_file(unit: Desk, tmp_path: Path) -> None:
    file = tmp_path / "ngắn.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", bytes(2 << 20))
    intake = Intake(record(unit), file_source(file))
    intake.look()
    intake.begin(unit)
    with file.open("r+b") as cut:
        cut.truncate(1 << 20)
    with pytest.raises(TroubleError, match="package_exchanged"):
        while intake.step(unit):
            pass
    intake.abandon(unit)
    assert stored_evidence.unfinished(unit.store) == []


@pytest.mark.parametrize(("mark", "code"), [(strange.DIE, "package_crashed"), (strange.EAT, "package_too_heavy")])
def test_in_a_package_it_is_looked_into_before_anybody_here_does(
    vouched: Desk, upper: Desk, usb: Path, brittle_gate: None, mark: bytes, code: str
) -> None:
    files = {f"data/evidence/0000{n}.doc": (f"{n}.doc", WORKBOOK + bytes([n])) for n in range(3)}
    bad = files | {"data/evidence/00009.doc": ("bẫy.doc", OFFICE_HEAD + mark + bytes(900))}
    before = unions.everything_written(upper)
    (seen,) = take(upper, forged(vouched, usb, bad))
    assert (seen.verdict, seen.code, seen.taken) == ("unreadable", code, False)
    assert "«f.asice»" in seen.message
    assert unions.everything_written(upper) == before
    good = forged(vouched, usb, files)
    gate.end()
    (done,) = take(upper, good)
    assert (done.taken, done.evidence) == (True, 3)


def test_one_process_looks_into_all_evidence_of_a_package(
    vouched: Desk, upper: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.end()
    started, start = [], gate._started
    monkeypatch.setattr(gate, "_started", lambda task=gate.PACKAGE: started.append(1) or start(task))
    files = {f"data/evidence/000{n:02}.docx": (f"{n}.docx", DOCUMENT + bytes([n])) for n in range(20)}
    (done,) = take(upper, forged(vouched, usb, files))
    assert (done.taken, done.evidence, len(started)) == (True, 20, 1)
    row_id = initiatives.find(upper, upper.store.value("SELECT public_id FROM initiative")).row_id
    assert {one.kind for one in evidence.of_record(upper, row_id)} == {"docx"}


def test_a_process_started_for_evidence_reads_packages_as_well(
    vouched: Desk, upper: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.end()
    evidence_intake.add(vouched, record(vouched), bytes_source("a.docx", DOCUMENT))
    monkeypatch.setattr(gate, "MODULE", "no.such.module")
    (done,) = take(upper, forged(vouched, usb, {"data/evidence/00001.pdf": ("a.pdf", PDF)}))
    assert (done.taken, done.evidence) == (True, 1)


@pytest.mark.parametrize("case", HOSTILE)
def test_in_a_package_what_is_made_to_eat_its_reader_refuses_the_package(
    vouched: Desk, upper: Desk, usb: Path, case: str
) -> None:
    name, made = HOSTILE[case]
    before = unions.everything_written(upper)
    (seen,) = take(upper, forged(vouched, usb, {"data/evidence/00001.doc": (name, made())}))
    assert (seen.taken, seen.code) == (False, "evidence_kind_refused")
    assert unions.everything_written(upper) == before
