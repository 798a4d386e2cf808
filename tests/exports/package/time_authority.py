"""A timestamp authority of its own on this machine: real requests over HTTP, answered by `openssl ts`."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ANSWER = "application/timestamp-reply"
_CONFIG = """[tsa]
default_tsa = t
[t]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """Where it answers, and the certificate of its root. `twist` may change an answer before it goes out."""

    folder: Path
    url: str = ""
    twist: Callable[[bytes], bytes] = bytes
    kind: str = ANSWER

    @property
    def root(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def answer(self, question: bytes) -> bytes:
        asked, answered = self.folder / "q.tsq", self.folder / "a.tsr"
        asked.write_bytes(question)
        command = ["openssl", "ts", "-reply", "-config", "ts.cnf", "-queryfile", asked.name, "-out", answered.name]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return self.twist(answered.read_bytes())


@contextmanager
def running(folder: Path) -> Iterator[Authority]:
    """Answers on 127.0.0.1 until the block is left."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    authority = _make(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", authority.kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_told: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield authority
        finally:
            server.shutdown()
            thread.join()


def _make(folder: Path) -> Authority:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name("Gốc dấu thời gian thử")
    root = _certificate(root_name, root_name, root_key.public_key(), x509.BasicConstraints(True, 0), None, root_key)
    own = _certificate(_name("Nơi cấp dấu thử"), root_name, key.public_key(), x509.BasicConstraints(False, None),
                       x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), root_key)  # fmt: skip
    (folder / "root.pem").write_bytes(root)
    (folder / "tsa.pem").write_bytes(own)
    (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "serial").write_text("01\n")
    (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder))
    return Authority(folder)


def _name(organization: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization)])


def _certificate(
    name: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    constraints: x509.BasicConstraints,
    usage: x509.ExtendedKeyUsage | None,
    signer: ec.EllipticCurvePrivateKey,
) -> bytes:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=400))
        .add_extension(constraints, critical=True)
    )
    if usage is not None:
        made = made.add_extension(usage, critical=True)
    return made.sign(signer, hashes.SHA256()).public_bytes(Encoding.PEM)
