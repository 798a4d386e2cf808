"""Near-duplicates among the words people really write: a list of 232 initiatives, its titles and texts made of them."""

from __future__ import annotations

import dataclasses
import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from desktop.desk import Desk
from desktop.operations import duplicates, initiatives
from domain import text
from domain.table.reading import candidates, recognise
from exports.workbooks.read import read
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet

pytestmark = pytest.mark.real
NAME = "Trường Cao đẳng Kinh tế Thành phố Hồ Chí Minh"


@pytest.fixture(scope="module")
def titles() -> list[str]:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "lists"
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    (path,) = folder.glob("*.xls")
    sheet = read(path).sheets[0]
    found = candidates(sheet.rows, recognise(sheet.rows), date(2026, 1, 1), sheet.merged)
    return [str(one.fields["title"]) for one in found]


@pytest.fixture
def college(tmp_path: Path) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "college", dataclasses.replace(unions.UNIT, name=NAME))
    yield opened
    opened.close()


def test_nine_of_ten_pairs_of_the_list_are_alike(college: Desk, titles: list[str]) -> None:
    held = {initiatives.enter(college, {"title": title}).stored.row_id: title for title in titles}
    found = _searched(college)
    # Judged by another measure, the name of the college left out of both.
    right = sum(fuzz.token_sort_ratio(_bare(held[a]), _bare(held[b])) >= 75 for a, b in found)
    print(f"{right} of {len(found)} pairs of the list")
    assert found
    assert right >= 0.9 * len(found)


def test_edited_copies_are_found_and_little_else(college: Desk, titles: list[str]) -> None:
    chance = random.Random(8)
    words = [word for title in titles for word in title.split()]
    mixed = chance.sample(titles, len(titles))
    origin: dict[int, tuple[int, float]] = {}
    for number, start in enumerate(range(0, len(mixed) - 5, 6)):
        title, summary = mixed[start], ". ".join(mixed[start + 1 : start + 6])
        for share in (0.0, 0.15, 0.3):
            entered = {"title": _edited(title, share, words, chance), "summary": _edited(summary, share, words, chance)}
            origin[initiatives.enter(college, entered).stored.row_id] = (number, share)
    found = {tuple(sorted((origin[a], origin[b]))) for a, b in _searched(college)}
    right = {(one, other) for one, other in found if one[0] == other[0]}
    count = len(origin) // 3
    little, much = (sum(((n, 0.0), (n, share)) in right for n in range(count)) / count for share in (0.15, 0.3))
    print(f"{little:.3f} found with 15 % edited, {much:.3f} with 30 %; {len(right)} of {len(found)} pairs right")
    assert little >= 0.99
    assert much >= 0.9
    assert len(right) >= 0.9 * len(found)


def _searched(unit: Desk) -> list[tuple[int, int]]:
    duplicates.catch_up_all(unit, quiet)
    return [(a, b) for a, b, _words, _share in duplicates.search(unit, quiet)]


def _bare(title: str) -> str:
    folded = text.fold(title)
    for name in (NAME, "Trường Cao đẳng Kinh tế TP.HCM", "Trường Cao đẳng Kinh tế TPHCM", "Trường"):
        folded = folded.replace(text.fold(name), "")
    return folded


def _edited(written: str, share: float, words: list[str], chance: random.Random) -> str:
    """A third of the changes drop a word, a third put another in its place, a third add one."""
    made = []
    for word in written.split():
        luck = chance.random()
        if luck >= share / 3:
            made.append(chance.choice(words) if luck < 2 * share / 3 else word)
        if 2 * share / 3 <= luck < share:
            made.append(chance.choice(words))
    return " ".join(made)
