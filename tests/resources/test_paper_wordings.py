"""The wordings of papers that ship with the program."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

import resources
from domain.paper import check, known, wording
from domain.paper.content import Table, Title
from domain.paper.facts import blank
from domain.paper.template import Facts, fill
from exports.reports import papers

FILES = sorted((resources.ROOT / "papers").glob("*.toml"))


def test_every_paper_has_its_wording_and_no_wording_is_left_over() -> None:
    assert {file.stem for file in FILES} == {report.id for report in papers.REPORTS}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_wording_names_only_what_papers_know(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    ships = tomllib.loads(text)
    assert check.problems(ships, ships) == []
    assert ships["needs"]
    lists = {name: [("a", "Mới")] for name in known.LISTS}
    told = Facts(dict.fromkeys(known.NAMES, "x"), dict.fromkeys(known.TABLES, ()), lists)
    paper = fill(ships, told)
    assert any(isinstance(block, Title) for block in paper.blocks)
    for block in paper.blocks:
        if isinstance(block, Table):
            assert 10 <= block.size <= 12
    fill(ships, Facts(blank(), told.tables, told.columns))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_piece_can_be_worded_and_put_back(file: Path) -> None:
    ships = tomllib.loads(file.read_text(encoding="utf-8"))
    pieces = wording.pieces(ships)
    assert {"title", "authority", "position", "copies", "number_form"} <= {one.what for one in pieces}
    assert wording.changes(ships, wording.reworded(ships, {one.at: one.words for one in pieces})) == []
    title = next(one for one in pieces if one.what == "title")
    changed = wording.reworded(ships, {title.at: "TÊN KHÁC"})
    assert check.problems(changed, ships) == []
    assert wording.changes(ships, changed) == [wording.Change("title", title.words, "TÊN KHÁC")]
