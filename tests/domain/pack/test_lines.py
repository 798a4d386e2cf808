"""Where keys stand: held against the standard reader for what is there, and against the writer for the lines."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pack import write
from domain.pack.lines import headers, line_of, spots
from tests.domain.pack.packs import SHIPPED, text

names = st.text("abcdefgh_-09", min_size=1, max_size=6) | st.text(min_size=1, max_size=5)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["# no comment", "a = 1", "[[x]]", '"', "\\", "'", "{", "]", ","]
)
scalars = st.one_of(words, st.integers(-9, 10**6), st.booleans(), st.dates(date(2000, 1, 1)), st.floats(0, 100))
inline = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=6
)
tables = st.dictionaries(names, inline, max_size=4)
packs = st.dictionaries(names, inline | tables | st.lists(tables, min_size=1, max_size=3), max_size=5)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield from places(inner, (*at, name))


class Sheet:
    """Writes a pack line by line, with comments and blanks between, and remembers on which line each key went."""

    def __init__(self, filler: list[str]) -> None:
        self.lines: list[str] = []
        self.at: dict[tuple[Any, ...], int] = {}
        self._filler = filler

    def put(self, line: str, place: tuple[Any, ...]) -> None:
        self.lines += self._filler
        self.at.setdefault(place, len(self.lines) + 1)
        self.lines += line.split("\n")

    def pair(self, place: tuple[Any, ...], value: Any) -> None:
        line = write.pair(place[-1], value)
        self.put(line, place)
        first = self.at[place]
        spread = line.count("\n") > 0
        for inner in places(value, place):
            if inner != place:
                self.at[inner] = first + (1 + inner[len(place)] if spread else 0)


def write_sheet(data: dict[str, Any], filler: list[str]) -> Sheet:
    sheet = Sheet(filler)
    tables = {name for name, value in data.items() if isinstance(value, dict) or write.is_list_of_tables(value)}
    for name, value in data.items():
        if name not in tables:
            sheet.pair((name,), value)
    for name in [name for name in data if name in tables]:
        entries = data[name] if isinstance(data[name], list) else [data[name]]
        for number, entry in enumerate(entries):
            place = (name, number) if isinstance(data[name], list) else (name,)
            brackets = ("[[", "]]") if isinstance(data[name], list) else ("[", "]")
            sheet.put(f"  {brackets[0]} {write.key(name)} {brackets[1]}  # note", place)
            sheet.at.setdefault((name,), sheet.at[place])
            for key, value in entry.items():
                sheet.pair((*place, key), value)
    return sheet


@given(packs, st.sampled_from([[], [""], ["# [x] = 1", ""], ["\t# 'it'"]]))
def test_every_key_is_found_on_the_line_it_was_written_on(data: dict[str, Any], filler: list[str]) -> None:
    sheet = write_sheet(data, filler)
    written = "\n".join(sheet.lines) + "\n"
    assert tomllib.loads(written) == data
    found = spots(written)
    assert {place: spot.line for place, spot in found.items()} == sheet.at
    for place, spot in found.items():
        value = data
        for step in place:
            value = value[step]  # type: ignore[index]
        if not isinstance(value, dict) and not write.is_list_of_tables(value):
            assert tomllib.loads(f"x = {written[spot.start : spot.end]}") == {"x": value}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_is_walked_whole(name: str) -> None:
    data = tomllib.loads(text(name))
    assert set(spots(text(name))) == set(places(data))
    assert len(headers(text(name))) > 40


def test_other_ways_to_write_the_same() -> None:
    written = (
        "a.b.c = 1\n'quoted key'.\"d\\u0065\" = '''\nwords \"\"\" [x]\n''''\n"
        'e = """\\\n  a\\""""""\n[f . g]\nh = [ # comment ]\n  1, [2,\n  3], { i = "}" , j.k = 4 },\n]\n'
        "[[l]]\n[[l.m]]\n[l.n]\n"
    )
    data = tomllib.loads(written)
    found = spots(written)
    assert set(found) == set(places(data))
    lines = {place: found[place].line for place in (("a", "b", "c"), ("e",), ("f",), ("f", "g", "h"), ("l", 0, "n"))}
    assert lines == {("a", "b", "c"): 1, ("e",): 5, ("f",): 7, ("f", "g", "h"): 8, ("l", 0, "n"): 14}
    assert found[("f", "g", "h", 1, 1)].line == 10
    assert found[("f", "g", "h", 2, "j", "k")].line == 10


def test_what_is_missing_is_looked_for_around() -> None:
    found = spots('id = "x"\n[[phases]]\nid = "1"\n')
    assert line_of(found, ("phases", 0, "title")) == 2
    assert line_of(found, ("phases", 5, "title")) == 2
    assert line_of(found, ("rubric", "source")) == 1
