"""Traps of the libraries underneath, each paid for once: what they do by themselves, and that we do not fall for it."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from asn1crypto import x509 as asn1_x509
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleTrustManager

from desktop.desk import Desk
from desktop.operations import keys as unit_keys
from exports.package import cms, keys, signing_certificate
from exports.package.verify import verify
from tests.desktop.operations import unions as registers
from tests.exports.package.forge import parts_of, zipped
from tests.exports.package.union import DAY, NOW, A, Union, package

CONTENT = b"what is signed"


def loaded(pem: str) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER))


def without_point(union: Union) -> keys.Signer:
    """A certificate of the root that names no place for its list of withdrawn ones."""
    key, root = keys.new_key(), signing_certificate.read(union.root_pem)
    name = signing_certificate.subject(A, "CĐCS Công ty A", "CĐ")
    bare = signing_certificate.for_signing(name, key.private().public_key(), root.subject, NOW)
    made = bare.sign(union.root_key.private(), hashes.SHA256())
    return keys.Signer(key, signing_certificate.pem(made), (union.root_pem,))


@pytest.mark.parametrize("mode", ["soft-fail", "hard-fail"])
def test_the_softer_rules_look_away_from_the_list_they_are_given(mode: str, union: Union) -> None:
    signer = without_point(union)
    signature = cms.take_apart(signer.sign(CONTENT, NOW))
    crl = union.with_crl(signer.certificate_pem).crl_der
    context = ValidationContext(trust_roots=[loaded(union.root_pem)], crls=[crl], allow_fetching=False, moment=NOW,
                                revocation_mode=mode)  # fmt: skip
    theirs = asyncio.run(async_validate_detached_cms(CONTENT, signature.signed_data, context))
    assert theirs.trusted
    root = signing_certificate.read(union.root_pem)
    assert cms.verify(CONTENT, signature, root, crl, NOW) == "REVOKED_NO_POE"


def test_a_revoked_package_without_a_distribution_point_is_refused(union: Union, tmp_path: Path) -> None:
    signer = without_point(union)
    path = package(tmp_path / "p.asice", signer).path
    assert verify(path, registry=union.with_crl(signer.certificate_pem), now=NOW).code == "certificate_revoked"


def test_no_roots_is_not_the_roots_of_this_pc() -> None:
    assert list(cms.context(None, None, NOW).path_builder.trust_manager.iter_certs()) == []
    assert list(SimpleTrustManager.build(trust_roots=[]).iter_certs()) == []


def test_a_certificate_pinned_as_a_root_would_outlive_itself(union: Union) -> None:
    """The library's way; ours compares the pinned certificate and looks at its dates (test_verify, signed PDFs too)."""
    signer = union.signers[A]
    signature = cms.take_apart(signer.sign(CONTENT, NOW))
    late = NOW + 3 * 365 * DAY + timedelta(days=30)
    context = ValidationContext(trust_roots=[loaded(signer.certificate_pem)], allow_fetching=False, moment=late,
                                revocation_mode="soft-fail")  # fmt: skip
    assert asyncio.run(async_validate_detached_cms(CONTENT, signature.signed_data, context)).trusted


def test_a_wrong_password_is_an_error_not_nothing(tmp_path: Path) -> None:
    key = keys.new_key()
    file = tmp_path / "k.p12"
    pem = signing_certificate.self_signed(key, A, "A", NOW)
    sealed = pkcs12.serialize_key_and_certificates(
        b"k", key.private(), signing_certificate.read(pem), None, BestAvailableEncryption(b"right")
    )
    file.write_bytes(sealed)
    assert SimpleSigner.load_pkcs12(file, passphrase=b"wrong") is None
    with pytest.raises(Exception, match="key_password_wrong"):
        keys.open_protected(keys.protect(key, pem, b"right"), b"wrong")


def test_the_password_of_a_kept_key_is_random_and_long(tmp_path: Path) -> None:
    """The seal over PKCS#12 has 2 048 rounds whatever one asks for: a password that a person made up would not do."""
    opened: Desk = registers.new(tmp_path / "unit", passphrase="mật khẩu của đơn vị")
    try:
        password = unit_keys._password(opened)
        assert len(password) == 64
        assert len(set(password)) > 8
    finally:
        opened.close()


def test_nothing_is_encrypted_without_a_seal_over_it() -> None:
    """The builder of enveloped data leaves changes unseen."""
    root = Path(cms.__file__).resolve().parents[2]
    sources = [file for folder in ("exports", "desktop", "db", "domain") for file in (root / folder).rglob("*.py")]
    assert len(sources) > 200
    assert not [file for file in sources if "PKCS7Envelope" in file.read_text(encoding="utf-8")]


def test_a_clock_of_2009_signs_nothing_into_the_future(union: Union, tmp_path: Path) -> None:
    path = package(tmp_path / "p.asice", union.signers[A], now=NOW.replace(year=2009)).path
    seen = verify(path, registry=union.registry, now=NOW)
    assert (seen.verdict, seen.warnings) == ("valid", ("sender_clock_old",))
    early = verify(path, registry=union.registry, now=NOW.replace(year=2009))
    assert early.code == "certificate_not_yet_valid"


def test_two_entries_of_one_name_are_two_files_for_two_programs(sealed: Path, tmp_path: Path) -> None:
    """The library gives the last, `unzip` the first; ours gives none of them."""
    parts = parts_of(sealed)
    name = "data/evidence/00001.txt"
    twice = tmp_path / "twice.asice"
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(twice, "w") as archive:
        for part in [*parts, next(part for part in parts if part.name == name)]:
            archive.writestr(str(part.name), part.content if archive.namelist().count(str(part.name)) == 0 else b"last")
    assert ZipFile(twice).read(name) == b"last"
    if shutil.which("unzip"):
        given = subprocess.run(["unzip", "-p", str(twice), name], capture_output=True, check=False).stdout
        assert not given.startswith(b"last")
    assert (
        verify(zipped([*parts, next(part for part in parts if part.name == name)]), now=NOW).code == "entry_duplicate"
    )
    assert verify(twice, now=NOW).verdict == "invalid"


def test_the_seal_over_pkcs12_keeps_its_few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the password of a kept key is made by chance: what was asked for the contents is not asked for the seal."""
    monkeypatch.setattr(keys, "_ROUNDS", 5_000)
    kept = keys.protect(keys.new_key(), None, b"x")
    told = Pfx.load(kept)["mac_data"]["iterations"].native
    assert told == 2048
