"""After a day's work no file of the register, of the temporary folder or of the settings tells a word of any record."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import crash
from desktop.desk import Desk, open_desk
from desktop.operations import (
    data_requests,
    evidence,
    evidence_intake,
    housekeeping,
    initiatives,
    journal,
    keys,
    packages,
    people,
    programmes,
    receiving,
    reports,
    saved_filters,
    sending,
    users,
)
from desktop.operations.initiatives import Filter
from desktop.settings import config_dir
from domain.initiative import State
from tests.desktop.operations import unions

PASSPHRASE, UPPERS = "bốn con trâu đen", "ba cây tre xanh"
MARKERS = {
    "title": "Giátreokimqzx", "summary": "Tómtắtqzx", "name": "Đoànviênqzx", "phone": "0987123654",
    "evidence": "Minhchứngqzx", "reason": "Lýdoqzx", "draft": "Chữđanggõqzx",
}  # fmt: skip


def needles() -> dict[str, bytes]:
    return {
        f"{name} in {code}": word.encode(code)
        for name, word in MARKERS.items()
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    }


def inside(content: bytes) -> Iterator[bytes]:
    """The bytes as they lie there, and what is packed in them: deflate is no secret."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            yield from (opened.read(name) for name in opened.namelist())
    for raw in (15, -15):
        try:
            yield zlib.decompressobj(raw).decompress(content)
        except zlib.error:
            continue


def told_by(folder: Path) -> list[str]:
    """Which files of a folder tell which marker."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        for content in inside(file.read_bytes()):
            found += [f"{file.name}: {name}" for name, word in needles().items() if word in content]
    return found


def day(unit: Desk, work: Path) -> None:
    """A day: typing, evidence, papers, a package for the upper union, a second user, deleting, a crash."""
    values = unions.sample()[0] | {"title": MARKERS["title"], "summary": MARKERS["summary"] + " " * 3 + "x" * 30}
    values["authors"] = [values["authors"][0] | {"full_name": MARKERS["name"], "phone": MARKERS["phone"]}]
    saved = initiatives.enter(unit, values)
    proof = work / "minh chứng.pdf"
    proof.write_bytes(b"%PDF-1.4\n" + MARKERS["evidence"].encode() + b"\n%%EOF\n")
    evidence_intake.add(unit, saved.stored.row_id, evidence_intake.file_source(proof))
    people.gather(unit)
    saved_filters.keep(unit, "của tôi", Filter(programme=programmes.current(unit).id))
    data_requests.keep_draft(unit, {"what": MARKERS["draft"]})
    assert initiatives.move(unit, [saved.stored.row_id], State.RECOGNISED, unions.PAPER).refused == {}
    reports.write(unit, "summary_table", work / "bảng.xlsx", step=unions.quiet)
    unions.send(unit, work)
    users.add(unit, "Văn thư", ["clerk"], "năm con ngựa trắng")
    users.remove(unit, "Văn thư", MARKERS["reason"])
    draft = initiatives.enter(unit, {"title": MARKERS["draft"]})
    initiatives.delete(unit, [draft.stored.row_id])
    assert evidence.of_record(unit, saved.stored.row_id) != []
    assert journal.verify(unit).broken == ()
    housekeeping.tidy(unit)
    try:
        raise RuntimeError(MARKERS["title"])
    except RuntimeError as error:
        crash.report(error)


def test_a_days_work_leaves_nothing_in_the_clear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary, work = tmp_path / "temp", tmp_path / "usb"
    for folder in (temporary, work):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    unit = unions.new(tmp_path / "unit", passphrase=PASSPHRASE)
    upper = unions.new(tmp_path / "upper", unions.UPPER, passphrase=UPPERS)
    keys.new(unit)
    day(unit, work)
    taken = receiving.receive(upper, sorted(work.glob("*.asice")), receipts_to=None, step=unions.quiet)
    assert taken[0] != []
    # While the registers are still open: what is in the log of the store counts as well.
    assert told_by(temporary) == []
    assert [one for one in told_by(unit.home) if ".asice:" not in one] == []
    unit.close()
    upper.close()
    assert told_by(work) != [], "the search finds what it is to find where it may stand"
    for folder in (tmp_path / "unit", tmp_path / "upper", temporary, config_dir()):
        assert told_by(folder) == [], folder.name
    again = open_desk(tmp_path / "unit", PASSPHRASE)
    assert sending.rows(again) != [] and packages.sent(again) != []
    again.close()
