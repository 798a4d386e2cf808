"""The signed manifest is read in the one form it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.package.layout import RefusedError
from exports.package.manifest import asic_manifest, listing, read_asic_manifest, read_streams

DIGESTS = st.dictionaries(
    st.from_regex(r"data/[a-z0-9][a-z0-9_.-]{0,20}", fullmatch=True), st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
)
GOOD = asic_manifest({"data/a.txt": "0a" * 32, "bagit.txt": "0b" * 32})


@given(DIGESTS)
def test_round_trips(digests: dict[str, str]) -> None:
    assert read_asic_manifest(asic_manifest(digests)) == digests
    assert read_streams(listing(digests)) == digests


def line(text: bytes) -> bytes:
    return next(found for found in GOOD.splitlines(keepends=True) if text in found)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<asic:ASiC", b'<!DOCTYPE x [<!ENTITY e "x">]><asic:ASiC', "xml_doctype"),
        (b"</asic:ASiC", b"<!-- x --></asic:ASiC", "xml_doctype"),
        (b"<asic:ASiC", b"<?php x?><asic:ASiC", "xml_doctype"),
        (b"signature001", b"signature002", "manifest_other_signature"),
        (b"</asic:ASiC", line(b"SigReference") + b"</asic:ASiC", "manifest_other_signature"),
        (line(b"SigReference"), b"", "manifest_other_signature"),
        (b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1", "weak_digest"),
        (b"</asic:ASiC", line(b"a.txt") + b"</asic:ASiC", "manifest_duplicate"),
        (b"\n", b"\r\n", "manifest_malformed"),
        (b"MimeType", b"Rootfile='true' MimeType", "manifest_malformed"),
        (b"text/plain", b"text/html", "manifest_malformed"),
        (b"data/a.txt", b"data/&#97;.txt", "manifest_malformed"),
        (b"data/a.txt", b"data/\xc3\xa1.txt", "manifest_malformed"),
        (b'xmlns:ds="', b'xmlns:dx="', "manifest_malformed"),
        (b"</asic:ASiCManifest>\n", b"</asic:ASiCManifest>\n ", "manifest_malformed"),
        (line(b"bagit"), b"", None),
    ],
)
def test_other_forms(old: bytes, new: bytes, code: str | None) -> None:
    assert old in GOOD
    raw = GOOD.replace(old, new)
    if code is None:
        assert set(read_asic_manifest(raw)) == {"data/a.txt"}
        return
    with pytest.raises(RefusedError) as caught:
        read_asic_manifest(raw)
    assert caught.value.code == code


def test_too_large() -> None:
    with pytest.raises(RefusedError) as caught:
        read_asic_manifest(GOOD + b" " * (4 << 20))
    assert caught.value.code == "manifest_too_large"


@pytest.mark.parametrize("raw", [b"x", b"0a  b  c\n", b"\xff", b"0a  b\n0a  a\n", b"0a  a\n0b  a\n", b"0a  a"])
def test_lists_of_streams(raw: bytes) -> None:
    with pytest.raises(RefusedError) as caught:
        read_streams(raw)
    assert caught.value.code == "streams_malformed"
