"""Who signed: only the key a unit is known by makes its package valid."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from domain.errors import RuleError, TroubleError
from exports.package import keys, signing_certificate, trust
from exports.package.keys import Signer, SigningKey
from exports.package.registry import TrustedUnit
from exports.package.verify import verify
from tests.exports.package import union as unions
from tests.exports.package.forge import parts_of, with_changed, zipped
from tests.exports.package.union import DAY, NOW, OFFICE, A, B, Union, package


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.asice"


def verdict(path: Path, **how: Any) -> str:
    found = verify(path, now=how.pop("now", NOW), **how)
    return f"{found.verdict} {found.code}".strip()


def issued_by(issuer: Signer, key: SigningKey, unit_code: str, *, authority: bool = False) -> Signer:
    """A certificate by whoever holds `issuer`, whether or not that one may issue any."""
    name = signing_certificate.subject(unit_code, unions.NAMES.get(unit_code, "X"), "CĐ")
    above = signing_certificate.read(issuer.certificate_pem)
    if authority:
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(above.subject).serial_number(7)
        builder = builder.public_key(key.private().public_key()).not_valid_before(NOW - DAY).not_valid_after(NOW + DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        builder = builder.add_extension(signing_certificate.usage("key_cert_sign", "digital_signature"), critical=True)
    else:
        builder = signing_certificate.for_signing(name, key.private().public_key(), above.subject, NOW)
    pem = signing_certificate.pem(builder.sign(issuer.key.private(), hashes.SHA256()))
    return Signer(key, pem, (issuer.certificate_pem, *issuer.issuers_pem))


def test_valid_by_root_and_by_registry(sealed: Path, union: Union) -> None:
    for how in (
        {"root_pem": union.root},
        {"registry": union.registry},
        {"root_pem": union.root, "registry": union.registry},
    ):
        found = verify(sealed, now=NOW, **how)
        assert (found.verdict, found.code, found.warnings) == ("valid", "", ())
        assert (found.kind, found.unit_code, found.unit_name) == ("submission", A, unions.NAMES[A])
        assert (found.seq, found.records, found.recipient) == (7, 3, OFFICE)
        assert found.created_at == found.signed_at == "2026-11-20T03:00:00Z"
        assert found.signer_code == keys.key_code(union.signers[A].key)
        assert found.signer_spki == union.registry.units[A].spki_sha256
        assert len(found.manifest_sha256) == 64


def test_nothing_to_hold_it_against(sealed: Path) -> None:
    assert verdict(sealed) == "untrusted no_trust_given"


def test_a_unit_that_is_not_enrolled(path: Path, union: Union) -> None:
    key = keys.new_key()
    own = Signer(key, signing_certificate.self_signed(key, "27009", "CĐCS mới", NOW))
    package(path, own, unit_code="27009")
    for how in ({}, {"root_pem": union.root}, {"registry": union.registry}):
        assert verdict(path, **how) == "untrusted unit_not_enrolled"
    package(path, union.signer_for(key, "27009"), unit_code="27009")
    assert verdict(path, registry=union.registry) == "untrusted unit_not_enrolled"
    assert verdict(path, root_pem=union.root) == "valid"


def test_a_self_signed_certificate_is_never_a_root(path: Path, union: Union) -> None:
    key = keys.new_key()
    pem = signing_certificate.self_signed(key, A, unions.NAMES[A], NOW)
    package(path, Signer(key, pem))
    assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"
    with pytest.raises(RuleError, match="root_wrong"):
        verify(union_package(path, union), root_pem=pem.encode(), now=NOW)
    mine = union.signers[A].key
    package(path, Signer(mine, signing_certificate.self_signed(mine, A, unions.NAMES[A], NOW)))
    assert verdict(path, registry=union.registry) == "untrusted packed_before_confirmed"


def union_package(path: Path, union: Union) -> Path:
    return package(path, union.signers[A]).path


def test_another_units_key(path: Path, union: Union) -> None:
    package(path, union.signers[B], unit_code=A)
    assert verdict(path, root_pem=union.root) == "invalid key_not_of_unit"
    assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"


def test_a_good_chain_alone_authorises_nobody(path: Path, union: Union) -> None:
    package(path, union.signer_for(keys.new_key(), A))
    assert verdict(path, root_pem=union.root) == "valid"
    assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"


def test_revoked(path: Path, union: Union) -> None:
    package(path, union.signers[A])
    listed = union.with_crl(union.signers[A].certificate_pem)
    assert verdict(path, registry=listed) == "invalid certificate_revoked"
    assert verdict(path, registry=listed, now=NOW - 1.5 * DAY) == "invalid certificate_revoked"
    assert verdict(path, registry=union.with_units(state="revoked")) == "invalid certificate_revoked"
    assert verdict(path, registry=union.with_crl(union.signers[B].certificate_pem)) == "valid"


def test_dates(path: Path, union: Union) -> None:
    package(path, union.signers[A])
    fresh = {days: union.with_crl(now=NOW + days * DAY) for days in (-3, 1096, 1098)}
    for how in (lambda days: {"root_pem": union.root}, lambda days: {"registry": fresh[days]}):
        assert verdict(path, now=NOW + 1096 * DAY, **how(1096)) == "valid"
        assert verdict(path, now=NOW + 1098 * DAY, **how(1098)) == "invalid certificate_expired"
        assert verdict(path, now=NOW - 3 * DAY - DAY / 24, **how(-3)) == "invalid certificate_not_yet_valid"
    assert verdict(path, root_pem=union.root, now=NOW - 2 * DAY) == "valid"
    assert verdict(path, registry=union.registry, now=NOW - 2 * DAY) == "valid"


def test_a_pinned_certificate_still_expires(path: Path, union: Union) -> None:
    package(path, union.signers[A])
    registry = union.with_crl(now=NOW + 1200 * DAY)
    assert verdict(path, registry=registry, now=NOW + 1200 * DAY) == "invalid certificate_expired"


def test_an_old_list_says_nothing(path: Path, union: Union) -> None:
    package(path, union.signers[A])
    assert verdict(path, registry=union.registry, now=NOW + 390 * DAY) == "valid"
    assert verdict(path, registry=union.registry, now=NOW + 500 * DAY) == "untrusted trust_stale"


def test_a_root_out_of_date(path: Path, tmp_path: Path) -> None:
    old = unions.found(tmp_path, NOW - 15 * 366 * DAY)
    package(path, Signer(old.root_key, old.root_pem))
    late = old.signer_for(keys.new_key(), A, NOW)
    package(path, late)
    assert verdict(path, root_pem=old.root) == "untrusted root_expired"


@pytest.mark.parametrize(
    ("signed_at", "warning"),
    [(datetime(2009, 1, 1, tzinfo=NOW.tzinfo), "sender_clock_old"), (NOW + 30 * DAY, "sender_clock_ahead")],
)
def test_clocks_of_senders(signed_at: datetime, warning: str, path: Path, union: Union) -> None:
    package(path, union.signers[A], now=signed_at)
    found = verify(path, registry=union.registry, now=NOW)
    assert (found.verdict, found.warnings) == ("valid", (warning,))


def test_a_rogue_authority_with_the_same_names(path: Path, union: Union, tmp_path: Path) -> None:
    rogue = unions.found(tmp_path)
    package(path, rogue.signers[A])
    assert verdict(path, root_pem=union.root) == "invalid certificate_forged"
    assert verdict(path, registry=union.registry) == "invalid certificate_forged"
    # With our root put beside instead of its own.
    package(path, replace(rogue.signers[A], issuers_pem=(union.root_pem,)))
    assert verdict(path, root_pem=union.root) == "invalid certificate_forged"


def test_another_authority(path: Path, union: Union) -> None:
    root_key, root_pem = trust.new_root("99000", "Nơi khác", NOW)
    other = issued_by(Signer(root_key, root_pem), keys.new_key(), A)
    package(path, other)
    assert verdict(path, root_pem=union.root) == "untrusted other_root"
    assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"
    assert verdict(path, root_pem=root_pem.encode()) == "valid"


def test_a_token_of_a_public_authority(path: Path, union: Union) -> None:
    root_key, root_pem = trust.new_root("99000", "Nhà cung cấp chữ ký số", NOW)
    token = issued_by(Signer(root_key, root_pem), keys.new_key(), "0100109106")
    package(path, token)
    pin = {"spki_sha256": keys.spki_sha256(token.certificate_pem)}
    assert verdict(path, registry=union.with_units(**pin, certificate_pem=token.certificate_pem)) == "valid"
    assert verdict(path, registry=union.with_units(**pin)) == "untrusted other_root"
    registry = union.with_units(**pin, certificate_pem=token.certificate_pem, state="revoked")
    assert verdict(path, registry=registry) == "invalid certificate_revoked"
    registry = union.with_units(**pin, certificate_pem=token.certificate_pem)
    assert verdict(path, registry=registry, now=NOW + 1200 * DAY) == "invalid certificate_expired"


def test_a_unit_that_issues_certificates(path: Path, union: Union) -> None:
    below = issued_by(union.signers[B], keys.new_key(), A)
    package(path, below)
    assert verdict(path, root_pem=union.root) == "invalid issuer_not_authority"
    assert verdict(path, registry=union.registry) == "invalid issuer_not_authority"
    between = issued_by(Signer(union.root_key, union.root_pem), keys.new_key(), B, authority=True)
    package(path, issued_by(between, keys.new_key(), A))
    assert verdict(path, root_pem=union.root) == "invalid issuer_not_authority"


def test_the_office_alone_speaks_as_the_office(path: Path, union: Union) -> None:
    for kind in ("receipt", "return", "programme"):
        package(path, union.signers[OFFICE], unit_code=OFFICE, kind=kind)
        assert verdict(path, registry=union.registry) == "valid"
        package(path, union.signers[A], kind=kind)
        assert verdict(path, registry=union.registry) == "invalid not_from_office"
        package(path, union.signers[A], unit_code=OFFICE, kind=kind)
        assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"
        package(path, union.signer_for(keys.new_key(), A), unit_code=OFFICE, kind=kind)
        assert verdict(path, registry=union.registry) == "invalid key_not_of_unit"


def test_authorities_do_not_sign_packages(path: Path, union: Union) -> None:
    package(path, Signer(union.root_key, union.root_pem), unit_code=OFFICE)
    assert verdict(path, root_pem=union.root) == "invalid certificate_usage"


def certificate(key: Any, union: Union, **usages: bool) -> str:
    root = signing_certificate.read(union.root_pem)
    builder = (
        x509.CertificateBuilder().subject_name(signing_certificate.subject(A, "A", "CĐ")).issuer_name(root.subject)
    )
    builder = builder.public_key(key.public_key()).serial_number(9)
    builder = builder.not_valid_before(NOW - DAY).not_valid_after(NOW + DAY)
    if usages:
        builder = builder.add_extension(signing_certificate.usage(*usages), critical=True)
    return signing_certificate.pem(builder.sign(union.root_key.private(), hashes.SHA256()))


def held(key: Any) -> SigningKey:
    return SigningKey(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def test_usages_and_strength(path: Path, union: Union) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    for usages in ({}, {"key_agreement": True}):
        package(path, Signer(held(key), certificate(key, union, **usages), (union.root_pem,)))
        assert verdict(path, root_pem=union.root) == "invalid certificate_usage"
    for weak in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP192R1())):
        package(path, Signer(held(weak), certificate(weak, union, digital_signature=True), (union.root_pem,)))
        assert verdict(path, root_pem=union.root) == "invalid weak_key"


def test_what_is_given_must_be_a_root(sealed: Path, union: Union, tmp_path: Path) -> None:
    other = unions.found(tmp_path)
    for wrong in (b"x", union.signers[A].certificate_pem.encode()):
        with pytest.raises(RuleError, match="root_wrong"):
            verify(sealed, root_pem=wrong, now=NOW)
    with pytest.raises(RuleError, match="root_wrong"):
        verify(sealed, root_pem=other.root, registry=union.registry, now=NOW)
    with pytest.raises(RuleError, match="trust_malformed"):
        verify(sealed, registry=replace(union.registry, crl_der=b""), now=NOW)


def test_an_altered_package_still_says_whose_it_claims_to_be(sealed: Path, path: Path) -> None:
    path.write_bytes(zipped(with_changed(parts_of(sealed), "data/evidence/00001.txt", content=b"x")))
    found = verify(path, now=NOW)
    assert (found.verdict, found.code) == ("invalid", "entry_altered")
    assert (found.unit_code, found.seq, found.records) == (A, 7, 3)
    assert (found.signer_code, found.manifest_sha256) == ("", "")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(TroubleError, match="file_missing"):
        verify(tmp_path / "gone.asice", now=NOW)
    with pytest.raises(TroubleError, match="file_unreadable"):
        verify(tmp_path, now=NOW)


def test_a_verdict_is_plain_values(sealed: Path, union: Union) -> None:
    found = verify(sealed, root_pem=union.root, now=NOW)
    assert json.loads(json.dumps(vars(found)))["verdict"] == "valid"
    assert hash(TrustedUnit(A, "A", "", "", "active"))


def test_reading_needs_no_signing_library() -> None:
    script = (
        "import sys, exports.package.build, exports.package.read, exports.package.keys; print('pyhanko' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
