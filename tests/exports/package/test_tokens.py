"""Keys on tokens sign packages and PDFs that everybody accepts; what goes wrong is told in words of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest

from desktop import messages
from domain.errors import RuleError, TroubleError
from exports.package import tokens
from exports.package.tokens import TokenSigner
from exports.package.verify import verify
from exports.signed_pdf import verify as pdfs
from tests.exports.package import soft_token
from tests.exports.package.soft_token import LABEL, PIN, SoftToken, trusting
from tests.exports.package.test_outsiders import need, openssl, run
from tests.exports.package.union import NOW, Union, package
from tests.exports.signed_pdf.pdfs import chairman, paper, signed

SCHEMES = [("rsa", tokens.PSS), ("rsa", tokens.RSA), ("ec", tokens.ECDSA_RAW)]


@pytest.fixture(scope="module")
def token(union: Union, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftToken]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOFTHSM2_CONF", "")
        place = soft_token.initialised(tmp_path_factory.mktemp("hsm"))
        yield soft_token.with_keys(place, union)


def signer(token: SoftToken, union: Union, label: str, scheme: str = "", pin: str = PIN) -> TokenSigner:
    pem = token.certificates[label]
    found = [one for one in tokens.plugged_in(token.module)[0].certificates if one.certificate_pem == pem]
    return TokenSigner(token.module, found[0].token_serial, found[0].key_id, pem, pin, (union.root_pem,), scheme)


def refused(key: TokenSigner) -> str:
    with pytest.raises((RuleError, TroubleError)) as caught:
        key.sign(b"x", NOW)
    told = messages.of_error(caught.value)
    assert told != caught.value.code
    return str(caught.value.code)


def test_what_is_on_the_token_is_told_without_a_pin(token: SoftToken) -> None:
    (found,) = tokens.plugged_in(token.module)
    assert (found.label, found.tries) == (LABEL, "")
    assert {one.label for one in found.certificates} == {"rsa", "ec"}
    one = next(one for one in found.certificates if one.label == "ec")
    assert (len(one.code.replace(" ", "")), one.expires_on, one.subject) == (30, "2029-11-19", "CĐ 27001")


@pytest.mark.parametrize(("label", "scheme"), SCHEMES)
def test_packages_that_outsiders_accept(
    label: str, scheme: str, token: SoftToken, union: Union, tmp_path: Path
) -> None:
    need("openssl", "sha256sum")
    path = package(tmp_path / "p.asice", signer(token, union, label, scheme)).path
    registry = trusting(union, token.certificates[label])
    assert verify(path, registry=registry, now=NOW).verdict == "valid"
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "p")
    root = tmp_path / "root.pem"
    root.write_bytes(union.root)
    told = openssl(tmp_path / "p", root)
    assert told.returncode == 0, told.stderr
    assert "CAdES Verification successful" in told.stderr
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        assert run(tmp_path / "p", "sha256sum", "--strict", "-c", name).returncode == 0
    bagit.Bag(str(tmp_path / "p")).validate()


@pytest.mark.parametrize(("label", "scheme"), [one for one in SCHEMES if one[1] != tokens.PSS])
def test_gnutls_accepts_them_too(label: str, scheme: str, token: SoftToken, union: Union, tmp_path: Path) -> None:
    """All but PSS, which certtool does not take in a CMS signature."""
    need("certtool")
    path = package(tmp_path / "p.asice", signer(token, union, label, scheme)).path
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "p")
    root = tmp_path / "root.pem"
    root.write_bytes(union.root)
    told = run(tmp_path / "p", "certtool", "--p7-verify", "--inder", "--infile", "META-INF/signature001.p7s",
               "--load-data", "META-INF/ASiCManifest001.xml", "--load-ca-certificate", str(root))  # fmt: skip
    assert told.returncode == 0, told.stderr + told.stdout
    assert "Signature status: ok" in told.stderr + told.stdout


@pytest.mark.parametrize(("label", "scheme"), SCHEMES)
def test_pdfs(label: str, scheme: str, token: SoftToken, union: Union, tmp_path: Path) -> None:
    made = signed(paper(tmp_path / "p.pdf", chairman()), signer(token, union, label, scheme), "ky.pdf").path
    seen = pdfs.verify(made, registry=trusting(union, token.certificates[label]), now=NOW)
    assert (seen.verdict, seen.signatures[0].whole_file) == ("valid", True)
    if not shutil.which("pdfsig"):
        pytest.skip("not installed: pdfsig (poppler-utils)")
    told = subprocess.run(["pdfsig", "-nocert", made], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told


def test_the_token_is_asked_how_it_signs(token: SoftToken, union: Union, tmp_path: Path) -> None:
    """SoftHSM hashes no data itself for ECDSA: without the raw mechanism it cannot sign at all."""
    for label, algorithm in (("rsa", "rsassa_pss"), ("ec", "sha256_ecdsa")):
        from asn1crypto import cms as asn1

        made = asn1.ContentInfo.load(signer(token, union, label).sign(b"x", NOW))
        assert made["content"]["signer_infos"][0]["signature_algorithm"]["algorithm"].native == algorithm
    assert refused(signer(token, union, "ec", tokens.ECDSA)) == "token_mechanism_missing"


def test_a_wrong_pin(token: SoftToken, union: Union) -> None:
    assert refused(signer(token, union, "ec", pin="000000")) in ("token_pin_wrong", "token_pin_few")
    assert refused(signer(token, union, "ec", pin="1")) in ("token_pin_wrong", "token_pin_few")
    assert refused(signer(token, union, "ec", pin="")) == "token_pin_needed"
    assert signer(token, union, "ec").sign(b"x", NOW)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ("PinLocked", "token_pin_locked"),
        ("PinExpired", "token_pin_new"),
        ("DeviceRemoved", "token_removed"),
        ("TokenNotPresent", "token_removed"),
        ("DeviceError", "token_failed"),
        ("MechanismInvalid", "token_mechanism_missing"),
    ],
)
def test_what_real_tokens_say_and_this_one_does_not(
    error: str, code: str, token: SoftToken, union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No software token locks itself or can be pulled out: its answers are put in the place of the log-in."""
    from pkcs11 import exceptions

    def answers(*_given: object) -> None:
        raise getattr(exceptions, error)

    key = signer(token, union, "ec")
    monkeypatch.setattr(tokens, "_demand_key", answers)
    assert refused(key) == code


def test_a_token_that_is_not_plugged_in_any_more(token: SoftToken, union: Union) -> None:
    assert refused(replace(signer(token, union, "ec"), token_serial="ffff")) == "token_removed"


def test_a_certificate_whose_key_is_elsewhere(token: SoftToken, union: Union) -> None:
    assert refused(replace(signer(token, union, "ec"), key_id="09")) == "token_key_missing"


def test_a_key_that_does_not_fit_its_certificate_gives_no_signature(token: SoftToken, union: Union) -> None:
    rsa, ec = signer(token, union, "rsa", tokens.RSA), signer(token, union, "ec")
    assert refused(replace(ec, key_id=rsa.key_id)) in ("token_failed", "token_mechanism_missing")


def test_what_is_no_module(tmp_path: Path) -> None:
    (tmp_path / "module.so").write_bytes(b"no library")
    for name in ("module.so", "none.so"):
        with pytest.raises(RuleError) as caught:
            tokens.plugged_in(str(tmp_path / name))
        assert caught.value.code == "token_module_wrong"


def test_choosing_among_certificates(token: SoftToken) -> None:
    found = tokens.plugged_in(token.module)
    codes = {one.label: one.code for one in found[0].certificates}
    assert tokens.chosen(found, LABEL, codes["ec"]).label == "ec"
    for label, code, told in ((LABEL, "", "token_several"), ("X", "", "token_not_found"),
                              (LABEL, "1" * 30, "token_certificate_missing")):  # fmt: skip
        with pytest.raises(RuleError) as caught:
            tokens.chosen(found, label, code)
        assert caught.value.code == told


def test_the_pin_is_not_shown(token: SoftToken, union: Union) -> None:
    assert PIN not in repr(signer(token, union, "ec"))
