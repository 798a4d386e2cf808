"""A package appears whole or not at all, and the same input gives the same bytes."""

from __future__ import annotations

import errno
import hashlib
import json
import random
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleError, TroubleError
from exports.package.build import seal
from exports.package.layout import SHARD_RECORDS, entry_for, file_name
from exports.package.spool import shards
from exports.package.verify import open_verified, verify
from tests.exports.package.union import NOW, A, Union, header, package, record


class Unsigned:
    """Signs nothing, always in the same way."""

    def sign(self, content: bytes, now: datetime) -> bytes:
        return b"signature"


class Broken(Mapping[str, bytes]):
    """Files for people of which the second cannot be read."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __iter__(self) -> Iterator[str]:
        return iter(("data/a.txt", "data/b.txt"))

    def __len__(self) -> int:
        return 2

    def __getitem__(self, name: str) -> bytes:
        if name == "data/b.txt":
            raise self.error
        return b"a" * 100_000


def test_same_in_same_out(tmp_path: Path) -> None:
    made = [package(tmp_path / f"{number}.asice", Unsigned(), records=20).path.read_bytes() for number in range(2)]
    turned = header()
    turned = dict(reversed(turned.items()))
    people = {"data/evidence/00001.txt": "minh chứng ".encode() * 20}
    records = [dict(reversed(record(number).items())) for number in range(20)]
    random.Random(1).shuffle(records)
    seal(tmp_path / "3.asice", turned, records, people, Unsigned(), now=NOW)
    assert made[0] == made[1] == (tmp_path / "3.asice").read_bytes()
    told = package(tmp_path / "4.asice", Unsigned(), records=20)
    assert told.file_sha256 == hashlib.sha256(made[0]).hexdigest()
    assert told.size_bytes == len(made[0])


def test_only_the_signature_differs_with_a_key(union: Union, tmp_path: Path) -> None:
    paths = [package(tmp_path / f"{number}.asice", union.signers[A]).path for number in range(2)]
    first, second = ({name: ZipFile(path).read(name) for name in ZipFile(path).namelist()} for path in paths)
    assert {name for name in first if first[name] != second[name]} == {"META-INF/signature001.p7s"}


def test_many_records_in_any_order(union: Union, tmp_path: Path) -> None:
    numbers = list(range(2 * SHARD_RECORDS + 7))
    random.Random(2).shuffle(numbers)
    result = seal(tmp_path / "p.asice", header(), map(record, numbers), {}, union.signers[A], now=NOW)
    assert result.records == len(numbers)
    with open_verified(result.path, root_pem=union.root, now=NOW) as opened:
        told = opened.verification.header["records"]
        assert [part["count"] for part in told] == [SHARD_RECORDS, SHARD_RECORDS, 7]
        assert list(opened.records()) == [record(number) for number in sorted(numbers)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text("abcđế😀", min_size=1, max_size=4), unique=True))
def test_ids_are_ordered_by_code_point(ids: list[str]) -> None:
    with tempfile.TemporaryFile() as aside:
        found = list(shards(({"id": name, "revision": 0} for name in ids), aside))
    assert sum(count for count, _ in found) == len(ids)


def test_runs_that_overlap_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.package.spool.SHARD_RECORDS", 4)
    numbers = list(range(30))
    random.Random(3).shuffle(numbers)
    target = seal(tmp_path / "p.asice", header(), map(record, numbers), {}, Unsigned(), now=NOW).path
    with ZipFile(target) as archive:
        names = [name for name in archive.namelist() if name.startswith("data/records/")]
        read = [json.loads(line)["id"] for name in names for line in archive.read(name).splitlines()]
    assert len(names) == 8
    assert read == [record(number)["id"] for number in range(30)]


def test_what_is_reported(union: Union, tmp_path: Path) -> None:
    result = package(tmp_path / "p.asice", union.signers[A], records=3)
    verification = verify(result.path, now=NOW)
    assert (result.records, result.files, result.size_bytes) == (3, 1, result.path.stat().st_size)
    assert verification.manifest_sha256 == result.manifest_sha256
    told = verification.header
    assert told["files"] == {"data/evidence/00001.txt": {"name": "00001.txt", "media_type": "text/plain"}}
    assert (told["created_at"], told["min_reader"], told["trust_version"]) == ("2026-11-20T03:00:00Z", 1, 0)


def test_display_names_travel(union: Union, tmp_path: Path) -> None:
    entry = entry_for("evidence", 1, "Quyết định số 12 (bản chính).PDF")
    assert entry == "data/evidence/00001.pdf"
    named = {entry: {"name": "Quyết định số 12 (bản chính).PDF", "media_type": "application/pdf"}}
    other = {"data/gone.pdf": {"name": "x", "media_type": "y"}}
    path = package(tmp_path / "p.asice", union.signers[A], people={entry: b"%PDF"}, files=named | other).path
    assert verify(path, now=NOW).header["files"] == named
    assert entry_for("evidence", 2, "không đuôi") == "data/evidence/00002"
    assert entry_for("evidence", 3, "tệp.đuôi lạ") == "data/evidence/00003"
    assert file_name("27001", 7) == "27001_000007.asice"


def test_no_records_at_all(union: Union, tmp_path: Path) -> None:
    path = package(tmp_path / "p.asice", union.signers[A], records=0, people={}).path
    assert verify(path, root_pem=union.root, now=NOW).verdict == "valid"
    assert verify(path, now=NOW).records == 0


def test_what_compresses_too_well_is_stored(union: Union, tmp_path: Path) -> None:
    people = {"data/zeros.txt": bytes(3 << 20), "data/noise.bin": random.Random(4).randbytes(5000)}
    path = package(tmp_path / "p.asice", union.signers[A], people=people).path
    assert verify(path, root_pem=union.root, now=NOW).verdict == "valid"
    with ZipFile(path) as archive:
        methods = {info.filename: info.compress_type for info in archive.infolist()}
    assert methods["data/zeros.txt"] == methods["data/noise.bin"] == ZIP_STORED
    assert methods["data/records/00001.jsonl"] == ZIP_DEFLATED


BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "unit code": ("header_invalid", {"unit_code": "27/01"}),
    "kind": ("header_invalid", {"kind": "novel"}),
    "header": ("zip_entry_too_large", {"trust": {"x": "y" * (17 << 20)}}),
    "name outside": ("entry_unexpected", {"people": {"x.txt": b""}}),
    "name among records": ("entry_unexpected", {"people": {"data/records/x.txt": b""}}),
    "header as file": ("entry_unexpected", {"people": {"data/package.json": b""}}),
    "vietnamese entry": ("name_not_ascii", {"people": {"data/tệp.txt": b""}}),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_and_nothing_left(name: str, tmp_path: Path) -> None:
    code, changes = BAD[name]
    with pytest.raises(RuleError) as caught:
        package(tmp_path / "p.asice", Unsigned(), **changes)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


SECRET = {"technology_secret": True, "summary": "", "effect": "Tăng 10 %"}


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([{"id": "a"}], "record_without_revision"),
        ([record(1), record(1)], "record_duplicate"),
        ([record(1), record(2), record(1)], "record_duplicate"),
        ([record(1, summary="x" * (1 << 20))], "content_too_large"),
        ([record(1, **SECRET, investor="Công ty A")], "secret_not_withheld"),
        ([record(1, confidential="bí quyết")], "secret_not_withheld"),
        ([record(1, **SECRET | {"summary": "bí quyết"})], "secret_not_withheld"),
        ([record(1, **SECRET)], None),
    ],
)
def test_records_are_looked_at(records: list[dict[str, Any]], code: str | None, tmp_path: Path) -> None:
    if code is None:
        assert seal(tmp_path / "p.asice", header(), records, {}, Unsigned(), now=NOW).records == 1
        return
    with pytest.raises(RuleError) as caught:
        seal(tmp_path / "p.asice", header(), records, {}, Unsigned(), now=NOW)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk(number: int, tmp_path: Path) -> None:
    with pytest.raises(TroubleError) as caught:
        seal(tmp_path / "p.asice", header(), [record(1)], Broken(OSError(number, "x")), Unsigned(), now=NOW)
    assert caught.value.code == ("disk_full" if number == errno.ENOSPC else "package_write_failed")
    assert caught.value.again
    assert list(tmp_path.iterdir()) == []


def test_the_package_before_stays_when_the_next_fails(tmp_path: Path) -> None:
    target = package(tmp_path / "p.asice", Unsigned()).path
    before = target.read_bytes()

    def stopped() -> Iterator[dict[str, Any]]:
        yield record(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal(target, header(), stopped(), {}, Unsigned(), now=NOW)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TroubleError) as caught:
        package(tmp_path / "gone" / "p.asice", Unsigned())
    assert (caught.value.code, caught.value.again) == ("package_write_failed", True)


def test_a_disk_that_is_really_full(union: Union, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    (tmp_path / "p.asice.part").symlink_to("/dev/full")
    with pytest.raises(TroubleError) as caught:
        package(tmp_path / "p.asice", Unsigned(), people={"data/x.bin": random.Random(5).randbytes(1 << 20)})
    assert caught.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []
