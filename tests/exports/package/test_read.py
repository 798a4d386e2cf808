"""Every class of hostile ZIP is refused with its own code, by the whole of verify."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.package.layout import Limits, RefusedError
from exports.package.read import Container
from exports.package.verify import verify
from tests.exports.package.forge import Part, parts_of, with_changed, zipped
from tests.exports.package.union import NOW

EVIDENCE = "data/evidence/00001.txt"
RECORDS = "data/records/00001.jsonl"
LONG = b"minh " * 9_000
PACKED = zlib.compress(LONG, 4, -15)
Spoil = Callable[[list[Part]], bytes]


def added(name: str | bytes, **fields: int) -> Spoil:
    return lambda parts: zipped([*parts, Part(name, b"x", **fields)])


def changed(name: str, **fields: object) -> Spoil:
    return lambda parts: zipped(with_changed(parts, name, **fields))


def ended(**fields: int) -> Spoil:
    return lambda parts: zipped(parts, end=fields)


HOSTILE: dict[str, tuple[str, Spoil]] = {
    "slip": ("name_climbs", added("data/../../etc/x")),
    "slip by dot": ("name_climbs", added("data/./x")),
    "absolute": ("name_absolute", added("/etc/passwd")),
    "backslash": ("name_backslash", added("data\\x.txt")),
    "drive": ("name_drive", added("c:/x.txt")),
    "stream": ("name_drive", added("data/x.txt:hidden")),
    "trailing dot": ("name_trailing_dot", added("data/x.")),
    "trailing space": ("name_trailing_dot", added("data/x ")),
    "device": ("name_device", added("data/con.txt")),
    "device folder": ("name_device", added("data/lpt1/x.txt")),
    "unicode": ("name_not_ascii", added("data/sáng-kiến.txt".encode())),
    "right to left": ("name_not_ascii", added("data/\u202etxt.exe".encode())),
    "zero byte": ("name_not_ascii", added(b"data/x\0.txt")),
    "capitals": ("name_malformed", added("data/X.txt")),
    "space": ("name_malformed", added("data/a b.txt")),
    "empty part": ("name_malformed", added("data//x")),
    "too long": ("name_too_long", added("data/" + "a" * 180)),
    "too deep": ("name_too_long", added("data/a/b/c/d/e.txt")),
    "at the root": ("entry_unexpected", added("readme.txt")),
    "folder": ("entry_directory", added("data/folder/")),
    "second signature": ("second_signature", added("META-INF/signature002.p7s")),
    "second manifest": ("second_signature", added("META-INF/ASiCManifest002.xml")),
    "not listed": ("entry_not_in_manifest", added("data/slipped.txt")),
    "duplicate": ("entry_duplicate", added(RECORDS)),
    "case twin": ("entry_case_twin", added("data/records/00001.JSONL")),
    "file and folder": ("entry_file_and_folder", added(f"{EVIDENCE}/x")),
    "symlink": ("entry_not_plain", changed(EVIDENCE, attributes=0o120777 << 16)),
    "device file": ("entry_not_plain", changed(EVIDENCE, attributes=0o060644 << 16)),
    "executable": ("entry_not_plain", changed(EVIDENCE, attributes=0o100755 << 16)),
    "inner attributes": ("entry_not_plain", changed(EVIDENCE, inner=1)),
    "missing": ("entry_missing", lambda parts: zipped([part for part in parts if part.name != EVIDENCE])),
    "no signature": ("signature_missing", lambda parts: zipped([p for p in parts if "signature" not in str(p.name)])),
    "no manifest": ("signature_missing", lambda parts: zipped([p for p in parts if "ASiC" not in str(p.name)])),
    "mimetype last": ("mimetype_wrong", lambda parts: zipped([*parts[1:], parts[0]])),
    "mimetype other": ("mimetype_wrong", changed("mimetype", content=b"application/zip")),
    "before": ("zip_leading_bytes", lambda parts: zipped(parts, lead=b"MZ stub")),
    "zip before": ("zip_gap", lambda parts: zipped(parts, lead=b"PK\3\4 stub")),
    "between": ("zip_gap", changed(EVIDENCE, before=b"hidden")),
    "before directory": ("zip_gap", lambda parts: zipped(parts, gap=b"hidden")),
    "after": ("zip_trailing_bytes", lambda parts: zipped(parts, tail=b"hidden")),
    "two in one": ("zip_trailing_bytes", lambda parts: zipped(parts) + zipped(parts[:1])[:-4]),
    "comment": ("zip_comment", ended(comment=1)),
    "entry comment": ("zip_comment", changed(EVIDENCE, comment=b"hidden")),
    "zip64": ("zip64", ended(size=0xFFFFFFFF)),
    "zip64 entry": ("zip64", changed(EVIDENCE, size=0xFFFFFFFF)),
    "zip64 locator": ("zip64", lambda parts: zipped(parts)[:-22] + b"PK\6\7" + bytes(16) + zipped(parts)[-22:]),
    "several disks": ("zip_several_disks", ended(disk=1)),
    "entry on disk": ("zip_several_disks", changed(EVIDENCE, disk=1)),
    "count lie": ("zip_several_disks", ended(here=3)),
    "directory short": ("zip_directory", ended(here=99, count=99)),
    "directory long": ("zip_directory", ended(here=2, count=2)),
    "overlap": ("zip_overlap", lambda parts: zipped(with_changed(parts, EVIDENCE, central={"offset": 0}))),
    "extra": ("zip_headers_differ", changed(EVIDENCE, extra=b"\1\0\0\0")),
    "central extra": ("zip_extra", changed(EVIDENCE, central_extra=b"\1\0\0\0")),
    "password": ("zip_encrypted", changed(EVIDENCE, flags=1)),
    "data descriptor": ("zip_data_descriptor", changed(EVIDENCE, flags=8)),
    "utf-8 flag": ("zip_flags", changed(EVIDENCE, flags=0x800)),
    "bzip2": ("zip_method", changed(EVIDENCE, method=12, packed=b"x")),
    "compressed signature": ("zip_method", changed("META-INF/signature001.p7s", method=8)),
    "compressed header": ("zip_method", changed("data/package.json", method=8)),
    "time": ("zip_timestamp", changed(EVIDENCE, time=1)),
    "date": ("zip_timestamp", changed(EVIDENCE, date=34)),
    "version": ("zip_version", changed(EVIDENCE, version=45)),
    "made by": ("zip_version", changed(EVIDENCE, made_by=20)),
    "other name inside": ("zip_headers_differ", changed(EVIDENCE, central={"name": "data/evidence/00002.txt"})),
    "other method inside": ("zip_headers_differ", changed(EVIDENCE, central={"method": 8 - 8})),
    "checksum": ("zip_checksum", changed(EVIDENCE, crc=1)),
    "stored size lie": ("zip_size_lie", changed("mimetype", size=99)),
    "shorter than told": ("zip_size_lie", changed(EVIDENCE, size=9999)),
    "longer than told": ("zip_size_lie", changed(EVIDENCE, size=3)),
    "damaged stream": ("zip_corrupt", changed(EVIDENCE, method=8, packed=b"\xff" * 60)),
    "cut stream": ("zip_corrupt", changed(EVIDENCE, method=8, content=LONG, packed=PACKED[:-1])),
    "bytes after stream": ("zip_hidden_bytes", changed(EVIDENCE, method=8, content=LONG, packed=PACKED + b"x")),
    "bomb by ratio": ("zip_ratio", added("data/bomb.txt", method=8, size=99 << 20, compressed=10)),
    "bomb by size": ("zip_entry_too_large", added("data/bomb.txt", method=8, size=101 << 20)),
    "header too large": ("zip_entry_too_large", changed("data/package.json", size=17 << 20)),
    "text": ("not_a_package", lambda parts: b"Day khong phai goi sang kien." * 20),
    "empty": ("not_a_package", lambda parts: b""),
    "encrypted": ("package_encrypted", lambda parts: b"age-encryption.org/v1\n" + zipped(parts)),
    "cut": ("zip_truncated", lambda parts: zipped(parts)[:-30]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused(name: str, sealed: Path, tmp_path: Path) -> None:
    code, spoil = HOSTILE[name]
    spoiled = tmp_path / "p.asice"
    parts = parts_of(sealed)
    if name == "other method inside":
        parts = with_changed(parts, EVIDENCE, method=8)
    spoiled.write_bytes(spoil(parts))
    verification = verify(spoiled, now=NOW)
    assert verification.code == code
    unreadable = {"not_a_package", "package_encrypted", "zip_truncated"}
    assert verification.verdict == ("unreadable" if code in unreadable else "invalid")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.asice"]


def test_the_forge_itself_is_honest(sealed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "p.asice"
    copy.write_bytes(zipped(parts_of(sealed)))
    assert copy.read_bytes() == sealed.read_bytes()


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    # 64 MiB of zeros told to be 1 MiB: never more than a piece of it is in memory.
    packed = zlib.compress(bytes(64 << 20), 9, -15)
    bomb = tmp_path / "b.asice"
    bomb.write_bytes(zipped([Part("mimetype", b"x"), Part("data/b.txt", method=8, packed=packed, size=1 << 20, crc=0)]))
    with bomb.open("rb") as file:
        pieces = Container(file).content("data/b.txt")
        with pytest.raises(RefusedError) as caught:
            assert max(len(piece) for piece in pieces) <= 1 << 20
    assert caught.value.code == "zip_size_lie"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=500), "package_too_large"),
        (Limits(entries=5), "zip_too_many_entries"),
        (Limits(entry_bytes=100), "zip_entry_too_large"),
        (Limits(total_bytes=1000), "zip_total_too_large"),
    ],
)
def test_limits(limits: Limits, code: str, sealed: Path) -> None:
    with sealed.open("rb") as file, pytest.raises(RefusedError) as caught:
        Container(file, limits)
    assert caught.value.code == code


def test_more_entries_than_allowed_are_not_even_read(tmp_path: Path) -> None:
    many = tmp_path / "m.asice"
    many.write_bytes(zipped([Part("mimetype", b""), *(Part(f"data/{n}", b"") for n in range(2000))]))
    assert verify(many, now=NOW).code == "zip_too_many_entries"


def test_a_directory_pointing_outside_the_file(sealed: Path, tmp_path: Path) -> None:
    raw = bytearray(sealed.read_bytes())
    struct.pack_into("<I", raw, len(raw) - 6, 0xFFFFFF00)
    (tmp_path / "p.asice").write_bytes(raw)
    assert verify(tmp_path / "p.asice", now=NOW).code == "zip_gap"
