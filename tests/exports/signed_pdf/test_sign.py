"""A signed PDF holds, shows its signature in Vietnamese, and appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm

from desktop import messages
from domain.errors import RuleError, TroubleError
from exports.signed_pdf import place, read, sign, verify
from exports.signed_pdf.stamp import Said
from tests.exports import pdf_reading
from tests.exports.package.union import NOW, A, B, Union
from tests.exports.signed_pdf.pdfs import (
    DUC,
    HAN,
    SAID,
    Here,
    chairman,
    other_page,
    paper,
    plain,
    quiet,
    signed,
    updated,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return paper(tmp_path / "to-trinh.pdf", chairman())


def codes(path: Path, union: Union) -> list[str]:
    return [one.code for one in verify.verify(path, registry=union.registry, now=NOW).signatures]


def told_by_pdfsig(path: Path) -> str:
    if not shutil.which("pdfsig"):
        pytest.skip("not installed: pdfsig (poppler-utils)")
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout


def refused(*given: Any, **options: Any) -> str:
    with pytest.raises(RuleError) as caught:
        signed(*given, **options)
    return caught.value.code


def test_the_signature_holds_and_says_who_when_and_why(file: Path, union: Union) -> None:
    made = signed(file, union.signers[A], "ky.pdf")
    seen = verify.verify(made.path, registry=union.registry, now=NOW)
    assert (seen.verdict, seen.code) == ("valid", "")
    only = seen.signatures[0]
    assert (only.name, only.unit_name, only.unit_code) == (HAN, "CĐCS Công ty A", A)
    assert (only.reason, only.signed_at) == (SAID.reason, "2026-11-20T03:00:00Z")
    assert only.whole_file
    assert only.since == ""
    with made.path.open("rb") as stream:
        assert PdfFileReader(stream).embedded_signatures[0].sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_the_field_shows_vietnamese_in_letters_that_come_along(file: Path, union: Union) -> None:
    made = signed(file, union.signers[A], "ky.pdf")
    text = pdf_reading.pages(flat(made.path))[made.place.page]
    assert f"Ký bởi: {HAN}" in text
    assert "Thời điểm ký (theo máy ký): 20/11/2026 10:00" in text
    assert "Phê duyệt hồ sơ đề nghị công nhận" in pdf_reading.squeezed(text) or "Phê duyệt hồ sơ đề nghị" in text
    assert all(pdf_reading.fonts(flat(made.path)).values())


def flat(path: Path) -> Path:
    """The file with what its fields show drawn on the page, as when it is printed."""
    import pypdfium2

    target = path.with_name(f"flat-{path.name}")
    document = pypdfium2.PdfDocument(path)
    try:
        document.init_forms()
        for page in document:
            page.flatten()
        document.save(target)
    finally:
        document.close()
    return target


def test_pdfsig_agrees(file: Path, union: Union) -> None:
    made = signed(signed(file, union.signers[A], "1.pdf").path, union.signers[B], "2.pdf", Said(DUC, "B"))
    told = told_by_pdfsig(made.path)
    assert told.count("Signature is Valid") == 2
    assert told.count("Total document signed") == 1


def test_several_signers_one_after_the_other(file: Path, union: Union) -> None:
    path = file
    for number, code in enumerate((A, B, A), start=1):
        made = signed(path, union.signers[code], f"{number}.pdf", Said(f"Người {number}", code))
        path = made.path
        assert made.signatures == number
    seen = verify.verify(path, registry=union.registry, now=NOW)
    assert seen.verdict == "valid"
    assert [one.name for one in seen.signatures] == ["Người 1", "Người 2", "Người 3"]
    assert [one.whole_file for one in seen.signatures] == [False, False, True]
    assert [one.since for one in seen.signatures] == ["signatures", "signatures", ""]
    assert path.read_bytes().startswith(file.read_bytes())


def test_nothing_is_signed_on_top_of_an_altered_file(file: Path, union: Union, tmp_path: Path) -> None:
    altered = updated(signed(file, union.signers[A], "1.pdf").path, tmp_path / "altered.pdf", other_page)
    assert refused(altered, union.signers[B], "2.pdf") == "pdf_altered_before"
    assert not (tmp_path / "2.pdf").exists()


def test_a_full_file_gets_a_page_and_the_next_signer_stands_there_too(union: Union, tmp_path: Path) -> None:
    full = plain(tmp_path / "full.pdf", full=True)
    first = signed(full, union.signers[A], "1.pdf")
    assert first.place == replace(place.ADDED, page=1)
    assert len(pdf_reading.pages(first.path)) == 2
    second = signed(first.path, union.signers[B], "2.pdf")
    assert second.place.page == 1
    assert verify.verify(second.path, registry=union.registry, now=NOW).verdict == "valid"


def test_nothing_that_is_there_is_overwritten(file: Path, union: Union) -> None:
    before = file.read_bytes()
    assert refused(file, union.signers[A], file.name) == "pdf_target_exists"
    assert file.read_bytes() == before


@pytest.mark.parametrize("at", range(5))
def test_stopped_anywhere_nothing_is_left(at: int, file: Path, union: Union) -> None:
    class StoppedError(Exception):
        """The person pressed stop."""

    def step(done: int, _total: int) -> None:
        if done == at:
            raise StoppedError

    with pytest.raises(StoppedError):
        sign.sign(file, file.with_name("ky.pdf"), union.signers[A], SAID, reader=Here(), now=NOW, step=step)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_what_does_not_verify_when_read_back_never_appears(file: Path, union: Union, monkeypatch: Any) -> None:
    """A disk that swallows bytes must not end in a sentence of success."""

    def torn(path: Path, most: int) -> bytes:
        data = path.read_bytes()
        return data if path.suffix == ".pdf" else data.replace(b"/ByteRange", b"/ByteRangf", 1)

    monkeypatch.setattr(read, "read", torn)
    with pytest.raises(TroubleError) as caught:
        signed(file, union.signers[A], "ky.pdf")
    assert caught.value.code == "pdf_not_verified"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_files_that_cannot_be_signed(union: Union, tmp_path: Path) -> None:
    key = union.signers[A]
    (tmp_path / "odd.pdf").write_bytes(b"%PDF-1.7\nno such thing")
    assert refused(tmp_path / "odd.pdf", key, "ky.pdf") == "pdf_unreadable"
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert refused(tmp_path / "empty.pdf", key, "ky.pdf") == "pdf_unreadable"
    with pytest.raises(TroubleError) as caught:
        signed(tmp_path / "none.pdf", key, "ky.pdf")
    assert caught.value.code == "file_missing"
    missing = tmp_path / "no" / "ky.pdf"
    with pytest.raises(TroubleError) as caught:
        sign.sign(plain(tmp_path / "p.pdf"), missing, key, SAID, reader=Here(), now=NOW, step=quiet)
    assert caught.value.code == "pdf_write_failed"


def test_a_file_with_a_password(union: Union, tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt=StandardEncryption("bí mật"))
    canvas.drawString(100, 100, "x")
    canvas.save()
    assert refused(tmp_path / "locked.pdf", union.signers[A], "ky.pdf") == "pdf_encrypted"


def test_a_file_that_allows_no_further_signature(file: Path, union: Union, tmp_path: Path) -> None:
    certified = tmp_path / "certified.pdf"

    def certify(writer: Any) -> None:
        meta = PdfSignatureMetadata("Goc", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
        with union.signers[A].opened() as signer:
            certified.write_bytes(PdfSigner(meta, signer).sign_pdf(writer).getvalue())

    with file.open("rb") as stream:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

        certify(IncrementalPdfFileWriter(stream))
    assert refused(certified, union.signers[B], "ky.pdf") == "pdf_locked"


def test_a_long_name_and_reason_stay_within_the_field(file: Path, union: Union) -> None:
    said = Said("Công Tằng Tôn Nữ Thị Phương Thảo Nguyên " * 3, "CĐCS " * 20, "Lý do rất dài. " * 60)
    made = signed(file, union.signers[A], "ky.pdf", said)
    only = verify.verify(made.path, registry=union.registry, now=NOW).signatures[0]
    assert only.reason == said.reason.strip()
    assert "…" in pdf_reading.pages(flat(made.path))[0]


@pytest.mark.real
def test_every_odd_pdf_is_signed_so_that_it_holds_or_refused_in_a_sentence(union: Union, tmp_path: Path) -> None:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "pdfs"
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    outcomes = Counter[str]()
    for file in sorted(folder.glob("*.pdf")):
        target = tmp_path / file.name
        try:
            sign.sign(file, target, union.signers[A], SAID, reader=Here(), now=NOW, step=quiet)
            last = verify.verify(target, registry=union.registry, now=NOW).signatures[-1]
            assert (last.verdict, last.whole_file) == ("valid", True), file.name
            outcomes["signed"] += 1
        except (RuleError, TroubleError) as error:
            assert messages.of_error(error) != error.code
            assert not target.exists()
            outcomes[error.code] += 1
    print(dict(outcomes))
    assert outcomes["signed"] > 20
    assert list(tmp_path.glob("*.part")) == []
