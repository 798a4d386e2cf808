"""A unit is vouched for only by a request it signed and a code somebody heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from domain.errors import RuleError, TroubleError
from exports.package import keys, signing_certificate, trust
from exports.package.build import seal
from exports.package.enrolment import enrolment_request, read_enrolment
from tests.exports.package.union import NOW, OFFICE, A, B, Union, csr_for, package


@pytest.fixture
def key() -> keys.SigningKey:
    return keys.new_key()


def test_from_request_to_certificate(union: Union, key: keys.SigningKey, tmp_path: Path) -> None:
    name = "CĐCS Công ty trách nhiệm hữu hạn một thành viên Thương mại Dịch vụ Xuất nhập khẩu Hoa Sim"
    made = enrolment_request(tmp_path / "e.asice", key, "27009", name, recipient=OFFICE, app_version="0.1.0", now=NOW)
    request = read_enrolment(made.path)
    assert request == read_enrolment(made.path.read_bytes())
    assert (request.unit_code, request.unit_name, request.key_code) == ("27009", name, keys.key_code(key))
    heard = request.key_code.replace(" ", "-")
    issued = signing_certificate.read(trust.issue(union.root_key, union.root_pem, request, heard, NOW))
    assert signing_certificate.unit_code_of(issued) == "27009"
    assert issued.subject.get_attributes_for_oid(x509.oid.NameOID.ORGANIZATION_NAME)[0].value == name[:63] + "…"
    assert (issued.not_valid_after_utc - issued.not_valid_before_utc).days == 3 * 365 + 1
    found = {extension.value.__class__.__name__ for extension in issued.extensions}
    assert {"CRLDistributionPoints", "ExtendedKeyUsage", "AuthorityKeyIdentifier"} <= found
    usage = issued.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    issued.verify_directly_issued_by(signing_certificate.read(union.root_pem))


def test_the_root(union: Union) -> None:
    root = signing_certificate.read(union.root_pem)
    limits = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (limits.critical, limits.value.ca, limits.value.path_length) == (True, True, 0)
    assert (root.not_valid_after_utc - root.not_valid_before_utc).days == 15 * 365 + 1


def test_a_code_heard_wrong(union: Union) -> None:
    request = union.requests[A]
    for heard in (keys.key_code(union.signers[B].key), "0" * 30):
        with pytest.raises(RuleError) as caught:
            trust.issue(union.root_key, union.root_pem, request, heard, NOW)
        assert caught.value.code == "enrolment_code_wrong"
    with pytest.raises(RuleError, match="key_code_malformed"):
        trust.issue(union.root_key, union.root_pem, request, "12345", NOW)


def test_a_unit_cannot_become_the_office(union: Union) -> None:
    request = replace(union.requests[A], unit_code=OFFICE)
    with pytest.raises(RuleError, match="enrolment_unit_is_ours"):
        trust.issue(union.root_key, union.root_pem, request, request.key_code, NOW)


def test_a_request_that_was_altered(union: Union) -> None:
    damaged = union.requests[A].csr_pem.replace("M", "N", 3)
    for csr_pem in (damaged, "no request"):
        with pytest.raises(RuleError, match="enrolment_malformed"):
            trust.issue(union.root_key, union.root_pem, replace(union.requests[A], csr_pem=csr_pem), "1" * 30, NOW)


def test_the_key_of_somebody_else(union: Union, key: keys.SigningKey, tmp_path: Path) -> None:
    signer = keys.Signer(key, signing_certificate.self_signed(key, "27009", "X", NOW))
    told = {"kind": "enrolment", "unit_code": "27009", "unit_name": "X", "seq": 1}
    for csr, code in (
        (csr_for(union.signers[A].key), "enrolment_key_differs"),
        ("x", "enrolment_malformed"),
        (7, "enrolment_malformed"),
    ):
        seal(tmp_path / "e.asice", told | {"enrolment": {"csr_pem": csr}}, [], {}, signer, now=NOW)
        with pytest.raises(RuleError, match=code):
            read_enrolment(tmp_path / "e.asice")


def test_other_files(union: Union, sealed: Path, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="enrolment_wrong_kind"):
        read_enrolment(sealed)
    with pytest.raises(RuleError, match="not_a_package"):
        read_enrolment(b"x" * 400)
    with pytest.raises(TroubleError, match="file_missing"):
        read_enrolment(tmp_path / "gone.asice")
    altered = bytearray(package(tmp_path / "p.asice", union.signers[A]).path.read_bytes())
    altered[len(altered) // 2] ^= 1
    with pytest.raises(RuleError):
        read_enrolment(bytes(altered))
