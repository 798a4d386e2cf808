"""Odd and hostile files made by others, taken for packages: a clear verdict for each, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop import messages
from desktop.operations import evidence_intake
from desktop.operations.evidence_intake import file_source
from domain.errors import RuleError, TroubleError
from exports.package import header as headers
from exports.package.layout import RefusedError
from exports.package.manifest import read_asic_manifest
from exports.package.read import Container
from exports.package.verify import take_apart, verify
from tests.desktop.operations import unions
from tests.exports.package.forge import parts_of, with_changed, zipped
from tests.exports.package.union import NOW, A, Union, package

pytestmark = pytest.mark.real


def files(name: str) -> list[Path]:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / name
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["archives", "pdfs", "spreadsheets"])
def test_none_of_them_is_a_package_and_each_is_told_why(kind: str, tmp_path: Path) -> None:
    verdicts, before = {}, list(tmp_path.iterdir())
    for path in files(kind):
        seen = verify(path, now=NOW)
        assert seen.verdict in ("unreadable", "invalid"), path
        assert messages.sentence(seen.code, seen.facts) != seen.code, path
        assert (seen.records, seen.unit_code) == (0, ""), path
        with pytest.raises(RuleError):
            take_apart(path)
        verdicts[path] = seen.code
    if kind == "archives":
        zips = {path.name: code for path, code in verdicts.items() if path.suffix == ".zip"}
        assert len(set(zips.values())) > 5, zips
    assert list(tmp_path.iterdir()) == before


def test_their_archives_break_the_profile_one_by_one() -> None:
    """Each reason is looked for in whatever the ones before would have hidden."""
    for path in files("archives"):
        with path.open("rb") as file:
            try:
                container = Container(file)
            except RefusedError:
                continue
            # A plain archive in our narrow form may be opened, but it is no package.
            assert "META-INF/ASiCManifest001.xml" not in container.entries, path


def test_their_xml_is_refused_as_a_manifest_before_anything_looks_into_it(union: Union, tmp_path: Path) -> None:
    found = [path for path in files("archives") if path.suffix == ".xml"]
    assert len(found) > 5
    parts = parts_of(package(tmp_path / "p.asice", union.signers[A]).path)
    for path in found:
        raw = path.read_bytes()
        with pytest.raises(RefusedError):
            read_asic_manifest(raw)
        signed = with_changed(parts, "META-INF/ASiCManifest001.xml", content=raw)
        signed = with_changed(signed, "META-INF/signature001.p7s", content=union.signers[A].sign(raw, NOW))
        seen = verify(zipped(signed), root_pem=union.root, now=NOW)
        assert (seen.verdict, seen.code in ("xml_doctype", "manifest_malformed", "manifest_other_signature")) == (
            "invalid", True,
        ), path  # fmt: skip


def test_their_text_is_refused_as_a_header() -> None:
    for path in files("text"):
        with pytest.raises(RefusedError):
            headers.read(path.read_bytes())


def test_their_pdfs_are_taken_as_evidence_or_refused_in_words(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "unit")
    (row_id,) = unions.enter(opened)
    taken = 0
    for path in files("pdfs"):
        try:
            evidence_intake.add(opened, row_id, file_source(path))
            taken += 1
        except (RuleError, TroubleError) as error:
            assert messages.of_error(error) != error.code, path
    assert taken > 10
    opened.close()
