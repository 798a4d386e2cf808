"""Keys are kept under a password and named by thirty digits."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleError, TroubleError
from exports.package import keys, signing_certificate
from tests.exports.package.union import NOW, A, Union, csr_for

PASSWORD = b"a random password of the vault"


def test_protected_and_opened(union: Union) -> None:
    signer = union.signers[A]
    blob = keys.protect(signer.key, signer.certificate_pem, PASSWORD)
    assert keys.open_protected(blob, PASSWORD) == (signer.key, signer.certificate_pem)
    assert signer.key.pkcs8_der not in blob


def test_without_a_certificate() -> None:
    key = keys.new_key()
    blob = keys.protect(key, None, PASSWORD)
    assert keys.open_protected(blob, PASSWORD) == (key, None)
    with pytest.raises(TroubleError) as caught:
        keys.open_protected(blob, b"another")
    assert (caught.value.code, caught.value.again) == ("key_password_wrong", False)
    for damaged in (b"", b"x" * 40, blob[:-1], blob + b"x"):
        with pytest.raises(TroubleError, match="key_file_damaged"):
            keys.open_protected(damaged, PASSWORD)


def test_openssl_opens_it_too(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key = keys.new_key()
    (tmp_path / "k.p12").write_bytes(keys.protect(key, signing_certificate.self_signed(key, A, "A", NOW), b"abc"))
    command = ["openssl", "pkcs12", "-in", str(tmp_path / "k.p12"), "-nodes", "-passin", "pass:abc"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "BEGIN PRIVATE KEY" in told
    assert "BEGIN CERTIFICATE" in told


def test_a_key_shows_nothing_of_itself() -> None:
    assert repr(keys.new_key()) == "SigningKey()"


def test_one_code_for_a_key_wherever_it_stands(union: Union) -> None:
    signer = union.signers[A]
    code = keys.key_code(signer.key)
    certificate = signing_certificate.read(signer.certificate_pem)
    assert (
        code
        == keys.key_code(signer.certificate_pem)
        == keys.key_code(certificate)
        == keys.key_code(csr_for(signer.key))
    )
    assert [len(group) for group in code.split(" ")] == [5] * 6
    assert code != keys.key_code(union.signers["27002"].key)
    assert keys.code_of(keys.spki_sha256(signer.key)) == code


def test_the_code_is_the_number_the_format_says() -> None:
    digest = hashlib.sha256(b"any").hexdigest()
    assert keys.code_of(digest).replace(" ", "") == str(int(digest, 16))[-30:]
    assert keys.code_of("0" * 63 + "7") == "00000 00000 00000 00000 00000 00007"


@given(st.text("0123456789", min_size=30, max_size=30), st.sampled_from([" ", "-", ".", "\n", "\u00a0", " · "]))
def test_a_code_as_people_write_it(digits: str, between: str) -> None:
    assert keys.normal_code(between.join(digits[at : at + 5] for at in range(0, 30, 5))) == digits


@pytest.mark.parametrize("text", ["", "1" * 29, "1" * 31, "１" * 30, "không rõ"])
def test_not_a_code(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        keys.normal_code(text)
    assert caught.value.code == "key_code_malformed"
