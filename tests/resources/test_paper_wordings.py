"""The wordings of papers that ship with the program."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

import resources
from domain.paper import facts
from domain.paper.content import Table, Title
from domain.paper.template import Facts, fill
from exports.reports import papers

FILES = sorted((resources.ROOT / "papers").glob("*.toml"))


def test_every_paper_has_its_wording_and_no_wording_is_left_over() -> None:
    assert {file.stem for file in FILES} == {report.id for report in papers.REPORTS}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_wording_names_only_what_papers_know(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    known = Facts(dict.fromkeys(facts.NAMES, "x"), dict.fromkeys(facts.TABLES, ()), {"criteria": [("a", "Mới")]})
    paper = fill(tomllib.loads(text), known)
    assert any(isinstance(block, Title) for block in paper.blocks)
    for block in paper.blocks:
        if isinstance(block, Table):
            assert 10 <= block.size <= 12
    fill(tomllib.loads(text), Facts(facts.blank(), known.tables, known.columns))
