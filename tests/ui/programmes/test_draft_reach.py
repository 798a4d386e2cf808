"""Nothing of a pack is out of the form's reach: the shape of packs is walked, and each part must have its cell."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from domain.errors import Problem
from domain.pack.draft import draft_of, parts_of
from domain.pack.draft_cells import Draft
from domain.pack.draft_faults import place_of
from domain.pack.meaning import FIELDS
from domain.pack.parse import parse
from domain.pack.shape import SHAPE, part_of
from domain.schema import Place
from tests.domain.pack.packs import EXAMPLE_KEYS, leaves, whole
from ui.programmes.cells import CHOICE, TICK, CellSpec
from ui.programmes.draft_form import STEPS
from ui.programmes.draft_groups import groups

# What nobody types, and why. A part that is not here and has no cell fails.
EXEMPT = {
    ("version",): "the register numbers its own versions",
    ("rubric", "criteria", 0, "code"): "made from the title; score sheets are filed under it, so it stays",
    ("rubric", "criteria", 1, "code"): "the same",
    ("award_thresholds", 0, "award"): "made from the title of the award",
}
# The cell in which the key of such a part is typed.
KEYED = {
    "kinds": "",  # a code is made from the title: initiatives are stored under it
    "groups": "",
    "papers": "paper",
    "number_forms": "paper",
    "sources": "field",
}


WHOLE = whole()
LEAVES = tuple(leaves(WHOLE))


def whole_draft() -> Draft:
    return draft_of(parse(WHOLE))


def cell(at: Place, draft: Draft) -> tuple[str, int, str]:
    """Where the form has it: group, row and cell."""
    parts, _ = parts_of(draft)
    code = "pack_source_missing" if at[0] == "sources" else ""
    place = place_of(Problem(code, ".".join(map(str, at))), draft, parts).split(".")
    if at[:2] == ("recognition", "routes") or at[:2] == ("support", "gates"):
        place = [str(at[0]), "0", WHOLE[str(at[0])][at[1]][0]]  # a tick for each
    assert len(place) >= 3, f"{at}: no place in the form"
    return place[0], int(place[1]), place[2]


def spec(place: tuple[str, int, str], draft: Draft) -> CellSpec:
    group = groups().get(place[0])
    assert group, f"{place}: no such group in the form"
    found = [one for one in group.cells_in(draft[place[0]][place[1]]) if one.name == place[2]]
    assert found, f"{place}: the form has no such cell"
    return found[0]


@pytest.mark.parametrize("at", LEAVES, ids=lambda at: ".".join(map(str, at)))
def test_every_part_of_a_pack_has_a_cell_that_changes_it(themed_app: QApplication, at: Place) -> None:
    if at in EXEMPT:
        return
    draft = whole_draft()
    place = cell(at, draft)
    made = spec(place, draft)
    assert made.title
    if made.kind == CHOICE:
        assert draft[place[0]][place[1]][place[2]] in dict(made.items) or made.name == "phase"
    before, problems = parts_of(draft)
    draft[place[0]][place[1]][place[2]] = "" if made.kind == TICK else "Chữ khác: 7"
    after, said = parts_of(draft)
    if at != ("id",):  # no part of a pack that is revised
        assert before.get(str(at[0])) != after.get(str(at[0])) or len(said) > len(problems)


def test_what_is_exempt_is_there_and_has_its_reason() -> None:
    assert set(EXEMPT) <= set(LEAVES)
    assert all(EXEMPT.values())
    assert {str(at[0]) for at in LEAVES} == set(SHAPE["properties"])
    assert set(KEYED) == set(EXAMPLE_KEYS)


def test_the_examples_of_the_shape_go_through_the_form_unchanged() -> None:
    parts, problems = parts_of(whole_draft())
    assert problems == ()
    assert {"id": WHOLE["id"], "version": WHOLE["version"], **parts} == WHOLE


@pytest.mark.parametrize("part", KEYED)
def test_what_is_a_key_in_the_file_is_a_cell_or_machine_kept(themed_app: QApplication, part: str) -> None:
    name = KEYED[part]
    draft = whole_draft()
    group = groups()["fields" if part == "sources" else part]
    assert group.add, part
    if name:
        added = dict(group.fresh(draft["fields" if part == "sources" else part]))
        assert name in [one.name for one in group.cells_in(added)]


def test_a_source_can_be_given_to_any_field_a_document_speaks_of(themed_app: QApplication) -> None:
    group = groups()["fields"]
    row = dict(group.fresh([]))
    (choice,) = [one for one in group.cells_in(row) if one.kind == CHOICE]
    offered = set(dict(choice.items))
    listed = {row["field"] for row in whole_draft()["fields"]}
    kept = {"id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision",
            "unread", "person_id"}  # fmt: skip
    assert offered | listed | kept >= FIELDS
    assert not offered & kept


def test_every_group_stands_in_a_step_and_every_step_has_one() -> None:
    assert {group.step for group in groups().values()} == set(STEPS)
    assert set(whole_draft()) == set(groups())


def test_a_cell_asks_for_what_the_pack_demands(themed_app: QApplication) -> None:
    """The star stands where the shape says «required», so that nobody is surprised at the end."""
    draft = whole_draft()
    for at in LEAVES:
        if at in EXEMPT or len(at) < 2 or at[0] in KEYED or at[0] in ("limits", "required", "aliases", "guidance"):
            continue
        made, needed = spec(cell(at, draft), draft), part_of(at[:-1]).get("required", ())
        if made.kind == TICK or at[0] in ("support", "remuneration") or "bands" in at or at[-1] == "min_points":
            continue  # a table that may be left out whole, and noughts
        if at[-1] == "unit":
            continue  # "" is every unit of the level
        assert made.required == (at[-1] in needed), at
