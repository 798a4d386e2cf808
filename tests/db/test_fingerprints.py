"""Fingerprints in the store: two tables that answer as one, whatever was moved from one to the other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from db import fingerprints, initiatives
from db.store import Store
from domain.duplicate import SHARED_TO_LOOK
from domain.initiative import Initiative
from tests.db.stores import new

NOW, LATER = "2022-12-01T02:03:04.000Z", "2022-12-02T02:03:04.000Z"


def _nothing(_unit: str) -> frozenset[int]:
    return frozenset()


def _words(chance: random.Random) -> str:
    return " ".join("".join(chance.choices("abcdeghiklmnopqrstuvxy", k=3)) for _ in range(40))


@pytest.fixture
def held(tmp_path: Path) -> tuple[Store, list[int], list[str]]:
    """Sixty records, the last the same as the first."""
    store, chance = new(tmp_path), random.Random(4)
    texts = [_words(chance) for _ in range(59)]
    texts.append(texts[0])
    with store.atomic():
        rows = [_insert(store, number, summary) for number, summary in enumerate(texts)]
    return store, rows, texts


def _insert(store: Store, number: int, summary: str) -> int:
    one = Initiative(id=f"id-{number}", number=f"SK-{number}", title="Việc", summary=summary)
    return initiatives.insert(store, one, own=True, missing=0, now=NOW)


def _all(store: Store) -> set[tuple[int, int]]:
    both = [row for table in ("fingerprint", "fingerprint_recent") for row in store.rows(f"SELECT * FROM {table}")]
    found = {(row["number"], row["initiative_id"]) for row in both}
    assert len(found) == len(both)  # in one table or in the other
    return found


def _said(store: Store) -> set[tuple[int, int]]:
    return {(number, row_id) for row_id, numbers in fingerprints.numbers(store) for number in numbers}


@pytest.mark.parametrize("most", [100, 10**9])
def test_numbers_are_found_in_whichever_table_they_are(
    held: tuple[Store, list[int], list[str]], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    store, rows, _texts = held
    monkeypatch.setattr(fingerprints, "RECENT_MOST", most)
    monkeypatch.setattr(fingerprints, "MOVED_AT_LEAST", 30)
    assert fingerprints.missing(store) == 60
    while fingerprints.make_missing(store, 7, _nothing):
        assert _all(store) == _said(store)
    assert (fingerprints.missing(store), fingerprints.taken(store)) == (0, 60)
    assert (store.value("SELECT count(*) FROM fingerprint") > 0) == (most == 100)
    told = dict(fingerprints.numbers(store))
    shared = fingerprints.sharing(store, told[rows[0]])
    assert {row for row, weight in shared.items() if weight >= SHARED_TO_LOOK} == {rows[0], rows[-1]}
    some = fingerprints.sharing(store, told[rows[0]], clear=SHARED_TO_LOOK)
    assert SHARED_TO_LOOK <= some[rows[0]] == some[rows[-1]] < shared[rows[-1]]  # half of them was clear enough
    assert fingerprints.sharing(store, told[rows[0]], clear=1_000) == shared
    assert set(fingerprints.sharing(store, told[rows[0]], but=rows[0])) == {*shared} - {rows[0]}
    holders = fingerprints.held_by_several(store, lambda _done, _total: None)
    assert set(holders.later(rows[0], told[rows[0]])) == {rows[-1]}
    assert not holders.later(rows[-1], told[rows[-1]])


def test_a_changed_record_is_found_by_what_it_says_now_alone(
    held: tuple[Store, list[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, rows, texts = held
    monkeypatch.setattr(fingerprints, "RECENT_MOST", 100)
    while fingerprints.make_missing(store, 20, _nothing):
        pass
    before = dict(fingerprints.numbers(store))[rows[0]]
    other = Initiative(id="id-0", number="SK-0", title="Việc", summary=texts[5])
    with store.atomic():
        initiatives.update(store, rows[0], other, missing=0, now=LATER)
    assert fingerprints.missing(store) == 1
    assert fingerprints.make_missing(store, 20, _nothing) == 1
    assert _all(store) == _said(store)
    assert rows[0] not in fingerprints.sharing(store, before)
    assert fingerprints.sharing(store, dict(fingerprints.numbers(store))[rows[0]])[rows[5]] >= SHARED_TO_LOOK


def test_a_stop_in_between_leaves_every_number_in_one_table(
    held: tuple[Store, list[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _rows, _texts = held
    monkeypatch.setattr(fingerprints, "RECENT_MOST", 100)
    fingerprints.make_missing(store, 20, _nothing)
    before = _all(store)

    def broken(_unit: str) -> frozenset[int]:
        raise KeyError

    with pytest.raises(KeyError):
        fingerprints.make_missing(store, 20, broken)
    assert _all(store) == before == _said(store)
    assert fingerprints.missing(store) == 40
