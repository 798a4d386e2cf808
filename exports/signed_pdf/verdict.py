"""What is said of a signed PDF: values alone, so that screens need not wait for the library that finds them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PdfSignature:
    """One signature. `code` is "" when valid, else names a sentence filled by `facts`.

    `signed_at` (UTC ISO 8601) and `reason` are the signer's word. `whole_file`: nothing was added since. `since` says
    what was: "", "upkeep" (proofs for later), "signatures" (or filled form fields), "notes", "content". `intact`: what
    was signed is unchanged and what came later is allowed, whoever signed.
    """

    verdict: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    name: str = ""
    unit_name: str = ""
    unit_code: str = ""
    issuer_name: str = ""
    signed_at: str = ""
    reason: str = ""
    whole_file: bool = False
    since: str = ""
    intact: bool = False
    signer_code: str = ""


@dataclass(frozen=True)
class PdfVerification:
    """The verdict over a PDF and each of its signatures, the first one first."""

    verdict: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    signatures: tuple[PdfSignature, ...] = ()
