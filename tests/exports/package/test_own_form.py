"""The form of signatures this program makes: the library's to the last bit, and taken for it only then."""

from __future__ import annotations

import asyncio
import functools
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms

from exports.package import cms, keys, own_form, signing_certificate
from exports.package.layout import RefusedError
from exports.package.signature import Signature
from tests.exports.package.union import NOW, A, Union

CONTENT = b"what is signed"


def der_of(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)


@functools.cache
def signer() -> keys.Signer:
    key = keys.new_key()
    return keys.Signer(key, signing_certificate.self_signed(key, A, "CĐCS Công ty A", NOW))


@functools.cache
def _good() -> bytes:
    return signer().sign(CONTENT, NOW)


def by_library(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> Signature:
    with monkeypatch.context() as patch:
        patch.setattr(own_form, "read", lambda _raw: None)
        return cms.take_apart(raw)


@pytest.mark.parametrize("issuers", [True, False], ids=["with its root", "alone"])
def test_the_library_writes_the_same(issuers: bool, union: Union) -> None:
    one = union.signers[A] if issuers else signer()
    plain = cms.key_signer(one.key.pkcs8_der, der_of(one.certificate_pem), [der_of(pem) for pem in one.issuers_pem])
    theirs = cms.sign(CONTENT, plain, NOW)
    found = own_form.read(theirs)
    assert found is not None
    assert own_form.write(CONTENT, found.certificates, NOW, lambda _attributes: found.value) == theirs
    assert found.is_over(CONTENT, one.key.private().public_key())


def test_both_ways_read_the_same(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, root = union.signers[A].sign(CONTENT, NOW), x509.load_pem_x509_certificate(union.root)
    ours, theirs = cms.take_apart(raw), by_library(raw, monkeypatch)
    assert ours.own is not None
    assert theirs.own is None
    assert (ours.certificate, ours.issuers, ours.signed_at) == (theirs.certificate, theirs.issuers, theirs.signed_at)
    revoked = union.with_crl(union.signers[A].certificate_pem).crl_der
    for content in (CONTENT, b"something else"):
        for given_root, crl in ((None, None), (root, None), (root, union.registry.crl_der), (root, revoked)):
            for now in (NOW, NOW.replace(year=NOW.year - 9), NOW.replace(year=NOW.year + 9)):
                told = [judged(content, one, given_root, crl, now) for one in (ours, theirs)]
                assert told[0] == told[1]


def judged(content: bytes, signature: Signature, root: Any, crl: bytes | None, now: datetime) -> str:
    try:
        return cms.verify(content, signature, root, crl, now)
    except RefusedError as refused:
        return refused.code


def test_the_library_believes_what_is_written_here(union: Union) -> None:
    signature = cms.take_apart(union.signers[A].sign(CONTENT, NOW))
    context = cms.context(x509.load_pem_x509_certificate(union.root), None, NOW)
    theirs = asyncio.run(async_validate_detached_cms(CONTENT, cms.signed_data(signature), context))
    assert theirs.bottom_line


@pytest.mark.parametrize("year", [1950, 1999, 2009, 2049])
def test_two_digits_of_a_year(year: int) -> None:
    now = datetime(year, 2, 28, 23, 59, 58, tzinfo=UTC)
    found = own_form.read(signer().sign(CONTENT, now))
    assert found is not None
    assert found.signed_at == now


def test_a_time_that_two_digits_cannot_say() -> None:
    with pytest.raises(ValueError, match="signing time"):
        signer().sign(CONTENT, datetime(2050, 1, 1, tzinfo=UTC))


def test_another_key_is_another_signature() -> None:
    found = own_form.read(_good())
    assert found is not None
    key = signer().key.private().public_key()
    assert found.is_over(CONTENT, key)
    assert not found.is_over(CONTENT + b".", key)
    assert not found.is_over(CONTENT, ec.generate_private_key(ec.SECP256R1()).public_key())
    assert not found.is_over(CONTENT, "no key of this kind")


def test_a_digest_that_is_signed_but_not_the_content_s() -> None:
    def sign(attributes: bytes) -> bytes:
        return signer().key.private().sign(attributes, ec.ECDSA(hashes.SHA256()))

    found = own_form.read(own_form.write(b"other", [der_of(signer().certificate_pem)], NOW, sign))
    assert found is not None
    assert not found.is_over(CONTENT, signer().key.private().public_key())


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_what_is_changed_is_not_of_this_form_or_says_something_else(data: st.DataObject) -> None:
    """A bit that nothing stands for would be one that can be changed unseen: written again, there is none."""
    good = _good()
    start = data.draw(st.integers(0, len(good) - 1))
    end = data.draw(st.integers(start, min(len(good), start + 6)))
    spoiled = good[:start] + data.draw(st.binary(max_size=8)) + good[end:]
    before, found = own_form.read(good), own_form.read(spoiled)
    assert before is not None
    if spoiled != good and found is not None:
        assert (found.certificates, found.attributes, found.value) != (
            before.certificates,
            before.attributes,
            before.value,
        )
        own = signing_certificate.read(signer().certificate_pem).public_key()
        assert found.certificates != before.certificates or not found.is_over(CONTENT, own)


@given(st.binary(max_size=300))
def test_noise_is_not_of_this_form(raw: bytes) -> None:
    assert own_form.read(raw) is None
