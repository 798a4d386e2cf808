from __future__ import annotations

from pathlib import Path

from db import imports, initiatives
from domain.initiative import Initiative
from tests.db.stores import new

NOW, LATER = "2026-01-02T03:04:05.000Z", "2026-01-03T03:04:05.000Z"


def test_an_import_knows_which_of_its_records_still_stand(tmp_path: Path) -> None:
    store = new(tmp_path)
    with store.atomic():
        batch = imports.begin(store, file="a.xlsx", sheet="DS", programme="p", user_name="Lan", now=NOW)
        rows = [
            initiatives.insert(store, Initiative(id=f"i{n}", title="Đồ gá"), own=True, missing=0, now=NOW)
            for n in range(4)
        ]
        imports.note_new(store, batch, rows[:3])
        imports.note_updated(store, batch, rows[3], {"title": "Cũ"}, "sha")
        imports.finish(store, batch, {"imported": 3})
        initiatives.update(store, rows[1], Initiative(id="i1", title="Khác"), missing=0, now=LATER)
        initiatives.keep_before(store, rows[2], {})
    found = {change["initiative_id"]: change for change in imports.changes(store, batch)}
    assert [bool(found[row]["stands"]) for row in rows] == [True, False, False, True]
    assert (found[rows[3]]["before"], found[rows[3]]["sha256_before"]) == ('{"title": "Cũ"}', "sha")
    assert [(one["counts"], one["waiting"]) for one in imports.batches(store)] == [({"imported": 3}, 0)]


def test_a_waiting_row_is_kept_once_until_it_is_settled(tmp_path: Path) -> None:
    store = new(tmp_path)
    with store.atomic():
        batch = imports.begin(store, file="a.xlsx", sheet="DS", programme="p", user_name="Lan", now=NOW)
        for _ in range(2):
            imports.keep_waiting(store, batch, "key", row_no=4, title="", body={"rows": [["ă"]]}, problems=[])
    (row,) = imports.waiting(store)
    assert (row["body"], row["file"], imports.count_waiting(store)) == ({"rows": [["ă"]]}, "a.xlsx", 1)
    with store.atomic():
        imports.settle_waiting(store, row["id"], LATER, None)
        imports.keep_waiting(store, batch, "key", row_no=4, title="", body={}, problems=[])
    assert imports.count_waiting(store) == 1
    with store.atomic():
        imports.mark_undone(store, batch, LATER)
    assert imports.count_waiting(store) == 0


def test_a_heading_is_kept_once(tmp_path: Path) -> None:
    store = new(tmp_path)
    for name in ("Phòng", "Phòng kỹ thuật"):
        with store.atomic():
            imports.keep_mapping(store, "f", name=name, headings={"0": "Ai"}, columns={"0": "full_name"}, now=NOW)
    assert [one["name"] for one in imports.mappings(store)] == ["Phòng kỹ thuật"]
    with store.atomic():
        imports.forget_mapping(store, "f")
    assert imports.mappings(store) == []
