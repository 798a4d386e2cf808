"""The request for a certificate, signed by a key that never leaves its token.

Importing this module costs about half a second: only whoever signs does so.
"""

from __future__ import annotations

import asyncio

from asn1crypto import csr as asn1_csr
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509

from exports.package.tokens import TokenSigner


def csr(token: TokenSigner, subject: x509.Name) -> str:
    """PEM of the request; errors as `TokenSigner.sign`."""
    with token.opened() as signer:
        info = asn1_csr.CertificationRequestInfo(
            {
                "version": "v1",
                "subject": asn1_x509.Name.load(subject.public_bytes()),
                "subject_pk_info": signer.signing_cert.public_key,
                "attributes": [],
            }
        )
        signature = asyncio.run(signer.async_sign_raw(info.dump(), "sha256"))
        algorithm = signer.get_signature_mechanism_for_digest("sha256")
    made = asn1_csr.CertificationRequest(
        {"certification_request_info": info, "signature_algorithm": algorithm, "signature": signature}
    )
    return bytes(pem.armor("CERTIFICATE REQUEST", made.dump())).decode()
