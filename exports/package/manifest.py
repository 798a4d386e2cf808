"""The lists that bind a package together: the signed manifest, and the lists of the bag."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

from exports.package.layout import BAGIT, SIGNATURE, TAGS, RefusedError, media_type

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_MAX_BYTES = 4 << 20

BAGIT_BYTES = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_XMLDSIG}">\n'
    f'<asic:SigReference URI="{SIGNATURE}" MimeType="application/pkcs7-signature"/>\n'
)
_FOOT = "</asic:ASiCManifest>\n"
_REFERENCE = re.compile(
    r'<asic:DataObjectReference URI="(?P<name>[A-Za-z0-9_./-]*)" MimeType="[^"]*">'
    r'<ds:DigestMethod Algorithm="(?P<algorithm>[^"]*)"/>'
    r"<ds:DigestValue>(?P<digest>[A-Za-z0-9+/]{43}=)</ds:DigestValue></asic:DataObjectReference>\n"
)
_ALGORITHM = re.compile(r'Algorithm="([^"]*)"')


def asic_manifest(digests: Mapping[str, str]) -> bytes:
    """The manifest over `digests` (entry → SHA-256 in hex), in the only form a reader accepts."""
    references = (
        f'<asic:DataObjectReference URI="{name}" MimeType="{media_type(name)}">'
        f'<ds:DigestMethod Algorithm="{_SHA256}"/>'
        f"<ds:DigestValue>{base64.b64encode(bytes.fromhex(digests[name])).decode()}</ds:DigestValue>"
        "</asic:DataObjectReference>\n"
        for name in sorted(digests)
    )
    return (_HEAD + "".join(references) + _FOOT).encode("ascii")


def read_asic_manifest(raw: bytes) -> dict[str, str]:
    """What the manifest covers: entry → SHA-256 in hex.

    It is read by the shape the writer gives it and must come out byte for byte when written again, so there is no
    XML here for an attacker to play with. RefusedError: manifest_too_large, xml_doctype, manifest_other_signature,
    weak_digest, manifest_duplicate, manifest_malformed.
    """
    if len(raw) > _MAX_BYTES:
        raise RefusedError("manifest_too_large")
    if b"<!" in raw or raw.count(b"<?") != 1:
        raise RefusedError("xml_doctype")
    if not raw.isascii():
        raise RefusedError("manifest_malformed")
    text = raw.decode("ascii")
    if text.count("<asic:SigReference ") != 1 or f'<asic:SigReference URI="{SIGNATURE}" ' not in text:
        raise RefusedError("manifest_other_signature")
    if any(algorithm != _SHA256 for algorithm in _ALGORITHM.findall(text)):
        raise RefusedError("weak_digest")
    digests: dict[str, str] = {}
    for reference in _REFERENCE.finditer(text):
        if reference["name"] in digests:
            raise RefusedError("manifest_duplicate", entry=reference["name"])
        digests[reference["name"]] = base64.b64decode(reference["digest"]).hex()
    if asic_manifest(digests) != raw:
        raise RefusedError("manifest_malformed")
    return digests


def listing(digests: Mapping[str, str]) -> bytes:
    """Lines as `sha256sum` writes and checks them, by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode("ascii")


def tag_listing(digests: Mapping[str, str]) -> bytes:
    return listing({name: digests[name] for name in TAGS})


def read_streams(raw: bytes) -> dict[str, str]:
    """Which entries are compressed: entry → SHA-256 in hex of the compressed bytes."""
    try:
        pairs = [line.split("  ") for line in raw.decode("ascii").splitlines()]
        streams = {name: digest for digest, name in pairs}
    except ValueError:
        raise RefusedError("streams_malformed") from None
    if listing(streams) != raw:
        raise RefusedError("streams_malformed")
    return streams


def bag_info(unit_name: str, package_name: str, bagged_on: str, payload_bytes: int, payload_files: int) -> bytes:
    lines = {
        "Bagging-Date": bagged_on,
        "External-Identifier": package_name,
        "Payload-Oxum": f"{payload_bytes}.{payload_files}",
        "Source-Organization": unit_name,
    }
    return "".join(f"{label}: {text}\n" for label, text in lines.items()).encode()


def check_bag(tags: Mapping[str, bytes], digests: Mapping[str, str], oxum: str) -> None:
    """RefusedError(bag_mismatch) unless the bag's own lists agree with what was read.

    `tags` holds the bytes of every tag file, `digests` the SHA-256 of every entry, `oxum` bytes.files of the payload.
    """
    payload = {name: digest for name, digest in digests.items() if name.startswith("data/")}
    expected = {
        BAGIT: BAGIT_BYTES,
        "manifest-sha256.txt": listing(payload),
        "tagmanifest-sha256.txt": tag_listing(digests),
    }
    for name, wanted in expected.items():
        if tags[name] != wanted:
            raise RefusedError("bag_mismatch", entry=name)
    if f"Payload-Oxum: {oxum}\n".encode() not in tags["bag-info.txt"]:
        raise RefusedError("bag_mismatch", entry="bag-info.txt")
