"""The indexes of the search: what they find, that every save keeps them, and that older stores are taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from db import initiative_list, initiative_rows, initiatives, search, search_index, store
from db.initiative_list import Filter
from db.store import Store
from domain import finding, text
from domain.initiative import Author, Initiative, State
from domain.record import record
from tests.db.stores import NOW, new, put, some

PROGRAMME = "1m-2022"


def find(opened: Store, query: str, sort: str = "entered", limit: int = -1, **chosen: Any) -> list[int]:
    return initiatives.ids(opened, Filter(query=query, **chosen), sort, limit)


def change(opened: Store, row_id: int, **changes: Any) -> None:
    with opened.atomic():
        initiatives.update(opened, row_id, some(id="f" * 32, **changes), missing=0, now=NOW)


def test_titles_come_before_texts_and_the_fitting_before_the_new(opened: Store) -> None:
    told = put(opened, some(title="Kho", summary="Nhờ máy dệt điện mới."))
    apart = put(opened, some(title="Dệt bằng máy"))
    bare = put(opened, some(title="May đét"))
    exact = put(opened, some(title="Máy dệt cũ"))
    newer = put(opened, some(title="Máy dệt mới"))
    assert find(opened, "may det") == [newer, exact, bare, apart, told]
    assert find(opened, "máy dệt") == [newer, exact, apart, told]
    assert find(opened, "may det", limit=3) == [newer, exact, bare]
    assert find(opened, "may det", "title") == [apart, told, exact, newer, bare]


def test_texts_are_asked_for_words_side_by_side(opened: Store) -> None:
    beside = put(opened, some(title="A", summary="Giảm chi phí điện mỗi tháng", effect="Tiết kiệm nước"))
    assert (
        find(opened, "chi phi dien") == find(opened, '"chi phí"') == find(opened, '"chi phi" "tiet kiem"') == [beside]
    )
    assert find(opened, "phi chi dien") == find(opened, "chi tiết kiệm") == []


def test_what_stands_in_front_is_there_before_the_texts_are_looked_into(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 3)
    for n in range(5):
        put(opened, some(title=("Máy dệt", "Dệt bằng máy")[n % 2], summary="Chạy nhanh"))
    told = put(opened, some(title="Kho", summary="Nhờ máy dệt điện mới."))
    for query in ("may det", "máy dệ", "chay nhanh"):
        chosen = Filter(query=query)
        every, front = find(opened, query), initiative_list.first(opened, chosen)
        assert front == every[: len(front)]
        assert len(front) == (0 if query == "chay nhanh" else 3)
    assert find(opened, "may det")[-1] == told


@pytest.mark.parametrize("read", [1, 1_000])
def test_a_text_is_found_while_its_last_word_is_typed(
    opened: Store, monkeypatch: pytest.MonkeyPatch, read: int
) -> None:
    monkeypatch.setattr(search, "_CHUNK", 2)
    monkeypatch.setattr(search, "_READ", read)
    made = [put(opened, some(title="A", summary=f"Giảm chi phí {word} rồi"))
            for word in ("điện", "điều", "diễn", "nước", "2022", "điện")]  # fmt: skip
    put(opened, some(title="A", summary="Chi phí giảm, điện thì không"))
    newest_first = made[::-1]
    assert find(opened, "giam chi phi d") == [row_id for row_id in newest_first if row_id not in made[3:5]]
    assert find(opened, "giảm chi phí điệ") == [made[5], made[0]]
    assert find(opened, "giảm chi phí 20") == [made[4]]
    assert find(opened, "giam chi phi d", limit=2) == [made[5], made[2]]
    assert find(opened, "giảm chi phi ") == newest_first
    assert find(opened, "giấm chi phi") == []


@pytest.mark.parametrize("remembered", [1, 200])
def test_from_key_to_key_what_others_save_meanwhile_is_found(
    opened: Store, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    monkeypatch.setattr(search, "RANKED", remembered)
    reader = opened.reader()
    weaving = put(opened, some(id="f" * 32, title="Máy dệt"))
    put(opened, some(title="Dây máy", authors=()))
    assert len(find(reader, "may d")) == 2
    assert find(reader, "may de") == find(reader, "máy dệ") == [weaving]
    filing = put(opened, some(title="Máy dũa"))
    change(opened, weaving, title="Máy may")
    assert find(reader, "may du") == find(reader, "máy dũ") == [filing]
    assert find(reader, "may de") == []
    assert find(reader, "may du", programme="none") == []
    reader.close()


KEYS = ["m", "ma", "may", "may ", "may d", "may dẹ", "máy dệ", "máy dệt", "máy dệt l", "máy dệt", "may 2",
        '"may d', '"may d"', '"may de', "det may", "d", "lê", "lê a", "lê an", "xưởng", "xuong 2", "sk-2022",
        "sk-2022-0001 m"]  # fmt: skip


def test_each_key_finds_what_it_would_find_alone(opened: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [(Author("Lê An", workplace="Xưởng 2"),), (Author("Mai Đệ", workplace="Máy 3"), Author("Lê Ân")), ()]
    for n in range(24):
        title = ("Máy dệt", "Dệt bằng máy", "May đét", "Máy 2", "Mây", "Lê")[n % 6]
        put(opened, some(number=f"SK-2022-{n:04d}", title=title, authors=people[n % 3]))
    together = [find(opened, key) for key in KEYS]
    front = [initiative_list.first(opened, Filter(query=key)) for key in KEYS]
    monkeypatch.setattr(search, "_goes_on", lambda before, parts: False)
    assert together == [find(opened, key) for key in KEYS]
    assert front == [initiative_list.first(opened, Filter(query=key)) for key in KEYS]
    assert sum(map(bool, together)) > len(KEYS) / 2


def test_a_search_keeps_to_the_filter(opened: Store) -> None:
    mine = put(opened, some(title="Máy dệt", state=State.RECOGNISED, benefit_vnd=5, kind="k1", unit_code="A1"))
    put(opened, some(title="Máy dệt", benefit_vnd=7, kind="k2", unit_code="A2"))
    for chosen in ({"states": ("recognised",)}, {"benefit_to": 5}, {"kinds": ("k1",)}, {"under": "A1"}):
        assert find(opened, "may", **chosen) == [mine]  # type: ignore[arg-type]
        assert initiatives.count(opened, Filter(query="may", **chosen)) == 1  # type: ignore[arg-type]
        assert initiatives.count_by_state(opened, Filter(query="may", **chosen)) == {"recognised": 1}  # type: ignore[arg-type]


def test_what_is_changed_thrown_away_or_taken_back_is_found_as_it_stands(opened: Store) -> None:
    row_id = put(opened, some(id="f" * 32, title="Kệ sắt", summary="Thép mỏng", authors=(Author("Lê An"),)))
    change(opened, row_id, title="Giá gỗ", summary="Gỗ thông", authors=(Author("Lê Bình"),))
    assert find(opened, "ke sat") == find(opened, "thep mong") == find(opened, "le an") == []
    assert find(opened, "gia go") == find(opened, "go thong") == find(opened, "lê bình") == [row_id]
    with opened.atomic():
        initiatives.delete(opened, [row_id], NOW)
    assert find(opened, "gia go") == []
    with opened.atomic():
        initiatives.restore(opened, [row_id])
    assert find(opened, "gia go") == [row_id]


def test_what_was_rolled_back_is_not_found_also_not_in_part(opened: Store) -> None:
    row_id = put(opened, some(id="f" * 32, title="Kệ sắt"))
    with pytest.raises(KeyError), opened.atomic():
        initiatives.update(opened, row_id, some(id="f" * 32, title="Giá gỗ"), missing=0, now=NOW)
        raise KeyError
    with opened.atomic():
        first = initiatives.insert(opened, some(title="Nẹp nhôm"), own=True, missing=0, now=NOW)
        with pytest.raises(KeyError), opened.atomic():
            initiatives.update(opened, row_id, some(id="f" * 32, title="Giá nhựa"), missing=0, now=NOW)
            initiatives.insert(opened, some(title="Giá tre"), own=True, missing=0, now=NOW)
            raise KeyError
    assert find(opened, "gia") == []
    assert (find(opened, "ke sat"), find(opened, "nep nhom")) == ([row_id], [first])


def test_a_move_writes_nothing_into_the_indexes(opened: Store) -> None:
    row_id = put(opened, some(id="f" * 32, title="Kệ sắt"))
    before = opened.rows("SELECT * FROM initiative_head_data")
    change(opened, row_id, title="Kệ sắt", state=State.ACCEPTED)
    assert opened.rows("SELECT * FROM initiative_head_data") == before


def test_many_in_one_transaction_make_few_pieces_and_tidying_makes_them_fewer(opened: Store) -> None:
    pieces = "SELECT count(DISTINCT segid) FROM initiative_head_idx"
    with opened.atomic():
        for number in range(search_index.HELD + 500):
            initiatives.insert(opened, some(title=f"Máy số {number}"), own=True, missing=0, now=NOW)
            opened.insert("setting", {"name": str(number), "value": ""})  # each of these makes a savepoint
    assert opened.value(pieces) <= 2
    for number in range(12):
        put(opened, some(title=f"Kệ số {number}"))
    before = opened.value(pieces)
    while search_index.tidy(opened):
        pass
    assert opened.value(pieces) < before
    assert len(find(opened, "may so")) == search_index.HELD + 500


def test_an_index_in_pieces_becomes_one_and_a_few_saves_do_not_begin_that_again(
    opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "_SMALL_SHARE", 0.5)  # the pieces of so few records are all small
    pieces = "SELECT count(DISTINCT segid) FROM initiative_body_idx"
    for part in range(3):
        with opened.atomic():
            for number in range(300):
                initiatives.insert(opened, some(summary=f"Máy số {part}{number} chạy"), own=True, missing=0, now=NOW)
    assert opened.value(pieces) == 3
    while search_index.tidy(opened):
        pass
    assert opened.value(pieces) == 1
    assert len(find(opened, "may so")) == 900
    for number in range(3):
        put(opened, some(summary=f"Kệ số {number}"))
    assert not search_index.tidy(opened)
    assert opened.value(pieces) == 4


def test_the_word_being_typed_is_completed_by_words_of_the_register(opened: Store) -> None:
    for title in ("Điện", "Điện tử", "Điều khiển", "Diễn đàn"):
        put(opened, some(title=title, authors=()))
    known = search.terms(opened)
    assert known.completions("di")[:2] == ["di", "dien"]
    assert set(known.completions("die")) == {"die", "dien", "dieu"}
    assert len(find(opened, "d")) == 4
    assert len(find(opened, "điề")) == 1
    assert find(opened, "die ") == []
    put(opened, some(title="Dũa", authors=()))
    assert len(find(opened, "du")) == 1


def test_numbers_are_found_by_their_beginning(opened: Store) -> None:
    row_id = put(opened, some(number="SK-2022-0127", title="A"))
    for query in ("SK-2022-0127", "sk-2022-01", "0127", "012"):
        assert find(opened, query) == [row_id], query


ALPHABET = "aăâđeêoôơuưáàạấặếộờ d"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(st.lists(st.text(alphabet=ALPHABET, min_size=1, max_size=9).map(text.clean_line), min_size=1, max_size=6),
       st.text(alphabet=ALPHABET, min_size=1, max_size=6))  # fmt: skip
def test_the_index_finds_what_the_rule_says(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str], typed: str
) -> None:
    opened = new(tmp_path_factory.mktemp("search"))
    for title in titles:
        put(opened, some(title=title, authors=()))
    query = finding.parse(typed)
    wanted = [n for n, title in enumerate(titles, 1)
              if query.asked and query.parts and all(finding.holds(part, title) for part in query.parts)]  # fmt: skip
    found = find(opened, typed) if query.asked else []
    opened.close()
    assert sorted(found) == wanted


def test_the_kinds_of_an_older_store_are_in_its_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(tmp_path, monkeypatch, [some(kind="b"), some(kind="a")])
    opened = store.open_store(tmp_path, bytes(32), plain=True)
    assert initiatives.ids(opened, Filter(programme=PROGRAMME), "kind") == [2, 1]
    assert initiatives.ids(opened, Filter(kinds=("b",))) == [1]
    opened.close()


def old_store(home: Path, monkeypatch: pytest.MonkeyPatch, records: list[Initiative]) -> None:
    """A store as it was before the indexes, with records in it."""
    every = store.steps()
    monkeypatch.setattr(store, "steps", lambda: [step for step in every if step.NAME < "m0012"])
    opened = new(home)
    for number, one in enumerate(records, 1):
        values = {"id": number, "public_id": one.id, "number": one.number, "title": one.title, "title_key": "",
                  "author": "", "author_key": "", "workplace": "", "search_key": "", "state": "draft",
                  "unit_code": "27001", "programme": PROGRAMME, "phase": "", "benefit_state": "", "missing": 0,
                  "own": 1, "revision": 0, "sealed_sha256": "", "import_key": "", "import_sha256": "",
                  "created_at": NOW, "updated_at": NOW}  # fmt: skip
        with opened.atomic():
            opened.insert("initiative", values)
            texts = zip(initiative_rows.WIDE, initiative_rows.wide(record(one)), strict=True)
            opened.insert("initiative_text", dict(texts) | {"id": number})
    opened.close()
    monkeypatch.setattr(store, "steps", lambda: every)


def test_the_titles_of_a_store_without_lists_of_beginnings_are_taken_in_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = store.steps()
    monkeypatch.setattr(store, "steps", lambda: [step for step in every if step.NAME < "m0022"])
    opened = new(tmp_path)
    for title in ("Máy dệt", "Máy may"):
        put(opened, some(title=title, summary="Chạy bằng điện"))
    opened.close()
    monkeypatch.setattr(store, "steps", lambda: every)
    opened = store.open_store(tmp_path, bytes(32), plain=True)
    assert find(opened, "may d") == []
    initiatives.index_all(opened, lambda _done, _total: None)
    assert (find(opened, "may d"), find(opened, "bang dien")) == ([1], [2, 1])
    change(opened, 1, title="Kệ", summary="Gỗ")
    assert (find(opened, "may d"), find(opened, "bang dien"), find(opened, "go")) == ([], [2], [1])
    terms = {row["term"]: row["records"] for row in opened.rows("SELECT term, records FROM search_term")}
    assert (terms["may"], terms["dien"]) == (2, 2)
    opened.close()


def test_records_of_an_older_store_are_taken_in_and_a_stop_is_made_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "HELD", 2)
    old_store(tmp_path, monkeypatch, [some(title=f"Máy số {n}", summary="Chạy bằng điện") for n in range(5)])
    opened = store.open_store(tmp_path, bytes(32), plain=True)

    def stop(done: int, total: int) -> None:
        assert total == 5
        if done >= 4:
            raise KeyError

    with pytest.raises(KeyError):
        initiatives.index_all(opened, stop)
    assert len(find(opened, "may so")) == 4
    opened.close()
    opened = store.open_store(tmp_path, bytes(32), plain=True)
    told: list[tuple[int, int]] = []
    initiatives.index_all(opened, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
    assert len(find(opened, "may so")) == len(find(opened, "bang dien")) == 5
    assert [held.initiative.title for held in initiatives.get_many(opened, [1])] == ["Máy số 0"]
    opened.close()


def test_a_word_of_the_older_index_is_one_of_sqlite(tmp_path: Path) -> None:
    """The tokenizer of SQLite takes the marks off every Vietnamese letter, as our folding does, once đ is d."""
    db = sqlite_utils.Database(dbapi2.connect(":memory:"), execute_plugins=False)
    db.execute("CREATE VIRTUAL TABLE f USING fts5(w, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'row')")
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    for letter in letters + letters.upper():
        db.execute("INSERT INTO f (w) VALUES (?)", [f"x{letter}x".replace("đ", "d").replace("Đ", "d")])
    assert {row[0] for row in db.execute("SELECT term FROM v")} == {f"x{text.fold(letter)}x" for letter in letters}
    db.conn.close()
