"""The one form of a signature that keys of this program make: written here, and recognised by writing it once more.

A signature is taken for one of this form only if what was read of it, written again, is the same to the last bit:
nothing in it can then be anything else than what was read. All others are taken apart by `cms`, which names what is
wrong with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from exports.package import der
from exports.package.der import tlv

MAX_CERTIFICATES = 10
_CONTEXT_0, _CONTEXT_4 = 0xA0, 0xA4
_VERSION_1 = tlv(der.INTEGER, b"\x01")


def _oid(hexed: str) -> bytes:
    return tlv(der.OID, bytes.fromhex(hexed))


_SIGNED_DATA, _DATA = _oid("2a864886f70d010702"), _oid("2a864886f70d010701")
_CONTENT_TYPE, _MESSAGE_DIGEST = _oid("2a864886f70d010903"), _oid("2a864886f70d010904")
_SIGNING_TIME, _SIGNING_CERTIFICATE_V2 = _oid("2a864886f70d010905"), _oid("2a864886f70d010910022f")
_SHA256 = tlv(der.SEQUENCE, _oid("608648016503040201"), b"\x05\x00")
_ECDSA_SHA256 = tlv(der.SEQUENCE, _oid("2a8648ce3d040302"))
_ATTRIBUTES = {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_TIME, _SIGNING_CERTIFICATE_V2}


@dataclass(frozen=True)
class OwnForm:
    """What such a signature says: the certificates in DER, the signer's first; `attributes` are what is signed."""

    certificates: tuple[bytes, ...]
    digest: bytes
    signed_at: datetime
    attributes: bytes = field(repr=False)
    value: bytes = field(repr=False)

    def is_over(self, content: bytes, key: object) -> bool:
        """Whether the signature is one over `content` by `key`, which must be the first certificate's."""
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        try:
            key.verify(self.value, self.attributes, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return hashlib.sha256(content).digest() == self.digest


def write(content: bytes, certificates: Sequence[bytes], now: datetime, sign: Callable[[bytes], bytes]) -> bytes:
    """DER of a detached CAdES-B-B signature over `content`: ECDSA over SHA-256, by `sign`, of the bytes it is given.

    `certificates` in DER, the signer's first; each is named among what is signed, so that no byte of them is unsigned.
    """
    attributes = _attributes(hashlib.sha256(content).digest(), certificates, now)
    return _whole(certificates, attributes, sign(tlv(der.SET, attributes)))


def read(raw: bytes) -> OwnForm | None:
    """What a signature of this form says, of which nothing is verified; None for every other."""
    try:
        certificates, digest, signed_at, value = _parts(raw)
        attributes = _attributes(digest, certificates, signed_at)
        if _whole(certificates, attributes, value) != raw:
            return None
    except ValueError:
        return None
    return OwnForm(tuple(certificates), digest, signed_at, tlv(der.SET, attributes), value)


def _parts(raw: bytes) -> tuple[list[bytes], bytes, datetime, bytes]:
    """ValueError where something else stands than is looked for; whatever is passed over, `read` writes again."""
    _type, explicit = _exactly(2, der.children(raw, der.SEQUENCE))
    (data,) = _exactly(1, der.children(explicit, _CONTEXT_0))
    _version, _digests, _encapsulated, held, signers = _exactly(5, der.children(data, der.SEQUENCE))
    (signer,) = _exactly(1, der.children(signers, der.SET))
    told = _exactly(6, der.children(signer, der.SEQUENCE))
    attributes = dict(_attribute(one) for one in der.children(told[3], _CONTEXT_0))
    if set(attributes) != _ATTRIBUTES:
        raise ValueError("attributes")
    (named,) = _exactly(1, der.children(attributes[_SIGNING_CERTIFICATE_V2], der.SEQUENCE))
    hashed = [der.content(der.children(one, der.SEQUENCE)[0], der.OCTETS) for one in der.children(named, der.SEQUENCE)]
    embedded = {hashlib.sha256(one).digest(): one for one in der.children(held, _CONTEXT_0)}
    if not 0 < len(hashed) <= MAX_CERTIFICATES or len(set(hashed)) != len(hashed) or set(hashed) != set(embedded):
        raise ValueError("certificates")
    digest = der.content(attributes[_MESSAGE_DIGEST], der.OCTETS)
    signed_at = _moment(der.content(attributes[_SIGNING_TIME], der.UTC_TIME))
    return [embedded[one] for one in hashed], digest, signed_at, der.content(told[5], der.OCTETS)


def _exactly(count: int, parts: list[bytes]) -> list[bytes]:
    if len(parts) != count:
        raise ValueError("parts")
    return parts


def _attribute(one: bytes) -> tuple[bytes, bytes]:
    name, values = _exactly(2, der.children(one, der.SEQUENCE))
    (value,) = _exactly(1, der.children(values, der.SET))
    return name, value


def _attributes(digest: bytes, certificates: Sequence[bytes], now: datetime) -> bytes:
    named = [tlv(der.SEQUENCE, tlv(der.OCTETS, hashlib.sha256(one).digest()), _issuer_serial(one, general=True))
             for one in certificates]  # fmt: skip
    told = {
        _CONTENT_TYPE: _DATA,
        _MESSAGE_DIGEST: tlv(der.OCTETS, digest),
        _SIGNING_TIME: tlv(der.UTC_TIME, _utc_time(now)),
        _SIGNING_CERTIFICATE_V2: tlv(der.SEQUENCE, tlv(der.SEQUENCE, *named)),
    }
    # A set is written in the order of its members' bytes.
    return b"".join(sorted(tlv(der.SEQUENCE, name, tlv(der.SET, value)) for name, value in told.items()))


def _whole(certificates: Sequence[bytes], attributes: bytes, value: bytes) -> bytes:
    signer = tlv(der.SEQUENCE, _VERSION_1, _issuer_serial(certificates[0], general=False), _SHA256,
                 tlv(_CONTEXT_0, attributes), _ECDSA_SHA256, tlv(der.OCTETS, value))  # fmt: skip
    data = tlv(der.SEQUENCE, _VERSION_1, tlv(der.SET, _SHA256), tlv(der.SEQUENCE, _DATA),
               tlv(_CONTEXT_0, *sorted(certificates)), tlv(der.SET, signer))  # fmt: skip
    return tlv(der.SEQUENCE, _SIGNED_DATA, tlv(_CONTEXT_0, data))


def _issuer_serial(certificate: bytes, *, general: bool) -> bytes:
    """Who issued a certificate and under which number, as it says itself; `general` wraps the name as ESS wants it."""
    inner = der.children(der.children(certificate, der.SEQUENCE)[0], der.SEQUENCE)
    if len(inner) < 4 or inner[0][0] != _CONTEXT_0:
        raise ValueError("certificate")
    serial, name = inner[1], inner[3]
    return tlv(der.SEQUENCE, tlv(der.SEQUENCE, tlv(_CONTEXT_4, name)) if general else name, serial)


def _utc_time(now: datetime) -> bytes:
    moment = now.astimezone(UTC)
    if not 1950 <= moment.year <= 2049:
        raise ValueError("signing time")
    return f"{moment:%y%m%d%H%M%S}Z".encode()


def _moment(written: bytes) -> datetime:
    moment = datetime.strptime(written.decode("ascii"), "%y%m%d%H%M%SZ").replace(tzinfo=UTC)
    # Two digits of a year mean 1950 to 2049 here; the library of the language has its own border.
    return moment.replace(year=1950 + (moment.year - 1950) % 100)
