"""Every attack on a package in one list, each with the code it is refused by: what the reader and the importer face."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms as asn1
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7

from exports.package import crypt, keys, signing_certificate, trust
from exports.package.build import ContentSigner, seal
from exports.package.keys import Signer, SigningKey
from tests.exports.package import test_contents, test_read
from tests.exports.package.forge import header, parts_of, relisted, signed, with_changed, zipped
from tests.exports.package.union import DAY, OFFICE, A, record

SIGNATURE = "META-INF/signature001.p7s"
SHARD = "records/00001.jsonl"
EVIDENCE = {"data/evidence/00001.txt": "minh chứng ".encode() * 20}


@dataclass(frozen=True)
class Victim:
    """Whom an attack is made against: a unit that is vouched for (A), another one (B), and the root of both.

    An attacker holds whatever an attack needs, even the root, where it shows what a stolen one cannot do either.
    """

    a: Signer
    b: Signer
    root: SigningKey
    root_pem: str
    now: datetime
    folder: Path

    def honest(self, signer: ContentSigner | None = None, **changes: Any) -> Path:
        told = {"kind": "submission", "unit_code": A, "unit_name": "CĐCS A", "recipient": OFFICE, "seq": 1, **changes}
        at = told.pop("at", self.now)
        records = told.pop("told", [record(1, unit_code=A), record(2, unit_code=A)])
        return seal(self.folder / "honest.asice", told, records, EVIDENCE, signer or self.a, now=at).path


Attack = Callable[[Victim], bytes]


@functools.cache
def _honest(victim: Victim) -> bytes:
    return victim.honest().read_bytes()


def _zip(spoil: test_read.Spoil) -> Attack:
    return lambda victim: spoil(parts_of(_honest(victim)))


def _content(payload: dict[str, bytes]) -> Attack:
    def made(victim: Victim) -> bytes:
        count = payload[SHARD].count(b"\n") if SHARD in payload else 0
        whole = {"package.json": header([count])} | payload
        return signed({name: told for name, told in whole.items() if told is not None}, victim.a, victim.now)

    return made


def _header(**changes: Any) -> Attack:
    return _content({SHARD: test_contents.GOOD, "package.json": header([2], **changes)})


def _manifest(old: bytes, new: bytes) -> Attack:
    payload = {SHARD: test_contents.GOOD, "package.json": header([2])}

    def spoil(manifest: bytes) -> bytes:
        assert old in manifest
        return manifest.replace(old, new, 1)

    return lambda victim: signed(payload, victim.a, victim.now, spoil)


def _signature(change: Callable[[bytes, Victim], bytes]) -> Attack:
    """Only the signature is another one: no list covers it."""

    def made(victim: Victim) -> bytes:
        parts = parts_of(_honest(victim))
        old = next(part.content for part in parts if part.name == SIGNATURE)
        return zipped(with_changed(parts, SIGNATURE, content=change(old, victim)))

    return made


def _cms(change: Callable[[Any], None]) -> Attack:
    def rewritten(der: bytes, _victim: Victim) -> bytes:
        content = asn1.ContentInfo.load(der)
        change(content["content"])
        return bytes(content.dump(force=True))

    return _signature(rewritten)


def _set(path: str, value: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        *above, last = path.split(".")
        for part in above:
            data = data[int(part)] if part.isdigit() else data[part]
        data[last] = value

    return change


def _twice(data: Any) -> None:
    data["signer_infos"] = [data["signer_infos"][0], data["signer_infos"][0]]


def _bare(_der: bytes, victim: Victim) -> bytes:
    held = signing_certificate.read(victim.a.certificate_pem)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"x").add_signer(held, victim.a.key.private(), hashes.SHA256())
    options = pkcs7.PKCS7Options
    return builder.sign(Encoding.DER, [options.DetachedSignature, options.Binary, options.NoAttributes])


def _swapped(der: bytes, victim: Victim) -> bytes:
    content = asn1.ContentInfo.load(der)
    pems = (victim.b.certificate_pem, victim.root_pem)
    found = [signing_certificate.read(pem).public_bytes(Encoding.DER) for pem in pems]
    content["content"]["certificates"] = [
        asn1.CertificateChoices("certificate", asn1_x509.Certificate.load(one)) for one in found
    ]
    return bytes(content.dump(force=True))


def _by(make: Callable[[Victim], ContentSigner], **changes: Any) -> Attack:
    return lambda victim: victim.honest(make(victim), **changes).read_bytes()


def certified(
    victim: Victim, key: Any, builder: Callable[[x509.CertificateBuilder], x509.CertificateBuilder]
) -> Signer:
    """A certificate by the root itself, with whatever is in it."""
    root = signing_certificate.read(victim.root_pem)
    name = signing_certificate.subject(A, "CĐCS A", "CĐ")
    base = x509.CertificateBuilder().subject_name(name).issuer_name(root.subject).serial_number(9)
    base = base.public_key(key.public_key()).not_valid_before(victim.now - DAY).not_valid_after(victim.now + DAY)
    pem = signing_certificate.pem(builder(base).sign(victim.root.private(), hashes.SHA256()))
    held = SigningKey(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return Signer(held, pem, (victim.root_pem,))


def _usage(*usages: str) -> Callable[[x509.CertificateBuilder], x509.CertificateBuilder]:
    return lambda builder: builder.add_extension(signing_certificate.usage(*usages), critical=True)


def _below(victim: Victim) -> Signer:
    """A unit that issues certificates itself."""
    key, above = keys.new_key(), signing_certificate.read(victim.b.certificate_pem)
    name = signing_certificate.subject(A, "CĐCS A", "CĐ")
    builder = signing_certificate.for_signing(name, key.private().public_key(), above.subject, victim.now)
    pem = signing_certificate.pem(builder.sign(victim.b.key.private(), hashes.SHA256()))
    return Signer(key, pem, (victim.b.certificate_pem, victim.root_pem))


def _rogue(victim: Victim) -> Signer:
    """A root of the very same name that vouches for a key as unit A's."""
    key, name = keys.new_key(), "LĐLĐ huyện"
    root_key, root_pem = trust.new_root(OFFICE, name, victim.now)
    return Signer(key, trust.office_certificate(root_key, root_pem, key, victim.now), (root_pem,))


def _own(victim: Victim) -> Signer:
    key = keys.new_key()
    return Signer(key, signing_certificate.self_signed(key, A, "CĐCS A", victim.now))


def _old_lists(victim: Victim) -> bytes:
    parts = parts_of(_honest(victim))
    return zipped(relisted(with_changed(parts, "data/evidence/00001.txt", content=b"other")))


def _other_method(victim: Victim) -> bytes:
    parts = with_changed(parts_of(_honest(victim)), test_read.EVIDENCE, method=8)
    return test_read.HOSTILE["other method inside"][1](parts)


def _for_another(victim: Victim) -> bytes:
    sealed = io.BytesIO()
    crypt.encrypt(io.BytesIO(_honest(victim)), sealed, [crypt.new_identity()[1]])
    return sealed.getvalue()


_EC = ec.generate_private_key(ec.SECP256R1())

CONTAINER: dict[str, tuple[str, Attack]] = {
    f"zip: {name}": (code, _zip(spoil))
    for name, (code, spoil) in test_read.HOSTILE.items()
    if name != "other method inside"
} | {
    "zip: other method inside": (test_read.HOSTILE["other method inside"][0], _other_method),
    # By a register, which has keys to open with; whoever has none says that it is encrypted.
    "zip: encrypted": ("encryption_malformed", _zip(test_read.HOSTILE["encrypted"][1])),
    "encrypted for another": ("not_for_our_key", _for_another),
}
CONTENTS: dict[str, tuple[str, Attack]] = {
    f"content: {name}": (code, _content(payload)) for name, (code, payload) in test_contents.HOSTILE.items()
}
HEADERS: dict[str, tuple[str, Attack]] = {
    "header: novel kind": ("header_invalid", _header(kind="novel")),
    "header: no number": ("header_invalid", _header(seq=0)),
    "header: unit as path": ("header_invalid", _header(unit_code="../27001")),
    "header: lines in a name": ("header_invalid", _header(unit_name="A\nPayload-Oxum: 0.0")),
    "header: no instant": ("header_invalid", _header(created_at="hôm qua")),
    "header: shard as path": ("header_invalid", _header(records=[{"file": "data/records/../x.jsonl", "count": 1}])),
}
MANIFESTS: dict[str, tuple[str, Attack]] = {
    f"manifest: {name}": (code, _manifest(old, new))
    for name, (code, old, new) in {
        "document type": ("xml_doctype", b"<asic:ASiC", b'<!DOCTYPE x [<!ENTITY e "x">]><asic:ASiC'),
        "entity bomb": ("xml_doctype", b"<asic:ASiC", b'<!ENTITY a "&b;&b;"><asic:ASiC'),
        "instruction": ("xml_doctype", b"<asic:ASiC", b"<?php x?><asic:ASiC"),
        "comment": ("xml_doctype", b"</asic:ASiC", b"<!-- x --></asic:ASiC"),
        "other signature": ("manifest_other_signature", b"signature001", b"signature002"),
        "two signatures": ("manifest_other_signature", b"</asic:ASiC", b"<asic:SigReference /></asic:ASiC"),
        "old digest": ("weak_digest", b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1"),
        "spaces": ("manifest_malformed", b"\n</asic", b"\n </asic"),
        "line ends": ("manifest_malformed", b"\n", b"\r\n"),
        "letters by number": ("manifest_malformed", b'URI="data/package.json', b'URI="data/&#112;ackage.json'),
        "other media type": ("manifest_malformed", b"application/json", b"text/html"),
        "root file": ("manifest_malformed", b"MimeType", b"Rootfile='true' MimeType"),
        "mimetype covered": ("manifest_malformed", b'URI="bagit.txt"', b'URI="mimetype"'),
    }.items()
}
SIGNATURES: dict[str, tuple[str, Attack]] = {
    "signature: two signers": ("signature_signers", _cms(_twice)),
    "signature: no signer": ("signature_signers", _cms(_set("signer_infos", []))),
    "signature: attached": (
        "signature_attached", _cms(_set("encap_content_info", {"content_type": "data", "content": b"x"})),
    ),
    "signature: unsigned part": (
        "signature_unsigned_parts",
        _cms(_set("signer_infos.0.unsigned_attrs", [{"type": "content_type", "values": ["data"]}])),
    ),
    "signature: no attributes": ("signature_attributes", _signature(_bare)),
    "signature: no certificates": ("signature_certificates", _cms(_set("certificates", []))),
    "signature: other certificate": ("certificate_swapped", _signature(_swapped)),
    "signature: other version": ("signature_malformed", _cms(_set("version", "v3"))),
    "signature: old digest": ("weak_digest", _cms(_set("signer_infos.0.digest_algorithm", {"algorithm": "sha1"}))),
    "signature: old algorithm": (
        "weak_signature", _cms(_set("signer_infos.0.signature_algorithm", {"algorithm": "sha1_ecdsa"})),
    ),
    "signature: bytes after": ("signature_malformed", _signature(lambda der, _victim: der + b"\0")),
    "signature: cut": ("signature_malformed", _signature(lambda der, _victim: der[:-1])),
    "signature: empty": ("signature_malformed", _signature(lambda _der, _victim: b"")),
    "signature: no end told": (
        "signature_malformed", _signature(lambda der, _victim: b"\x30\x80" + der[4:] + b"\0\0"),
    ),
    "signature: too large": ("signature_too_large", _signature(lambda der, _victim: der + bytes(64 << 10))),
    "signature: of something else": (
        "signature_wrong", _signature(lambda _der, victim: victim.a.sign(b"something else", victim.now)),
    ),
    "signature: lists made anew": ("signature_wrong", _old_lists),
}  # fmt: skip
KEYS: dict[str, tuple[str, Attack]] = {
    "key: another unit's": ("key_not_of_unit", _by(lambda victim: victim.b)),
    "key: new, unit's name": ("key_not_of_unit", _by(_own)),
    "key: root of the same name": ("certificate_forged", _by(_rogue)),
    "key: our root beside": (
        "certificate_forged",
        _by(lambda victim: replace(_rogue(victim), issuers_pem=(victim.root_pem,))),
    ),
    "key: unit as authority": ("issuer_not_authority", _by(_below)),
    "key: the root itself": ("certificate_usage", _by(lambda victim: Signer(victim.root, victim.root_pem))),
    "key: not for signing": (
        "certificate_usage", _by(lambda victim: certified(victim, _EC, _usage("key_agreement"))),
    ),
    "key: no use told": ("certificate_usage", _by(lambda victim: certified(victim, _EC, lambda made: made))),
    "key: RSA of 1024 bits": (
        "weak_key",
        _by(lambda victim: certified(victim, rsa.generate_private_key(65537, 1024), _usage("digital_signature"))),
    ),
    "key: curve of 192 bits": (
        "weak_key",
        _by(lambda victim: certified(victim, ec.generate_private_key(ec.SECP192R1()), _usage("digital_signature"))),
    ),
    "key: ended": (
        "certificate_expired",
        _by(lambda victim: certified(
            victim, _EC, lambda made: _usage("digital_signature")(_dated(made, victim, -400, -10)))),
    ),
    "key: not yet": (
        "certificate_not_yet_valid",
        _by(lambda victim: certified(
            victim, _EC, lambda made: _usage("digital_signature")(_dated(made, victim, 10, 400)))),
    ),
    "key: issued twice": (
        "key_not_of_unit", _by(lambda victim: certified(victim, _EC, _usage("digital_signature"))),
    ),
}  # fmt: skip


def _dated(made: x509.CertificateBuilder, victim: Victim, first: int, last: int) -> x509.CertificateBuilder:
    made._not_valid_before, made._not_valid_after = None, None
    begins, ends = victim.now + first * DAY, victim.now + last * DAY
    return made.not_valid_before(begins).not_valid_after(ends)


ATTACKS: dict[str, tuple[str, Attack]] = CONTAINER | CONTENTS | HEADERS | MANIFESTS | SIGNATURES | KEYS
