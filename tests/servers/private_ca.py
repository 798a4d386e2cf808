"""Certificates of a union's own CA, made anew for each run."""

from __future__ import annotations

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class PrivateCa:
    """A union's own CA, the certificate of its server on 127.0.0.1 (files), and a CA of somebody else."""

    def __init__(self, folder: Path) -> None:
        key, root = _certificate("LĐLĐ tỉnh")
        self.pem = root.public_bytes(serialization.Encoding.PEM).decode()
        _key, other = _certificate("Nơi khác")
        self.other = other.public_bytes(serialization.Encoding.PEM).decode()
        own, certificate = _certificate("127.0.0.1", key, root)
        self.server = folder / "server.pem", folder / "server.key"
        self.server[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        self.server[1].write_bytes(own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                                     serialization.NoEncryption()))  # fmt: skip


def _certificate(
    name: str, issuer_key: ec.EllipticCurvePrivateKey | None = None, issuer: x509.Certificate | None = None
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )  # fmt: skip
    if issuer is not None:
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        made = made.add_extension(names, critical=False)
    return key, made.sign(issuer_key or key, hashes.SHA256())
