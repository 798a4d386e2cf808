"""docs/FORMAT.md is enough to write a reader by: a small one, written from it alone, reads every golden package."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from domain import appraisal_request
from domain.appraisal_request import Request
from exports.package import keys, manifest, strict_json
from exports.package.header import KINDS
from exports.package.layout import LIMITS, MEDIA_TYPES
from tests.exports.package.test_layout import made, sentences
from tests.golden_packages import EXPECTED, FOLDER

DOCS = Path(__file__).resolve().parents[3] / "docs"
FORMAT = (DOCS / "FORMAT.md").read_text(encoding="utf-8")
VECTORS = json.loads((DOCS / "format-vectors.json").read_text(encoding="utf-8"))
# What they refuse is not the form of a package but what is asked of a key, of a request, of trust, or of a disk.
ELSEWHERE = re.compile(
    r"trust_|timestamp_|recipient_|enrolment_|key_(?!not_of_unit)|token_|root_wrong|secret_not_withheld|package_write_failed|disk_full|file_|pin_"
    r"|marking_|module_|package_exchanged|reader_missing|evidence_"
)


def test_a_reader_written_from_this_page_reads_every_golden_package() -> None:
    for kind, expected in json.loads(EXPECTED.read_text(encoding="utf-8")).items():
        header, records, identity = small_reader((FOLDER / f"{kind}.asice").read_bytes())
        assert (header["kind"], header["seq"], identity) == (kind, expected["seq"], expected["manifest_sha256"])
        assert len(records) == expected["records"]


def small_reader(raw: bytes) -> tuple[dict[str, Any], list[Any], str]:
    """Sections 2 to 6, by the numbers of the page and nothing of the program."""
    count, _size, start = struct.unpack("<HII", raw[-12:-2])
    assert raw[-22:-12] == struct.pack("<4sHHH", b"PK\5\6", 0, 0, count)
    assert raw[-2:] == b"\0\0"
    entries, at, place = {}, start, 0
    for _ in range(count):
        fields = struct.unpack("<4sHHHHHHIIIHHHHHII", raw[at : at + 46])
        made_by, version, flags, method, time, date, crc, packed, plain, length = fields[1:11]
        assert (made_by, version, flags, time, date) == (0x0314, 20, 0, 0, 33)
        assert fields[11:16] == (0, 0, 0, 0, 0x81A40000)
        assert fields[16] == place
        name = raw[at + 46 : at + 46 + length]
        local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, method, 0, 33, crc, packed, plain, length, 0)
        assert raw[place : place + 30 + length] == local + name
        stream = raw[place + 30 + length : place + 30 + length + packed]
        content = zlib.decompress(stream, -15) if method == 8 else stream
        assert (zlib.crc32(content), len(content)) == (crc, plain)
        entries[name.decode("ascii")] = (content, stream if method == 8 else None)
        place, at = place + 30 + length + packed, at + 46 + length
    assert (place, at) == (start, len(raw) - 22)
    return read_entries({name: content for name, (content, _) in entries.items()},
                        {name: stream for name, (_, stream) in entries.items() if stream is not None})  # fmt: skip


def read_entries(entries: dict[str, bytes], streams: dict[str, bytes]) -> tuple[dict[str, Any], list[Any], str]:
    xml, outside = entries["META-INF/ASiCManifest001.xml"], ("mimetype", "META-INF/ASiCManifest001.xml",
                                                             "META-INF/signature001.p7s")  # fmt: skip
    assert next(iter(entries)) == "mimetype"
    assert entries["mimetype"] == b"application/vnd.etsi.asic-e+zip"
    lines = xml.decode("ascii").split("\n")
    template = [line.removeprefix("    ") for line in re.findall(r"^    <.*$", FORMAT, re.MULTILINE)]
    covered = sorted(name for name in entries if name not in outside)
    wanted = [template[3].replace("NAME", name).replace("TYPE", media_type(name))
              .replace("BASE64", base64.b64encode(hashlib.sha256(entries[name]).digest()).decode())
              for name in covered]  # fmt: skip
    assert lines == [*template[:3], *wanted, template[4], ""]
    payload = [name for name in covered if name.startswith("data/")]
    tags = ["bag-info.txt", "bagit.txt", "deflate-sha256.txt", "manifest-sha256.txt"]
    assert entries["manifest-sha256.txt"] == listed({name: entries[name] for name in payload})
    assert entries["deflate-sha256.txt"] == listed(streams)
    assert entries["tagmanifest-sha256.txt"] == listed({name: entries[name] for name in tags})
    header = json.loads(entries["data/package.json"])
    oxum = f"Payload-Oxum: {sum(len(entries[name]) for name in payload)}.{len(payload)}\n"
    assert oxum.encode() in entries["bag-info.txt"]
    records = [json.loads(line) for part in header["records"] for line in entries[part["file"]].splitlines()]
    assert [record["id"] for record in records] == sorted({record["id"] for record in records})
    return header, records, hashlib.sha256(xml).hexdigest()


def listed(contents: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents)).encode()


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def test_the_identities_of_the_page() -> None:
    told = dict(re.findall(r"^\| `(\w+)\.asice` \| `([0-9a-f]{64})` \|$", FORMAT, re.MULTILINE))
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert told == {kind: values["manifest_sha256"] for kind, values in expected.items()}
    assert set(told) == set(KINDS)


def test_the_vectors() -> None:
    asic, plain, info = VECTORS["asic_manifest"], VECTORS["list"], VECTORS["bag_info"]
    assert manifest.asic_manifest(asic["digests"]) == asic["bytes"].encode()
    assert manifest.read_asic_manifest(asic["bytes"].encode()) == asic["digests"]
    assert manifest.listing(plain["digests"]) == plain["bytes"].encode()
    assert manifest.bag_info(**{k: v for k, v in info.items() if k != "bytes"}) == info["bytes"].encode()
    assert strict_json.dumps(VECTORS["json"]["value"]) == VECTORS["json"]["text"]
    key = VECTORS["key_code"]
    assert keys.spki_sha256(key["certificate_pem"]) == key["spki_sha256"]
    assert f"{int(key['spki_sha256'], 16) % 10**30:030d}" == key["code"].replace(" ", "")
    assert keys.key_code(key["certificate_pem"]) == key["code"]
    told = VECTORS["answer_code"]
    request = Request(told["request"], "", told["appraiser"], told["token"])
    assert appraisal_request.answer_code(request, told["spki_sha256"]) == told["code"]


def test_every_refusal_of_a_reader_stands_on_the_page_and_no_other() -> None:
    told = set(re.findall(r"`([a-z0-9]+(?:_[a-z0-9]+)+|zip64)`", FORMAT))
    refusals = {code for code in made() if not ELSEWHERE.match(code)}
    assert refusals - told == set()
    fields = {
        *("unit_code", "unit_name", "unit_code_seq", "min_reader", "created_at", "prev_manifest_sha256", "issued_at"),
        *("issuer_code", "issuer_name", "root_pem", "root_code", "crl_der", "office_spki", "certificate_pem"),
        "spki_sha256",
    }
    assert told - set(sentences("vi", "package", "encryption")) - set(KINDS) - fields == set()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("file 300 MiB", LIMITS.file_bytes >> 20),
        ("2 000 entries", LIMITS.entries),
        ("an entry 100 MiB", LIMITS.entry_bytes >> 20),
        ("all entries 500 MiB", LIMITS.total_bytes >> 20),
        ("stored 16 MiB", LIMITS.header_bytes >> 20),
        ("at most 120 times", LIMITS.ratio),
        ("at most 16 levels", LIMITS.depth),
    ],
)
def test_the_limits_of_the_page_are_those_in_use(words: str, value: int) -> None:
    assert words in FORMAT
    assert int("".join(re.findall(r"\d", words))) == value
