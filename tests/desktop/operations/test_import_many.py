"""A list that is written part by part leaves the register as if its rows had been taken in one by one."""

from __future__ import annotations

import random
import shutil
import uuid
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import import_waiting, imports, initiatives, new_initiatives, programmes
from desktop.operations.initiatives import Filter
from tests.desktop.operations import unions
from tests.desktop.operations.test_imports import AN, BINH, HEADINGS

# Their inside depends on what was written together, and says nothing that the words do not say.
_INSIDE = ("initiative_head", "initiative_body")


def mixed_rows(count: int) -> list[list[Any]]:
    """Every kind of row: further authors, rows twice, days and amounts nobody can read, rows without a title."""
    rng, rows = random.Random(11), list[list[Any]]()
    for n in range(count):
        row: list[Any] = [n + 1, *(AN if n % 2 else BINH), None, None]
        row[6] = f"{row[6]} số {n % (count - 5)}"  # some titles come again
        row[8] = rng.choice([row[8], "Thực hiện “5S”\u00a0tốt", "Tổ chuyền\u200b 3", None])
        changed = rng.choice(range(9))
        if changed == 0:
            row[7] = "mùa xuân năm ngoái"
        elif changed == 1:
            row[2] = "tám lăm"
        elif changed == 2:
            row[6] = None
        elif changed == 3:
            row[1] = "Nguyễn Văn An, Trần Thị Hà và Lê Chi"
        elif changed == 4:
            row[10], row[11] = "12/QĐ-CT", "05/06/2022"
        elif changed == 5:
            row[5] = 912345678
        rows.append(row)
        if changed == 6:
            rows.append([None, "Phạm Thu Dung", 1991, "Công nhân", "Xưởng 3"])
    return rows


def listed(folder: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def written(opened: Desk) -> dict[str, list[dict[str, Any]]]:
    found = unions.everything_written(opened)
    kept = {name: rows for name, rows in found.items() if not name.startswith(_INSIDE)}
    # How the lines of the journal hold each other goes by chance; what they say does not.
    by_chance = {"salt", "digest", "chain"}
    kept["journal"] = [{name: said for name, said in row.items() if name not in by_chance} for row in kept["journal"]]
    for table in _INSIDE:
        name = f"said_{table}"
        opened.store.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, {table}, instance)")
        kept[table] = opened.store.rows(f"SELECT * FROM temp.{name} ORDER BY term, doc, col, offset")
    return kept


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """One moment and one chance for all registers of a test."""
    rng = random.Random()
    monkeypatch.setattr(clock, "stamp", lambda: "2022-12-01T02:03:04.000Z")
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=rng.getrandbits(128), version=4))
    return rng


def everything(
    folder: Path, rng: random.Random, rows: list[list[Any]], again: list[list[Any]]
) -> list[dict[str, list[dict[str, Any]]]]:
    """The register after the list, after the list once more, after a changed list, after taking that one back."""
    rng.seed(1)
    opened = desk.open_desk(folder, None)
    made = []
    for told in (rows, rows, again):
        taken = imports.take_in(opened, imports.read(opened, listed(folder, told)))
        made.append(written(opened))
    assert taken.batch_id is not None
    imports.undo(opened, taken.batch_id)
    made.append(written(opened))
    opened.close()
    return made


def test_part_by_part_and_one_by_one_write_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steady: random.Random
) -> None:
    rows = mixed_rows(120)
    again = [[*row[:9], "Nhanh hơn", *row[10:]] if n % 3 == 0 else row for n, row in enumerate(rows + mixed_rows(160))]
    unions.new(tmp_path / "slow").close()
    shutil.copytree(tmp_path / "slow", tmp_path / "quick")
    monkeypatch.setattr(new_initiatives, "MANY", 10**9)
    slow = everything(tmp_path / "slow", steady, rows, again)
    monkeypatch.setattr(new_initiatives, "MANY", 1)
    quick = everything(tmp_path / "quick", steady, rows, again)
    for before, after in zip(slow, quick, strict=True):
        for table, held in before.items():
            assert after[table] == held, table
    assert len(quick[0]["initiative"]) > 80
    assert quick[0]["import_waiting"]
    assert [len(one["import_batch"]) for one in quick] == [1, 2, 3, 3]


def test_a_long_list_waits_and_comes_back_as_a_short_one(unit: Desk, tmp_path: Path) -> None:
    file = listed(tmp_path, mixed_rows(90))
    taken = imports.take_in(unit, imports.read(unit, file))
    assert import_waiting.count(unit) > 0
    assert taken.counts["imported"] == initiatives.total(unit, Filter()) > new_initiatives.MANY
    assert imports.read(unit, file).counts["identical"] == taken.counts["imported"]
    assert taken.batch_id is not None
    undone = imports.undo(unit, taken.batch_id)
    assert (undone.removed, initiatives.total(unit, Filter())) == (taken.counts["imported"], 0)


@pytest.mark.parametrize("changed", [False, True])
def test_what_rows_lack_is_counted_as_the_rules_of_the_day_say(unit: Desk, tmp_path: Path, changed: bool) -> None:
    """The rules may change between the preview and the moment the list is taken in."""
    plan = imports.read(unit, listed(tmp_path, mixed_rows(60)))
    assert plan.judged_by is not None
    if changed:
        programmes.revise(unit, plan.programme, {"required": [*plan.judged_by.required, "reach"]})
    imports.take_in(unit, plan)
    counted = {row["id"]: row["missing"] for row in unit.store.rows("SELECT id, missing FROM initiative")}
    for stored in initiatives.everything(unit, Filter()):
        blocking = [problem for problem in initiatives.problems(unit, stored.initiative) if problem.blocks]
        assert counted[stored.row_id] == len(blocking) >= changed
