"""Whatever strangers made is taken to pieces in few places, each of them behind the gate or with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What opens the pieces of a file, and where it may stand. `whole` is what the process at the gate does; the others open
# what has passed it, except where a reason stands beside them.
OPENED = {
    r"\bContainer\(": {"exports/package/verify.py", "exports/package/whole.py"},
    r"\bAgeReader\(": {"exports/package/crypt.py", "exports/package/whole.py"},
    r"\bcrypt\.opened\(": {"exports/package/verify.py", "desktop/operations/carriers.py"},
    r"\bcontents\.check\(": {"exports/package/verify.py", "exports/package/whole.py"},
    r"\bmessage_from_\w+\(": {"exports/transports/email_draft.py", "exports/package/whole.py"},
    r"\bTimeStampResp\b": {"exports/package/timestamps.py"},
    r"\bload_pem_x509_csr\(": {
        "exports/package/enrolment.py",
        "exports/package/authority.py",  # the request that `enrolment` read
        "exports/package/keys.py",  # as above, or this register's own
    },
    r"\bload_der_x509_crl\(": {
        "exports/package/authority.py",  # of a trust package that was let in
        "exports/package/chain.py",  # of a registry that was taken in before
        "exports/package/whole.py",
    },
    r"\bload_pem_x509_certificates?\(": {
        "exports/package/keys.py",  # this register's own, and those of packages that were let in
        "exports/package/signing_certificate.py",  # as above
        "exports/package/timestamps.py",
    },
    r"\bload_der_x509_certificate\(": {"exports/package/signing_certificate.py", "exports/package/tokens.py"},
    # Evidence: what has passed the gate, as a file of its own (`let_in`) or in a package that did.
    r"\b(evidence|contents|files)\.kind\(": {
        "desktop/operations/evidence_intake.py",
        "desktop/operations/evidence_in_packages.py",
        "exports/package/whole.py",
    },
    r"\bmay_have_macros\(|\bkind_of\(": {"exports/package/evidence.py"},
    r"\bZipFile\((?!stream)": {
        "exports/package/evidence.py",
        "exports/workbooks/kinds.py",  # in the process that reads one workbook
        "exports/workbooks/marks_ods.py",  # as above
        "exports/workbooks/marks_xlsb.py",
        "exports/workbooks/marks_xlsx.py",
    },
    # Pictures, PDFs and workbooks: in the process that reads one file (0050).
    r"\bQImageReader\(": {"desktop/pictures.py"},
    r"\bpictures\.(decoded|shrunk)\(|\bpreview\.stranger_page\(": {"desktop/outside/worker.py"},
    r"\bfrom exports\.signed_pdf import (page|active|verify|prepare)\b": {"desktop/outside/worker.py"},
    r"\bPdfDocument\(": {
        "exports/signed_pdf/page.py",
        "exports/signed_pdf/place.py",  # of a page that is being signed, in that process as well
        "exports/writers/preview.py",  # `stranger_page` there; else papers this program has just made
    },
    r"\bpython_calamine\b|\bload_workbook\(": {"exports/workbooks/worker.py"},
    r"\bcompound\.|\bcompound import\b": {"exports/workbooks/macros.py", "exports/workbooks/marks_xls.py"},
}
# Everything that opens a package does so by these, each of which asks the gate first.
ENTRIES = ("verify", "opened", "identity", "claims", "open_verified", "take_apart")


def places(pattern: str) -> set[str]:
    found = set()
    for folder in ("db", "desktop", "domain", "exports", "ui"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            if any(re.search(pattern, line) and not re.match(r"\s*(class|def|#)", line) for line in text.splitlines()):
                found.add(file.relative_to(ROOT).as_posix())
    return found


@pytest.mark.parametrize("pattern", OPENED)
def test_only_these_open_what_strangers_made(pattern: str) -> None:
    assert places(pattern) <= OPENED[pattern]


@pytest.mark.parametrize("name", ENTRIES)
def test_every_way_to_a_package_asks_the_gate_first(name: str) -> None:
    text = (ROOT / "exports/package/verify.py").read_text(encoding="utf-8")
    _before, _, body = text.partition(f"\ndef {name}(")
    assert body
    opening = re.search(r"Container\(|_verify\(file|contents\.claims\(", body)
    assert opening is not None
    assert re.search(r"gate\.(package|head)\(", body[: opening.start()])


def test_evidence_is_looked_into_only_after_it_was_let_in() -> None:
    intake = (ROOT / "desktop/operations/evidence_intake.py").read_text(encoding="utf-8")
    body = intake.partition("    def _look(")[2].partition("\n    def ")[0]
    told, _, looked_into = body.partition("else:")
    assert "told_by_head(" in told and "_let_in(" in looked_into.partition(".kind(")[0]
    whole = (ROOT / "exports/package/whole.py").read_text(encoding="utf-8").partition("\ndef package(")[2]
    assert "_evidence_in(" in whole.partition("\ndef ")[0]
