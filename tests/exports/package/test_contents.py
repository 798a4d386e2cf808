"""A unit whose key is trusted still cannot get malformed content in."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from domain.errors import RuleError, TroubleError
from exports.package.manifest import asic_manifest, read_asic_manifest
from exports.package.verify import open_verified, verify
from tests.exports.package.forge import header, parts_of, signed, with_changed, zipped
from tests.exports.package.union import NOW, A, Union, package, record

SHARD = "records/00001.jsonl"


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(found).encode() + b"\n" for found in records)


GOOD = lines(record(1), record(2))
HOSTILE: dict[str, tuple[str, dict[str, bytes]]] = {
    "duplicate key": ("content_duplicate_key", {SHARD: b'{"id":"a","id":"b","revision":1}\n' + lines(record(2))}),
    "depth": ("content_too_deep", {SHARD: lines({"id": "a", "revision": 1, "x": [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]})}),
    "nan": ("content_number", {SHARD: b'{"id":"a","revision":1,"x":NaN}\n'}),
    "not json": ("content_malformed", {SHARD: b"x\n"}),
    "empty line": ("content_malformed", {SHARD: b"\n"}),
    "carriage return": ("content_malformed", {SHARD: lines(record(1)).replace(b"}", b"}\r{")}),
    "not utf-8": ("content_not_utf8", {SHARD: b'{"id":"\xff","revision":1}\n'}),
    "too large": ("content_too_large", {SHARD: lines(record(1, summary="x" * (1 << 20)))}),
    "not an object": ("record_not_object", {SHARD: lines([1])}),
    "no id": ("record_without_id", {SHARD: lines({"revision": 1})}),
    "number as id": ("record_without_id", {SHARD: lines({"id": 1, "revision": 1})}),
    "line break in id": ("record_without_id", {SHARD: lines({"id": "a\nb", "revision": 1})}),
    "long id": ("record_without_id", {SHARD: lines({"id": "a" * 129, "revision": 1})}),
    "no revision": ("record_without_revision", {SHARD: lines({"id": "a"})}),
    "revision below zero": ("record_without_revision", {SHARD: lines({"id": "a", "revision": -1})}),
    "twice": ("record_duplicate", {SHARD: lines(record(1), record(1))}),
    "unsorted": ("records_not_sorted", {SHARD: lines(record(2), record(1))}),
    "fewer than told": ("records_miscounted", {SHARD: GOOD, "package.json": header([3])}),
    "more than told": ("records_miscounted", {SHARD: GOOD, "package.json": header([1])}),
    "not told": ("records_miscounted", {SHARD: GOOD, "package.json": header([])}),
    "last line open": ("records_miscounted", {SHARD: GOOD[:-1], "package.json": header([1])}),
    "gap in files": ("records_miscounted", {"records/00002.jsonl": GOOD, "package.json": header([2])}),
    "foreign among records": ("records_miscounted", {SHARD: GOOD, "records/x.txt": b"x"}),
    "file not told": ("files_differ", {SHARD: GOOD, "a.txt": b"x"}),
    "file told but absent": (
        "files_differ",
        {SHARD: GOOD, "package.json": header([2], files={"data/a.txt": {"name": "a", "media_type": "b"}})},
    ),
    "no header": ("entry_missing", {SHARD: GOOD, "package.json": None}),  # type: ignore[dict-item]
    "old schema": ("schema_unknown", {SHARD: GOOD, "package.json": header([2], schema="cdcs-package/1")}),
    "for newer readers": ("reader_too_old", {SHARD: GOOD, "package.json": header([2], min_reader=9)}),
    "header with twins": ("content_duplicate_key", {SHARD: GOOD, "package.json": b'{"seq":1,' + header([2])[1:]}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_though_well_signed(name: str, union: Union, tmp_path: Path) -> None:
    code, payload = HOSTILE[name]
    count = payload[SHARD].count(b"\n") if SHARD in payload else 0
    payload = {
        key: content for key, content in ({"package.json": header([count])} | payload).items() if content is not None
    }
    path = tmp_path / "p.asice"
    path.write_bytes(signed(payload, union.signers[A], NOW))
    verification = verify(path, root_pem=union.root, now=NOW)
    assert verification.code == code
    assert verification.verdict == ("unreadable" if code in ("schema_unknown", "reader_too_old") else "invalid")
    with pytest.raises(RuleError) as caught, open_verified(path, root_pem=union.root, now=NOW) as opened:
        list(opened.records())
    assert caught.value.code == code


def test_the_forge_can_be_honest(union: Union, tmp_path: Path) -> None:
    path = tmp_path / "p.asice"
    path.write_bytes(signed({SHARD: GOOD, "package.json": header([2])}, union.signers[A], NOW))
    assert verify(path, root_pem=union.root, now=NOW).verdict == "valid"


def test_across_files_too(union: Union, tmp_path: Path) -> None:
    path = tmp_path / "p.asice"
    payload = {
        SHARD: lines(record(1), record(3)),
        "records/00002.jsonl": lines(record(2)),
        "package.json": header([2, 1]),
    }
    path.write_bytes(signed(payload, union.signers[A], NOW))
    assert verify(path, root_pem=union.root, now=NOW).code == "records_not_sorted"
    assert verify(path, root_pem=union.root, now=NOW, read_records=False).verdict == "valid"


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"])
def test_lists_of_the_bag_must_agree(name: str, union: Union, tmp_path: Path) -> None:

    path = tmp_path / "p.asice"
    path.write_bytes(signed({SHARD: GOOD, "package.json": header([2])}, union.signers[A], NOW))
    parts = parts_of(path)
    old = {str(part.name): part.content for part in parts}
    spoiled = old[name] + b"\n" if name != "bag-info.txt" else old[name].replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")
    digests = read_asic_manifest(old["META-INF/ASiCManifest001.xml"]) | {name: hashlib.sha256(spoiled).hexdigest()}
    manifest = asic_manifest(digests)
    parts = with_changed(parts, name, content=spoiled)
    parts = with_changed(parts, "META-INF/ASiCManifest001.xml", content=manifest)
    parts = with_changed(parts, "META-INF/signature001.p7s", content=union.signers[A].sign(manifest, NOW))
    path.write_bytes(zipped(parts))
    verification = verify(path, root_pem=union.root, now=NOW)
    assert verification.code == "bag_mismatch"
    # A list spoiled alone also disagrees with the list of lists: the first to differ is named.
    assert verification.facts["entry"] in (name, "tagmanifest-sha256.txt")


def test_a_file_changed_after_verifying_gives_nothing(union: Union, tmp_path: Path) -> None:
    # Larger than what an open file keeps in memory: that much would still be what was verified.
    people = {"data/evidence/00001.txt": random.Random(1).randbytes(600_000)}
    path = package(tmp_path / "p.asice", union.signers[A], people=people).path
    with open_verified(path, root_pem=union.root, now=NOW) as opened:
        entry = opened.container.entries["data/evidence/00001.txt"]
        shard = opened.container.entries["data/records/00001.jsonl"]
        with path.open("r+b") as file:
            for found in (entry, shard):
                file.seek(found.start)
                file.write(bytes(found.compressed))
        for reading in (lambda: opened.people_file("data/evidence/00001.txt"), lambda: next(opened.records())):
            with pytest.raises(TroubleError) as caught:
                reading()
            assert (caught.value.code, caught.value.facts["name"]) == ("package_exchanged", "p.asice")


def test_opened(union: Union, sealed: Path) -> None:
    with open_verified(sealed, root_pem=union.root, now=NOW) as opened:
        assert opened.verification.verdict == "valid"
        assert list(opened.records()) == [record(number) for number in range(3)]
        assert opened.people_file("data/evidence/00001.txt").decode().startswith("minh chứng")
        for name in ("data/evidence/00002.txt", "data/package.json", "data/records/00001.jsonl", "mimetype"):
            with pytest.raises(KeyError):
                opened.people_file(name)
    with pytest.raises(RuleError, match="no_trust_given"), open_verified(sealed, now=NOW):
        pass
    with open_verified(sealed, now=NOW, untrusted_too=True) as opened:
        assert len(list(opened.records())) == 3
