from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from domain.errors import RuleError, TroubleError
from exports.package import signing_certificate, timestamps
from exports.package.layout import RefusedError
from exports.transports import time_authority
from tests.exports.package import time_authority as authorities
from tests.exports.package.time_authority import Authority

SIGNED = b"the bytes of a signature"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authorities.running(tmp_path_factory.mktemp("tsa")) as running:
        yield running


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return time_authority.ask(authority.url, timestamps.question(SIGNED)[0])


def code_of(answer: bytes, signature: bytes = SIGNED, roots: bytes = b"", nonce: int | None = None) -> str:
    with pytest.raises(RefusedError) as refused:
        timestamps.judge(answer, signature, roots, nonce)
    return refused.value.code


def test_a_stamp_says_when_and_who_and_whether_that_is_trusted(authority: Authority) -> None:
    question, nonce = timestamps.question(SIGNED)
    answer = time_authority.ask(authority.url, question)
    stamp = timestamps.judge(answer, SIGNED, authority.root, nonce)
    assert (stamp.authority, stamp.trusted) == ("Nơi cấp dấu thử", True)
    assert abs(stamp.stamped_at - datetime.now(UTC)) < timedelta(hours=1)
    assert not timestamps.judge(answer, SIGNED).trusted


def test_another_root_does_not_make_it_trusted(answer: bytes, tmp_path: Path) -> None:
    with authorities.running(tmp_path) as other:
        assert not timestamps.judge(answer, SIGNED, other.root).trusted


def test_a_stamp_of_something_else_or_for_another_question_is_none(authority: Authority, answer: bytes) -> None:
    assert code_of(answer, b"other bytes", authority.root) == "timestamp_other"
    assert code_of(answer, nonce=1) == "timestamp_other"


def test_no_flipped_bit_leaves_a_trusted_stamp_of_another_time(authority: Authority, answer: bytes) -> None:
    honest = timestamps.judge(answer, SIGNED, authority.root)
    for at in range(0, len(answer), 37):
        bad = answer[:at] + bytes([answer[at] ^ 4]) + answer[at + 1 :]
        try:
            found = timestamps.judge(bad, SIGNED, authority.root)
        except RefusedError:
            continue
        assert not found.trusted or found == honest, at


@pytest.mark.parametrize("bad", [b"", b"\x30\x00", b"no DER at all", b"\x30\x82\xff\xff" + bytes(40), bytes(70_000)])
def test_what_is_no_answer_is_refused_without_a_crash(bad: bytes) -> None:
    assert code_of(bad) == "timestamp_malformed"


def test_an_answer_that_says_no_is_told_as_such() -> None:
    assert code_of(bytes.fromhex("30053003020102")) == "timestamp_refused"


def test_only_a_certificate_for_timestamps_may_stamp() -> None:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ai đó")])
    own = signing_certificate.for_signing(name, key.public_key(), name, datetime.now(UTC)).sign(key, hashes.SHA256())
    pkcs8 = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    somebody = DummyTimeStamper(
        asn1_x509.Certificate.load(own.public_bytes(Encoding.DER)),
        PrivateKeyInfo.load(pkcs8),
        fixed_dt=datetime.now(UTC),
    )
    question = tsp.TimeStampReq.load(timestamps.question(SIGNED)[0])
    assert code_of(somebody.request_tsa_response(question).dump()) == "timestamp_usage"


def test_openssl_accepts_the_same_stamp(authority: Authority, answer: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.tsr").write_bytes(answer)
    (tmp_path / "signature001.p7s").write_bytes(SIGNED)
    shutil.copy(authority.folder / "root.pem", tmp_path)
    command = ["openssl", "ts", "-verify", "-in", "p.tsr", "-data", "signature001.p7s", "-CAfile", "root.pem"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_wrong_roots_are_the_persons_own_mistake(answer: bytes) -> None:
    with pytest.raises(RuleError) as refused:
        timestamps.judge(answer, SIGNED, b"no certificate")
    assert refused.value.code == "timestamp_root_wrong"


@pytest.mark.parametrize("url", ["", "tsa.example", "file:///etc/passwd", "http://", "http://[", "http://x:99999"])
def test_an_address_that_is_none_is_not_asked(url: str) -> None:
    with pytest.raises(RuleError) as refused:
        time_authority.ask(url, b"")
    assert refused.value.code == "tsa_address_wrong"


def test_no_network_can_be_tried_again(authority: Authority) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(TroubleError) as trouble:
        time_authority.ask(url, b"x")
    assert (trouble.value.code, trouble.value.again) == ("tsa_unreachable", True)


def test_a_page_instead_of_an_answer_is_strange(tmp_path: Path) -> None:
    with authorities.running(tmp_path) as running:
        running.kind = "text/html"
        with pytest.raises(TroubleError) as trouble:
            time_authority.ask(running.url, timestamps.question(SIGNED)[0])
    assert trouble.value.code == "tsa_strange"
