"""Quality over number: how much of each unit's work is proved, and a sample for spot checks that can be drawn again."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from db import journal, quality, unit_counts
from desktop import clock
from desktop.desk import Desk, demand_officer
from desktop.operations import initiative_list, programmes, unit_codes, units
from domain import sample, text
from domain.errors import RuleError
from domain.quality import QualityLine as QualityLine
from domain.quality import Sample as Sample

WHAT = ("all", "evidence", "verified", "recognised")
LACKING = ("bare", "claimed")  # what a sample may be drawn from besides: without evidence, benefit only claimed


def lines(desk: Desk) -> list[QualityLine]:
    """All units together first, then each unit of today with whatever has gone into it and has initiatives in the
    programme in use, the most first."""
    pack, tree, today = programmes.current(desk), units.tree(desk), clock.today()
    pairs, home = twins(desk), unit_codes.homes(desk)
    of_unit = Counter(code for pair in pairs for code in _units_of(home, pair))
    names, parts = dict(unit_counts.units(desk.store, pack.id)), dict[str, list[dict[str, Any]]]()
    for row in quality.by_unit(desk.store, pack.id):
        parts.setdefault(home(row["unit_code"]), []).append(row)
    found = []
    for code, rows in parts.items():
        life = tree.holder(code)
        name = life.name(today) if life else names.get(rows[0]["unit_code"]) or code
        found.append(_line(code, name, rows, of_unit[code]))
    found.sort(key=lambda one: (-one.total, text.sort_key(one.name)))
    return [_line("", "", [row for rows in parts.values() for row in rows], len(pairs)), *found]


def row_ids(desk: Desk, what: str, code: str = "") -> list[int]:
    """The initiatives behind a figure of a unit, or of all; RuleError quality_figure_unknown."""
    return [row_id for row_id, _public_id in _ids(desk, what, code)]


def twins(desk: Desk, code: str = "") -> list[dict[str, Any]]:
    """The pairs of two units of today that nobody judged to be different, as the last search of the register left
    them; of one unit those it has a part in."""
    found = quality.across_units(desk.store, programmes.current(desk).id)
    home = unit_codes.homes(desk)
    wanted = home(code) if code else ""
    units_of = [(pair, _units_of(home, pair)) for pair in found if pair["verdict"] in ("", "same")]
    return [pair for pair, codes in units_of if len(codes) == 2 and (not wanted or wanted in codes)]


def new_seed() -> str:
    """Six digits that nobody has chosen."""
    return f"{secrets.randbelow(1_000_000):06d}"


def draw(desk: Desk, size: int, seed: str = "", *, what: str = "all", unit: str = "") -> Sample:
    """A sample of the programme in use; without a seed one is made, and always told. The journal keeps what was drawn.

    RuleError sample_none, sample_size_wrong, quality_figure_unknown.
    """
    demand_officer(desk)
    if not 1 <= size <= sample.MOST:
        raise RuleError("sample_size_wrong", field="size", most=sample.MOST)
    seed = text.clean_line(seed) or new_seed()
    known = {public_id: row_id for row_id, public_id in _ids(desk, what, unit)}
    if not known:
        raise RuleError("sample_none")
    drawn = sample.drawn(seed, known, size)
    rows = initiative_list.rows(desk, [known[one] for one in drawn])
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "sample_drawn", seed, clock.stamp(), size=size, of=len(known),
                      what=what, unit=unit, drawn=drawn[:200])  # fmt: skip
    return Sample(seed, what, unit, size, len(known), tuple(rows))


def _ids(desk: Desk, what: str, code: str) -> Sequence[tuple[int, str]]:
    if what not in (*WHAT, *LACKING):
        raise RuleError("quality_figure_unknown", field="what", name=what, names=", ".join((*WHAT, *LACKING)))
    codes = _codes(desk, code) if code else None
    return quality.ids(desk.store, programmes.current(desk).id, what, codes)


def _units_of(home: Callable[[str], str], pair: dict[str, Any]) -> frozenset[str]:
    return frozenset(home(pair[side]) for side in ("a_unit", "b_unit"))


def _codes(desk: Desk, code: str) -> list[str]:
    """Every code under which records of a unit of today came: those it had, and of units that have gone into it."""
    home, pack = unit_codes.homes(desk), programmes.current(desk)
    found = {one for one, _name in unit_counts.units(desk.store, pack.id) if home(one) == home(code)}
    return sorted(found | {code})


def _line(code: str, name: str, rows: Sequence[dict[str, Any]], twins: int) -> QualityLine:
    """The sums of the codes that are one unit, or of all."""

    def total(what: str) -> int:
        return sum(int(row[what]) for row in rows)

    return QualityLine(code, name, total("total"), total("evidence"), total("verified"), total("recognised"), twins)
