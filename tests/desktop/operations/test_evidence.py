"""Evidence goes into the store whole, encrypted, once; comes out the same; and is never lost."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from db import evidence as stored_evidence
from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import (
    evidence,
    evidence_intake,
    evidence_limits,
    evidence_pictures,
    housekeeping,
    initiatives,
    recovery,
    registers,
)
from desktop.operations.evidence_intake import Intake, Source, bytes_source, file_source
from desktop.operations.evidence_limits import Limits
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from tests.desktop.cli.commands import Shell
from tests.desktop.test_pictures import noisy
from tests.ui.registers import UNIT, USER

PDF = b"%PDF-1.4\n" + "Biên bản nghiệm thu\n".encode() * 20_000


def record(unit: Desk, title: str = "Kệ") -> int:
    return initiatives.new(unit, {"title": title}).stored.row_id


def read(unit: Desk, evidence_id: int) -> bytes:
    return b"".join(evidence.content(unit, evidence_id))


def test_a_file_comes_out_as_it_went_in(unit: Desk, tmp_path: Path) -> None:
    row_id, path = record(unit), tmp_path / "Biên bản.pdf"
    path.write_bytes(PDF)
    added = evidence_intake.add(unit, row_id, file_source(path))
    [found] = evidence.of_record(unit, row_id)
    assert (found, added.known, added.elsewhere) == (added.evidence, False, ())
    assert (found.name, found.kind, found.size_bytes) == ("Biên bản.pdf", "pdf", len(PDF))
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert read(unit, found.id) == PDF
    target = evidence.save(unit, found.id, tmp_path / "bản sao.pdf")
    assert target.read_bytes() == PDF
    with pytest.raises(RuleError, match="evidence_target_exists"):
        evidence.save(unit, found.id, target)
    line = initiatives.history(unit, initiatives.get(unit, row_id).initiative.id)[0]
    assert (line["operation"], "Biên bản.pdf" in line["detail"]) == ("evidence_added", True)


def test_no_word_of_it_stands_in_the_clear_on_the_disk(tmp_path: Path) -> None:
    registers.create(tmp_path / "home", UNIT, USER, "mưa thuận gió hòa")
    opened = desk.open_desk(tmp_path / "home", "mưa thuận gió hòa")
    row_id = record(opened)
    added = evidence_intake.add(opened, row_id, bytes_source("bí mật.pdf", PDF))
    for file in (tmp_path / "home").iterdir():
        assert PDF[:60] not in file.read_bytes()
    assert read(opened, added.evidence.id) == PDF
    opened.close()


def test_the_same_file_is_noticed_here_and_elsewhere(unit: Desk) -> None:
    first, second = record(unit, "Kệ"), record(unit, "Giá")
    one = evidence_intake.add(unit, first, bytes_source("a.pdf", PDF))
    again = evidence_intake.add(unit, first, bytes_source("tên khác.pdf", PDF))
    assert (again.known, again.evidence) == (True, one.evidence)
    assert len(evidence.of_record(unit, first)) == 1
    other = evidence_intake.add(unit, second, bytes_source("a.pdf", PDF))
    assert (other.known, other.elsewhere) == (False, (initiatives.get(unit, first).initiative.number,))
    pieces = unit.store.value("SELECT count(DISTINCT evidence_id) FROM evidence_piece")
    assert pieces == 2


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.pdf", b"", "evidence_empty"), ("a.pdf", b"MZ\x90 this is a program", "evidence_kind_refused"),
     ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), "evidence_kind_refused"),
     ("a.xlsx", zipped("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), "evidence_kind_refused"),
     ("a.xlsx", zipped("xl/workbook.xml", "xl/intlMacrosheets/sheet1.xml"), "evidence_kind_refused"),
     ("a.docx", zipped("a/b.txt"), "evidence_kind_refused"), ("a.docx", b"PK\x03\x04 torn", "evidence_kind_refused")],
)  # fmt: skip
def test_what_is_not_taken_leaves_nothing_behind(unit: Desk, name: str, content: bytes, code: str) -> None:
    row_id = record(unit)
    with pytest.raises(RuleError, match=code):
        evidence_intake.add(unit, row_id, bytes_source(name, content))
    assert evidence.of_record(unit, row_id) == []
    assert stored_evidence.unfinished(unit.store) == []


def test_office_files_without_macros_are_taken(unit: Desk) -> None:
    row_id = record(unit)
    for code, inside in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
        added = evidence_intake.add(unit, row_id, bytes_source("bảng", zipped("[Content_Types].xml", inside)))
        assert (added.evidence.kind, added.evidence.name) == (code, f"bảng.{code}")


class Endless(io.RawIOBase):
    """A PDF of a given length that is made while it is read."""

    def __init__(self, length: int) -> None:
        self.length, self.at = length, 0

    def seek(self, to: int, whence: int = 0) -> int:
        self.at = self.length + to if whence == io.SEEK_END else to
        return self.at

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.length - self.at)
        piece = (b"%PDF-1.4" if self.at == 0 else b"").ljust(size, b"x")[:size]
        self.at += size
        return piece


def endless(length: int) -> Source:
    def opened() -> BinaryIO:
        return Endless(length)  # type: ignore[return-value]

    return Source("to.pdf", opened)


def test_a_large_file_is_never_whole_in_memory(unit: Desk) -> None:
    row_id = record(unit)
    tracemalloc.start()
    try:
        added = evidence_intake.add(unit, row_id, endless(40 << 20))
        total = sum(len(piece) for piece in evidence.content(unit, added.evidence.id))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert total == 40 << 20
    assert peak < 8 << 20


def test_too_large_a_file_and_too_full_a_record_are_refused_as_the_register_says(unit: Desk) -> None:
    row_id = record(unit)
    with pytest.raises(RuleError, match="evidence_too_large"):
        evidence_intake.add(unit, row_id, endless((100 << 20) + 1))
    evidence_limits.put(unit, Limits(file_mb=2, record_mb=3))
    with pytest.raises(RuleError, match="evidence_too_large") as refused:
        evidence_intake.add(unit, row_id, endless((2 << 20) + 1))
    assert refused.value.facts["limit"] == "2 MB"
    evidence_intake.add(unit, row_id, endless(2 << 20))
    with pytest.raises(RuleError, match="evidence_record_full"):
        evidence_intake.add(unit, row_id, endless((1 << 20) + 1))
    evidence_limits.put(unit, Limits(file_mb=2, record_mb=4))
    evidence_intake.add(unit, row_id, endless((1 << 20) + 1))


def test_limits_that_make_no_sense_are_refused_each_at_its_place(unit: Desk) -> None:
    with pytest.raises(RuleError, match="evidence_limits_wrong") as refused:
        evidence_limits.put(unit, Limits(file_mb=0, record_mb=300, kept_days=4000))
    assert [(one.code, one.field) for one in refused.value.problems] == [
        ("evidence_limit_outside", "file_mb"),
        ("evidence_limit_outside", "kept_days"),
    ]
    with pytest.raises(RuleError, match="evidence_limits_wrong") as refused:
        evidence_limits.put(unit, Limits(file_mb=50, record_mb=49))
    assert [one.code for one in refused.value.problems] == ["evidence_limit_below_file"]
    assert evidence_limits.get(unit) == Limits()


def test_what_was_removed_long_ago_makes_room_and_is_still_told_of(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    row_id = record(unit)
    old, young, kept = (evidence_intake.add(unit, row_id, endless((9 << 20) + n)).evidence for n in range(3))
    evidence.remove(unit, old.id)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=60))
    monkeypatch.setattr(clock, "stamp", lambda: clock.stamp_of(now + timedelta(days=60)))
    evidence.remove(unit, young.id)
    assert not evidence_limits.free(unit)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=91))
    pieces = unit.store.value("SELECT count(*) FROM evidence_piece")
    assert evidence_limits.free(unit)
    assert [one.id for one in evidence.removed(unit, row_id)] == [young.id]
    with pytest.raises(RuleError, match="evidence_unknown"):
        evidence.restore(unit, old.id)
    steps = 0
    while evidence_limits.free(unit):
        steps += 1
    assert steps == 3  # nine megabytes and a little, four at a time
    assert unit.store.value("SELECT count(*) FROM evidence_piece") == pieces - 36
    assert sum(len(piece) for piece in evidence.content(unit, kept.id)) == kept.size_bytes
    (line,) = [line for line in initiatives.history(unit, initiatives.get(unit, row_id).initiative.id)
               if line["operation"] == "evidence_freed"]  # fmt: skip
    assert old.sha256 in line["detail"]
    evidence.restore(unit, young.id)


def test_the_window_frees_room_while_nobody_types(unit: Desk) -> None:
    row_id = record(unit)
    found = evidence_intake.add(unit, row_id, bytes_source("a.pdf", PDF)).evidence
    evidence.remove(unit, found.id)
    with unit.store.atomic():
        unit.store.execute("UPDATE evidence SET removed_at = '2020-01-01T00:00:00.000Z'")
    while housekeeping.tidy(unit):
        pass
    assert unit.store.value("SELECT count(*) FROM evidence") == 0


def test_a_file_cut_off_half_way_is_swept_away_at_the_next_start(unit: Desk) -> None:
    row_id = record(unit)
    intake = Intake(row_id, endless(12 << 20))
    intake.look()
    intake.begin(unit)
    assert intake.step(unit)
    assert evidence.of_record(unit, row_id) == []
    assert evidence.removed(unit, row_id) == []
    recovery.settle(unit)
    assert stored_evidence.unfinished(unit.store) == []
    assert unit.store.value("SELECT count(*) FROM evidence_piece") == 0


def test_a_scanner_that_goes_away_is_the_worlds_doing(unit: Desk, tmp_path: Path) -> None:
    row_id = record(unit)
    with pytest.raises(TroubleError, match="evidence_unreadable"):
        evidence_intake.add(unit, row_id, file_source(tmp_path / "gone.pdf"))


def test_what_was_removed_comes_back_and_order_is_kept(unit: Desk) -> None:
    row_id = record(unit)
    ids = [evidence_intake.add(unit, row_id, bytes_source(f"{n}.pdf", PDF + str(n).encode())).evidence.id
           for n in range(3)]  # fmt: skip
    evidence.put_in_order(unit, row_id, [ids[2], ids[0], ids[1]])
    assert [one.name for one in evidence.of_record(unit, row_id)] == ["2.pdf", "0.pdf", "1.pdf"]
    evidence.remove(unit, ids[0])
    assert [one.name for one in evidence.of_record(unit, row_id)] == ["2.pdf", "1.pdf"]
    assert [one.name for one in evidence.removed(unit, row_id)] == ["0.pdf"]
    with pytest.raises(RuleError, match="evidence_order_old"):
        evidence.put_in_order(unit, row_id, ids)
    evidence.restore(unit, ids[0])
    assert [one.name for one in evidence.of_record(unit, row_id)] == ["2.pdf", "0.pdf", "1.pdf"]


def test_while_it_is_marked_nobody_changes_the_evidence(unit: Desk, tmp_path: Path) -> None:
    row_id = record(unit)
    found = evidence_intake.add(unit, row_id, bytes_source("a.pdf", PDF)).evidence
    with unit.store.atomic():
        unit.store.execute("UPDATE initiative SET state = ? WHERE id = ?", [State.UNDER_APPRAISAL, row_id])
    for change in (lambda: evidence_intake.add(unit, row_id, bytes_source("b.pdf", PDF)),
                   lambda: evidence.remove(unit, found.id)):  # fmt: skip
        with pytest.raises(RuleError, match="record_locked"):
            change()
    assert evidence.save(unit, found.id, tmp_path / "a.pdf").read_bytes() == PDF


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("1A", "Đơn vị")
    opened = desk.open_desk(shell.home, None)
    number = initiatives.new(opened, {"title": "Kệ"}).stored.initiative.number
    other = initiatives.new(opened, {"title": "Giá"}).stored.initiative.number
    opened.close()
    file = tmp_path / "biên bản.pdf"
    file.write_bytes(PDF)
    [added] = shell.ok("evidence", "add", number, file)["added"]
    assert (added["name"], added["media_type"], added["known"]) == ("biên bản.pdf", "application/pdf", False)
    assert [one["id"] for one in shell.ok("evidence", "list", number)["evidence"]] == [added["id"]]
    target = tmp_path / "ra.pdf"
    assert shell.ok("evidence", "save", number, added["id"], "--to", target)["path"] == str(target)
    assert target.read_bytes() == PDF
    assert shell.call("evidence", "save", other, added["id"], "--to", tmp_path / "x")[1]["error"] == "evidence_unknown"
    shell.ok("evidence", "remove", number, added["id"])
    assert shell.ok("evidence", "list", number)["evidence"] == []
    assert len(shell.ok("evidence", "list", number, "--removed")["evidence"]) == 1
    shell.ok("evidence", "restore", number, added["id"])
    assert len(shell.ok("evidence", "list", number)["evidence"]) == 1


def test_a_large_picture_made_smaller_keeps_its_place_and_tells_its_first_size(unit: Desk, qapp: object) -> None:
    large = noisy(2600, 1400)
    row_id = record(unit)
    ids = [evidence_intake.add(unit, row_id, bytes_source(name, content)).evidence.id
           for name, content in (("a.pdf", PDF), ("ảnh.jpg", large), ("c.pdf", PDF + b"c"))]  # fmt: skip
    assert [evidence_pictures.may_shrink(one) for one in evidence.of_record(unit, row_id)] == [False, True, False]
    added = evidence_pictures.put_smaller(unit, ids[1], evidence_pictures.smaller(unit, ids[1]))
    found = evidence.of_record(unit, row_id)
    assert [one.id for one in found] == [ids[0], added.evidence.id, ids[2]]
    assert (found[1].name, found[1].original_bytes) == ("ảnh.jpg", len(large))
    assert found[1].size_bytes < len(large)
    [gone] = evidence.removed(unit, row_id)
    assert gone.id == ids[1]
    with pytest.raises(RuleError, match="evidence_not_smaller"):
        evidence_pictures.smaller(unit, evidence_intake.add(
            unit, row_id, bytes_source("nhỏ.jpg", noisy(40, 40, quality=10))).evidence.id)  # fmt: skip
