"""Packages that were good once are good for ever, and what is in them is still written byte for byte the same."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from exports.package import enrolment, keys, trust
from exports.package.build import seal
from exports.package.header import KINDS
from exports.package.layout import SIGNATURE
from exports.package.registry import TrustRegistry
from exports.package.verify import open_verified, verify
from tests.exports.package.forge import parts_of
from tests.golden_packages import EXPECTED, FOLDER, told

NOW = datetime(2026, 11, 29, tzinfo=UTC)
# Every byte but these comes from the records, the files and the header alone; these also from how zlib packs.
PACKED = {"deflate-sha256.txt", "tagmanifest-sha256.txt", "META-INF/ASiCManifest001.xml"}
# By a key this root does not vouch for: the asker's own; an appraiser's, who is known by the code of his request; and
# that of the union which carries, for which the union above it vouches.
OWN_KEYS = {"enrolment": "untrusted packed_before_confirmed", "appraisal_result": "invalid key_not_of_unit",
            "carrier": "invalid key_not_of_unit"}  # fmt: skip


class Replayed:
    """The signature that is there already: a new one would be another each time."""

    def __init__(self, signature: bytes) -> None:
        self.signature = signature

    def sign(self, _content: bytes, _now: datetime) -> bytes:
        return self.signature


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, Any]]:
    return json.loads(EXPECTED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def registry() -> TrustRegistry:
    code = keys.key_code((FOLDER / "root.pem").read_text())
    return trust.read_trust(FOLDER / "trust.asice", root_code_heard=code, now=NOW)


def test_there_is_one_of_every_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.asice")} == set(KINDS)
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 200_000


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_it_said(kind: str, expected: dict[str, dict[str, Any]]) -> None:
    with open_verified(FOLDER / f"{kind}.asice", now=NOW, untrusted_too=True) as opened:
        assert told(opened) == expected[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_it_gets_the_verdict_it_got(kind: str, registry: TrustRegistry) -> None:
    seen = verify(FOLDER / f"{kind}.asice", registry=registry, now=NOW)
    assert f"{seen.verdict} {seen.code}".strip() == OWN_KEYS.get(kind, "valid")
    assert seen.warnings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    golden = FOLDER / f"{kind}.asice"
    old = {str(part.name): part.content for part in parts_of(golden)}
    with open_verified(golden, now=NOW, untrusted_too=True) as opened:
        header = opened.verification.header
        people = {name: opened.people_file(name) for name in header["files"]}
        made = seal(tmp_path / "again.asice", header, opened.records(), people, Replayed(old[SIGNATURE]), now=NOW)
    new = {str(part.name): part.content for part in parts_of(made.path)}
    assert {name for name in new if new[name] != old.get(name)} <= PACKED
    assert list(new) == list(old)
    if zlib.ZLIB_RUNTIME_VERSION == "1.2.13":  # the one they were made with
        assert made.path.read_bytes() == golden.read_bytes()


def test_a_request_of_then_can_still_be_answered() -> None:
    asked = enrolment.read_enrolment(FOLDER / "enrolment.asice")
    with open_verified(FOLDER / "submission.asice", now=NOW, untrusted_too=True) as opened:
        assert opened.verification.signer_code == asked.key_code
