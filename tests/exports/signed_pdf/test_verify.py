"""What is said of a signed PDF: four verdicts, and what a signature does not prove is never called proved."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from desktop import messages
from domain.errors import RuleError
from exports.package import keys, signing_certificate, trust
from exports.package.registry import TrustRegistry
from exports.signed_pdf import verify
from resources import path as resource
from tests.exports.package.union import DAY, NOW, A, B, Union, found
from tests.exports.signed_pdf.pdfs import chairman, other_page, paper, plain, signed, updated


@pytest.fixture
def good(union: Union, tmp_path: Path) -> Path:
    return signed(paper(tmp_path / "p.pdf", chairman()), union.signers[A], "ky.pdf").path


def verdict(path: Path, registry: TrustRegistry | None, later: timedelta = timedelta()) -> tuple[str, str]:
    seen = verify.verify(path, registry=registry, now=NOW + later)
    return seen.verdict, seen.code


def test_a_page_changed_by_an_incremental_update_is_altered(good: Path, union: Union, tmp_path: Path) -> None:
    altered = updated(good, tmp_path / "altered.pdf", other_page)
    assert verdict(altered, union.registry) == ("invalid", "pdf_changed_since")
    only = verify.verify(altered, registry=union.registry, now=NOW).signatures[0]
    assert (only.whole_file, only.since, only.intact) == (False, "content", False)


def test_pdfsig_calls_the_same_file_valid(good: Path, union: Union, tmp_path: Path) -> None:
    """Why we do not rely on it: the bytes that were signed are all still there."""
    if not shutil.which("pdfsig"):
        pytest.skip("not installed: pdfsig (poppler-utils)")
    altered = updated(good, tmp_path / "altered.pdf", other_page)
    told = subprocess.run(["pdfsig", "-nocert", altered], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told


def test_a_script_put_in_afterwards(good: Path, union: Union, tmp_path: Path) -> None:
    def scripted(writer: IncrementalPdfFileWriter) -> None:
        action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
        writer.root[pdf_name("/OpenAction")] = writer.add_object(DictionaryObject(action))
        writer.update_root()

    assert verdict(updated(good, tmp_path / "js.pdf", scripted), union.registry) == ("invalid", "pdf_changed_since")


def test_a_note_laid_over_the_page(good: Path, union: Union, tmp_path: Path) -> None:
    def noted(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        box = ArrayObject(FloatObject(n) for n in (0, 0, 595, 842))
        note = {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): box, pdf_name("/Contents"): pdf_string("999")}  # fmt: skip
        page["/Annots"].append(writer.add_object(DictionaryObject(note)))
        writer.update_container(page["/Annots"])

    assert verdict(updated(good, tmp_path / "note.pdf", noted), union.registry) == ("invalid", "pdf_changed_since")


def test_a_field_filled_in_after_the_signature(union: Union, tmp_path: Path) -> None:
    """The sum stands in a field that looks like any other words, and is another one once everybody has signed."""
    canvas = Canvas(str(tmp_path / "form.pdf"))
    canvas.drawString(72, 640, "So tien")
    canvas.acroForm.textfield(name="sum", x=72, y=600, width=300, height=30, value="1 trieu")
    canvas.save()
    made = signed(tmp_path / "form.pdf", union.signers[A], "ky.pdf").path
    assert verdict(made, union.registry) == ("valid", "")

    def filled(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field[pdf_name("/V")] = pdf_string("999 ty")
        writer.update_container(field)

    altered = updated(made, tmp_path / "filled.pdf", filled)
    assert verdict(altered, union.registry) == ("invalid", "pdf_changed_since")
    twice = signed(made, union.signers[B], "ky-2.pdf").path
    assert verdict(twice, union.registry) == ("valid", ""), "a further signature is no such field"


def test_a_layer_put_over_the_page_afterwards(good: Path, union: Union, tmp_path: Path) -> None:
    def layered(writer: IncrementalPdfFileWriter) -> None:
        layers = DictionaryObject({pdf_name("/OCGs"): ArrayObject()})
        writer.root[pdf_name("/OCProperties")] = writer.add_object(layers)
        writer.update_root()

    assert verdict(updated(good, tmp_path / "layer.pdf", layered), union.registry) == ("invalid", "pdf_changed_since")


def test_a_file_whose_root_is_none_is_not_readable(good: Path) -> None:
    good.write_bytes(re.sub(rb"/Root \d+ 0 R", b"/Root 1 0 R", good.read_bytes()))
    seen = verify.verify(good, now=NOW)
    assert (seen.verdict, seen.code) == ("unreadable", "pdf_unreadable")


def test_a_later_signature_does_not_heal_a_change_before_it(good: Path, union: Union, tmp_path: Path) -> None:
    altered = updated(good, tmp_path / "altered.pdf", other_page)
    made = forced(altered, union)
    seen = verify.verify(made, registry=union.registry, now=NOW)
    assert [one.verdict for one in seen.signatures] == ["invalid", "valid"]
    assert (seen.verdict, seen.code) == ("invalid", "pdf_changed_since")


def forced(altered: Path, union: Union) -> Path:
    """Signed with the bare library, which asks no questions."""
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner

    with altered.open("rb") as stream, union.signers[B].opened() as signer:
        made = PdfSigner(PdfSignatureMetadata("Sau"), signer).sign_pdf(IncrementalPdfFileWriter(stream))
    target = altered.with_name("forced.pdf")
    target.write_bytes(made.getvalue())
    return target


def test_no_flipped_byte_passes(good: Path, union: Union, tmp_path: Path) -> None:
    data, spoiled = good.read_bytes(), tmp_path / "spoiled.pdf"
    begins = data.index(b"/Contents <") + len(b"/Contents <")
    ends = data.index(b">", begins)  # between them lies the signature itself, which cannot sign itself
    for at in range(9, len(data), max(1, len(data) // 150)):
        if begins <= at < ends:
            continue
        spoiled.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
        try:
            assert verdict(spoiled, union.registry)[0] in ("invalid", "unreadable"), at
        except RuleError as error:
            assert error.code == "pdf_unsigned", at


def test_no_flipped_byte_of_the_signature_itself_breaks_the_reader(good: Path, union: Union, tmp_path: Path) -> None:
    data, spoiled = good.read_bytes(), tmp_path / "spoiled.pdf"
    begins = data.index(b"/Contents <") + len(b"/Contents <")
    seen = set()
    ends = data.index(b"0" * 64, begins)
    for at in range(begins, ends, 37):
        spoiled.write_bytes(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
        seen.add(verdict(spoiled, union.registry)[0])
    assert "invalid" in seen
    assert seen <= {"valid", "untrusted", "invalid", "unreadable"}


@pytest.mark.parametrize("junk", [b"\n%%junk\n", b"\n%%junk\n%%EOF\n", b"\nx\nstartxref\n%d\n%%%%EOF\n"])
def test_junk_behind_the_end(junk: bytes, good: Path, union: Union) -> None:
    """Another reader that rebuilds the file from its objects might show what stands in it."""
    data = good.read_bytes()
    at = int(data[data.rindex(b"startxref") :].split()[1])
    good.write_bytes(data + (junk % at if b"%d" in junk else junk))
    assert verdict(good, union.registry)[0] in ("invalid", "unreadable")


def test_line_ends_behind_the_end_are_no_change(good: Path, union: Union) -> None:
    good.write_bytes(good.read_bytes() + b"\r\n\n")
    assert verdict(good, union.registry) == ("valid", "")


def test_who_is_believed(good: Path, union: Union, tmp_path: Path) -> None:
    assert verdict(good, union.registry) == ("valid", "")
    assert verdict(good, None) == ("untrusted", "pdf_no_trust")
    assert verify.verify(good, root_pem=union.root, now=NOW).verdict == "valid"
    assert verdict(good, replace(union.registry, units={})) == ("untrusted", "pdf_not_enrolled")
    assert verdict(good, union.with_units(state="revoked")) == ("invalid", "pdf_revoked")
    assert verdict(good, union.with_crl(union.signers[A].certificate_pem)) == ("invalid", "pdf_revoked")


def test_a_root_of_the_same_name_is_another(good: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert verdict(good, found(tmp_path / "other").registry)[0] == "untrusted"


def test_a_key_nobody_vouches_for(union: Union, tmp_path: Path) -> None:
    key = keys.new_key()
    own = keys.Signer(key, signing_certificate.self_signed(key, A, "CĐCS Công ty A", NOW))
    made = signed(paper(tmp_path / "p.pdf", chairman()), own, "ky.pdf").path
    assert verdict(made, union.registry) == ("untrusted", "pdf_not_enrolled")
    assert verdict(made, None) == ("untrusted", "pdf_no_trust")


def test_certificates_out_of_their_time(good: Path, union: Union) -> None:
    assert verdict(good, union.registry, timedelta(days=3 * 365 + 5)) == ("untrusted", "pdf_expired")
    assert verdict(good, union.registry, timedelta(days=-10)) == ("untrusted", "pdf_not_yet_valid")
    assert verdict(good, union.registry, timedelta(days=500)) == ("untrusted", "pdf_trust_stale")


def test_a_pinned_certificate_of_another_authority_counts_until_it_expires(union: Union, tmp_path: Path) -> None:
    """Pinned as a root it would be trusted for ever; so it is compared, and its own dates are looked at."""
    ca_key, ca_pem = trust.new_root("999", "Nhà cung cấp chữ ký số", NOW)
    key = keys.new_key()
    asked = replace(union.requests[A], csr_pem=csr(key))
    pem = trust.issue(ca_key, ca_pem, asked, keys.key_code(key), NOW)
    made = signed(paper(tmp_path / "p.pdf", chairman()), keys.Signer(key, pem, (ca_pem,)), "ky.pdf").path
    assert verdict(made, union.registry) == ("untrusted", "pdf_other_issuer")
    pinned = union.with_units(spki_sha256=keys.spki_sha256(pem), certificate_pem=pem)
    assert verdict(made, pinned) == ("valid", "")
    assert verdict(made, pinned, 3 * 365 * DAY + 5 * DAY) == ("untrusted", "pdf_expired")


def csr(key: keys.SigningKey) -> str:
    from tests.exports.package.union import csr_for

    return csr_for(key)


def test_a_file_without_signatures(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        verify.verify(plain(tmp_path / "p.pdf"), now=NOW)
    assert caught.value.code == "pdf_unsigned"


def test_what_is_no_pdf_is_not_readable(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(b"PK\3\4 no PDF at all")
    assert verdict(tmp_path / "p.pdf", None) == ("unreadable", "pdf_unreadable")


def test_every_verdict_has_its_sentence_in_both_languages() -> None:
    source = (Path(verify.__file__).parent / "verify.py").read_text(encoding="utf-8")
    codes = {part.split('"')[0] for part in source.split('"pdf_')[1:]}
    for language in ("vi", "en"):
        told = tomllib.loads(resource(f"messages/{language}/signature.toml").read_text(encoding="utf-8"))
        assert codes <= {code.removeprefix("pdf_") for code in told}
    assert messages.sentence("pdf_expired", {"expired_on": "20/11/2029"}).count("20/11/2029") == 1


@pytest.mark.real
def test_every_odd_pdf_gets_a_verdict_or_one_sentence() -> None:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "pdfs"
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    verdicts = {}
    for file in sorted(folder.glob("*.pdf")):
        try:
            verdicts[file.name] = verify.verify(file, now=NOW).verdict
        except RuleError as error:
            verdicts[file.name] = error.code
    assert len(verdicts) > 40
    assert "valid" not in verdicts.values()  # nobody is trusted here
    assert set(verdicts.values()) <= {"untrusted", "invalid", "unreadable", "pdf_unsigned"}
