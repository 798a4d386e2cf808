"""Sheets of other PCs in a real store: merged like on paper, and nothing held can be touched."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from db import appraisals, sheet_clashes
from db.store import Store
from domain.appraisal import ScoreSheet, Vote
from domain.sheet_merge import Slot, by_slot, fingerprint, read, values
from tests.db.stores import NOW, new
from tests.domain.histories import CLOCKS, HISTORIES, Pc, exchange, play

SHEET = ScoreSheet("a", "x", 1, "An", {"novelty": 20.5}, Vote.APPROVE, "ghi chú «ế»", (), NOW)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    folder = tmp_path_factory.mktemp("pcs")
    made = [new(folder / f"pc{place}") for place in range(len(CLOCKS))]
    for one in made:
        one.execute("PRAGMA synchronous=OFF")  # what a power cut leaves is tested elsewhere
    yield made
    for one in made:
        one.close()


@dataclasses.dataclass
class StoredPc(Pc):
    """A PC whose sheets are in a store and nowhere else."""

    store: Store | None = None

    def held(self) -> list[ScoreSheet]:
        assert self.store is not None
        return appraisals.read(self.store, "substr(id, 1, ?) = ?", [len(self.prefix), self.prefix])

    def slots(self) -> dict[Slot, tuple[ScoreSheet, ...]]:
        return by_slot(self.held())

    def package(self) -> list[dict[str, Any]]:
        return [values(sheet) for sheet in self.held()]

    def take(self, package: list[dict[str, Any]]) -> None:
        assert self.store is not None
        with self.store.atomic():
            sheet_clashes.take(self.store, sheet_clashes.look(self.store, map(read, package)), "m", NOW)

    def _keep(self, sheet: ScoreSheet) -> ScoreSheet:
        assert self.store is not None
        with self.store.atomic():
            appraisals.insert(self.store, sheet)
        return sheet


_HISTORY = count()


@settings(max_examples=25)
@given(HISTORIES, st.randoms(use_true_random=False))
def test_histories_through_the_store_end_like_those_on_paper(stores: list[Store], history: Any, chance: Any) -> None:
    prefix = f"h{next(_HISTORY)}-"
    pcs = [StoredPc(place, clock, prefix, store=stores[place]) for place, clock in enumerate(CLOCKS)]
    written = play(list(pcs), history, chance)
    exchange(list(pcs), chance)
    for pc in pcs:
        assert {sheet.id: sheet for sheet in pc.held()} == {
            name: dataclasses.replace(sheet, parents=tuple(sorted(sheet.parents))) for name, sheet in written.items()
        }
        assert pc.slots() == pcs[0].slots()
    assert sheet_clashes.everything(stores[0]) == []


def test_what_contradicts_is_kept_beside_and_once_only(opened: Store) -> None:
    other = dataclasses.replace(SHEET, points={"novelty": 30.0})
    for sheets in ([SHEET], [other, SHEET], [other]):
        with opened.atomic():
            sheet_clashes.take(opened, sheet_clashes.look(opened, sheets), "package", NOW)
    assert appraisals.sheets(opened, "x") == [SHEET]
    assert sheet_clashes.everything(opened) == [sheet_clashes.Clash(other, "package", NOW)]
    assert sheet_clashes.sheets_of(opened, "An") == [SHEET] == sheet_clashes.in_question(opened)


@pytest.mark.parametrize(
    "change",
    ["points = '{}'", "gates = '{\"a\": true}'", "settled_by = 'Hân'", "content_sha256 = ''", "came_in = 'z'",
     "note = ''"],
)  # fmt: skip
def test_a_sheet_that_came_can_be_neither_changed_nor_deleted(opened: Store, change: str) -> None:
    with opened.atomic():
        sheet_clashes.take(opened, sheet_clashes.look(opened, [SHEET]), "package", NOW)
    for sql in (f"UPDATE score_event SET {change}", "DELETE FROM score_event"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"), opened.atomic():
            opened.execute(sql)
    assert appraisals.sheets(opened, "x") == [SHEET]


def test_only_what_may_contradict_is_read(opened: Store) -> None:
    alone = dataclasses.replace(SHEET, id="b", initiative_id="y")
    again = dataclasses.replace(SHEET, id="c", parents=("a",))
    with opened.atomic():
        for sheet in (SHEET, alone, again):
            appraisals.insert(opened, sheet)
    assert sheet_clashes.in_question(opened) == [SHEET, again]


def test_a_clash_can_be_neither_changed_nor_deleted(opened: Store) -> None:
    for sheet in (SHEET, dataclasses.replace(SHEET, note="khác")):
        with opened.atomic():
            sheet_clashes.take(opened, sheet_clashes.look(opened, [sheet]), "package", NOW)
    for sql in ("UPDATE score_clash SET sheet = '{}'", "DELETE FROM score_clash"):
        with pytest.raises(dbapi2.IntegrityError, match="append-only"), opened.atomic():
            opened.execute(sql)


def test_a_sheet_filed_before_fingerprints_were_kept_is_known_by_what_it_says(opened: Store) -> None:
    with opened.atomic():
        opened.execute(
            "INSERT INTO score_event (id, initiative_id, round_no, appraiser, parents, points, vote, note, filed_at)"
            " VALUES ('a', 'x', 1, 'An', '[]', '{\"novelty\": 20.5}', 'approve', 'ghi chú «ế»', ?)", [NOW]
        )  # fmt: skip
    assert sheet_clashes.held(opened, ["a", "b"]) == {"a": fingerprint(SHEET)}
    assert sheet_clashes.look(opened, [SHEET]).identical == (SHEET,)
