from __future__ import annotations

import json
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db import programmes as stored_packs
from desktop.desk import Desk
from desktop.operations import initiatives, programmes
from desktop.operations.initiatives import LOCKED, Filter
from domain import record
from domain.errors import RuleError
from domain.initiative import Author, State
from domain.moves import Decision
from resources import path
from tests.db.stores import NOW
from tests.desktop.operations import unions
from tests.desktop.operations.unions import PAPER, sample


def put_in(opened: Desk, row_id: int, state: State) -> None:
    """Straight into a state, as only a council or a package would bring it."""
    with opened.store.atomic():
        opened.store.execute("UPDATE initiative SET state = ? WHERE id = ?", [state, row_id])


def journal(opened: Desk, row_id: int) -> list[dict[str, Any]]:
    lines = initiatives.history(opened, initiatives.get(opened, row_id).initiative.id)
    return [line | {"detail": json.loads(line["detail"])} for line in lines]


@pytest.mark.parametrize("state", sorted(State))
def test_text_is_locked_while_it_is_judged_and_free_otherwise(unit: Desk, state: State) -> None:
    row_id = unions.enter(unit)[0]
    number = initiatives.get(unit, row_id).initiative.number
    put_in(unit, row_id, state)
    before = initiatives.get(unit, row_id)
    for change in (
        partial(initiatives.type_in, unit, row_id, {"title": "Khác"}),
        partial(initiatives.enter, unit, {"number": number, "title": "Khác"}),
    ):
        if state in LOCKED:
            with pytest.raises(RuleError) as refused:
                change()
            assert (refused.value.code, initiatives.get(unit, row_id)) == ("record_locked", before)
        else:
            assert change().stored.initiative.title == "Khác"


def test_the_journal_keeps_what_stood_there_before(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ", "benefit_vnd": "nhiều"}).stored.row_id
    initiatives.type_in(unit, row_id, {"benefit_vnd": "5 triệu", "title": "Kệ"})
    initiatives.type_in(unit, row_id, {"benefit_vnd": "5 triệu"})
    lines = journal(unit, row_id)
    assert [line["operation"] for line in lines] == ["typed", "entered"]
    assert lines[0]["detail"]["fields"] == {"benefit_vnd": [None, 5_000_000], "unread": [{"benefit_vnd": "nhiều"}, {}]}


def test_typing_under_way_is_safe_and_told_once(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    for words in ("Kệ đ", "Kệ để kh", "Kệ để khuôn"):
        initiatives.type_in(unit, row_id, {"title": words}, settled=False)
        assert initiatives.get(unit, row_id).initiative.title == words
    assert len(journal(unit, row_id)) == 1
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn"})
    assert journal(unit, row_id)[0]["detail"]["fields"] == {"title": ["Kệ", "Kệ để khuôn"]}


def test_what_comes_from_a_file_is_kept_like_what_is_typed(unit: Desk) -> None:
    values: dict[str, Any] = {
        "title": unicodedata.normalize("NFD", "  Đồ gá  may\u200b túi "),
        "summary": "một\r\nhai\x00\ud800",
    }
    values |= {"authors": [{"full_name": "Lê\u00a0An ", "phone": "+84 912 345 678"}]}
    held = initiatives.enter(unit, values).stored.initiative
    assert (held.title, held.summary) == ("Đồ gá may túi", "một\nhai")
    assert [(one.full_name, one.phone) for one in held.authors] == [("Lê An", "0912345678")]
    assert initiatives.page(unit, Filter(query="đồ gá")) == [1]


def test_a_file_that_puts_a_field_right_leaves_no_objection_behind(unit: Desk) -> None:
    wrong = {"applied_from_on": "31/13/2022", "authors": [{"full_name": "Lê An", "birth_year": "85?"}]}
    stored = initiatives.new(unit, wrong | {"title": "Kệ"}).stored
    assert set(stored.initiative.unread) == {"applied_from_on", "authors.0.birth_year"}
    given = {"number": stored.initiative.number, "applied_from_on": "2022-12-31"}
    held = initiatives.enter(unit, given).stored.initiative
    assert held.unread == {"authors.0.birth_year": "85?"}
    shown = record.record(held) | {"reach": "Toàn xưởng"}
    assert initiatives.enter(unit, shown).stored.initiative.unread == held.unread
    held = initiatives.enter(unit, given | {"authors": [{"full_name": "Lê Bình"}]}).stored.initiative
    assert (held.unread, held.authors) == ({}, (Author("Lê Bình"),))


@pytest.mark.parametrize(
    "values",
    [
        {"title": "x", "benefit_vnd": 10**30},
        {"title": "x", "authors": [[]]},
        {"title": "x", "authors": [{"birth_year": 2**70}]},
    ],
)
def test_a_value_the_store_cannot_hold_is_refused_in_words(unit: Desk, values: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as refused:
        initiatives.enter(unit, values)
    assert (refused.value.code, initiatives.total(unit, Filter())) == ("record_malformed", 0)


def test_a_file_cannot_rewrite_what_another_unit_sent(unit: Desk) -> None:
    row_id = unions.enter(unit)[0]
    with unit.store.atomic():
        unit.store.execute("UPDATE initiative SET own = 0, unit_code = '27002'")
    for change in (
        partial(initiatives.enter, unit, {"number": "SK-2022-0001", "title": "Khác"}),
        partial(initiatives.type_in, unit, row_id, {"title": "Khác"}),
    ):
        with pytest.raises(RuleError) as refused:
            change()
        assert refused.value.code == "record_of_another_unit"
    assert initiatives.move(unit, [row_id], State.ACCEPTED).refused[row_id][0].code == "move_not_possible"
    with pytest.raises(RuleError):
        initiatives.delete(unit, [row_id])


def test_one_record_that_may_not_move_stops_no_other(unit: Desk) -> None:
    good = unions.enter(unit, 3)
    empty = initiatives.new(unit, {"title": "Chưa xong"}).stored.row_id
    done = initiatives.move(unit, [good[0], empty, good[1], good[2]], State.UNDER_APPRAISAL)
    assert (done.moved, set(done.refused), done.changes.rows) == (tuple(good), {empty}, frozenset(good))
    assert [problem.code for problem in done.refused[empty]] == ["record_incomplete"]
    assert initiatives.counts(unit, Filter()) == {
        "draft": 1,
        "under_appraisal": 3,
        "missing": 1,
        "overdue": 0,
        "to_mend": 0,
    }
    assert len(journal(unit, empty)) == 1


def test_a_move_that_dies_moves_nothing(unit: Desk) -> None:
    rows = unions.enter(unit, 3)
    before = unions.everything_written(unit)
    unit.store.execute("CREATE TEMP TABLE seen (n)")
    unit.store.execute(
        "CREATE TEMP TRIGGER third BEFORE INSERT ON journal WHEN NEW.operation = 'moved' BEGIN"
        " INSERT INTO seen VALUES (1); SELECT RAISE(ABORT, 'plug') WHERE (SELECT count(*) FROM seen) = 3; END"
    )
    with pytest.raises(dbapi2.IntegrityError):
        initiatives.move(unit, rows, State.ACCEPTED)
    assert unions.everything_written(unit) == before


def test_a_record_of_a_programme_nobody_knows_here_stops_no_other(unit: Desk) -> None:
    rows = unions.enter(unit, 2)
    with unit.store.atomic():
        unit.store.execute("UPDATE initiative SET programme = 'later', own = 0 WHERE id = ?", [rows[0]])
    done = initiatives.move(unit, rows, State.ACCEPTED)
    assert (done.moved, set(done.refused)) == ((rows[1],), {rows[0]})


def test_a_reason_of_blanks_is_none(unit: Desk) -> None:
    row_id = unions.enter(unit)[0]
    initiatives.move(unit, [row_id], State.ACCEPTED)
    refused = initiatives.move(unit, [row_id], State.NEEDS_MORE, Decision(reason=" \n\u200b")).refused
    assert [problem.code for problem in refused[row_id]] == ["reason_missing"]
    initiatives.move(unit, [row_id], State.NEEDS_MORE, Decision(reason=" thiếu số liệu "))
    assert journal(unit, row_id)[0]["detail"]["reason"] == "thiếu số liệu"


def test_a_decision_is_on_the_record_and_in_the_journal(unit: Desk) -> None:
    row_id = unions.recognised(unit)[0]
    held = initiatives.get(unit, row_id).initiative
    assert (held.decision_no, held.decision_on, held.decision_signer) == (PAPER.no, PAPER.on, PAPER.signer)
    detail = journal(unit, row_id)[0]["detail"]
    assert (detail["start"], detail["end"], detail["no"], detail["on"], detail["signer"]) == (
        "draft", "recognised", "15/QĐ", "2023-06-01", "Bà X")  # fmt: skip


def test_nobody_says_by_hand_that_the_upper_union_has_it(unit: Desk) -> None:
    row_id = unions.recognised(unit)[0]
    for state in (State.PACKAGED, State.RECEIVED_ABOVE):
        assert initiatives.move(unit, [row_id], state, PAPER).moved == ()
    assert initiatives.get(unit, row_id).initiative.state is State.RECOGNISED


def test_the_bin_hides_and_gives_back(unit: Desk) -> None:
    rows = unions.enter(unit, 2)
    initiatives.move(unit, rows[1:], State.ACCEPTED)
    with pytest.raises(RuleError) as refused:
        initiatives.delete(unit, rows)
    assert (refused.value.code, initiatives.total(unit, Filter())) == ("only_drafts_deleted", 2)
    initiatives.delete(unit, rows[:1])
    assert initiatives.page(unit, Filter()) == rows[1:]
    assert initiatives.new(unit).stored.initiative.number == "SK-2022-0003"
    initiatives.restore(unit, rows[:1])
    assert initiatives.get(unit, rows[0]).initiative.title == sample()[0]["title"]
    assert initiatives.page(unit, Filter())[0] == rows[0]


def test_a_file_does_not_change_what_lies_in_the_bin(unit: Desk) -> None:
    row_id = unions.enter(unit)[0]
    initiatives.delete(unit, [row_id])
    with pytest.raises(RuleError) as refused:
        initiatives.enter(unit, {"number": "SK-2022-0001", "effect": "x"})
    assert refused.value.code == "initiative_unknown"
    assert initiatives.get(unit, row_id).initiative.effect == sample()[0]["effect"]


def test_a_name_nobody_knows_is_said_so(unit: Desk) -> None:
    for name in ("SK-2022-9999", "f" * 32, ""):
        with pytest.raises(RuleError) as refused:
            initiatives.find(unit, name)
        assert refused.value.code == "initiative_unknown"


def test_an_entry_that_dies_uses_up_no_number(unit: Desk) -> None:
    unions.fail_on(unit, "entered")
    with pytest.raises(dbapi2.IntegrityError):
        unions.enter(unit)
    unions.mend(unit, "entered")
    assert initiatives.total(unit, Filter()) == 0
    assert initiatives.get(unit, unions.enter(unit)[0]).initiative.number == "SK-2022-0001"


def test_a_record_keeps_the_pack_it_was_made_under(unit: Desk) -> None:
    (row,) = unions.enter(unit)
    made = initiatives.get(unit, row).initiative
    pack = programmes.get(unit, made.programme)
    newer = path(f"programmes/{pack.id}.toml").read_text("utf-8").replace(f'"{pack.version}"', '"9.0"', 1)
    with unit.store.atomic():
        stored_packs.add(unit.store, newer, NOW, origin="file")
        stored_packs.put_in_force(unit.store, pack.id, "9.0")
    assert programmes.get(unit, made.programme).version == "9.0"
    assert made.pack_version == pack.version
    initiatives.type_in(unit, row, {"area": "May"})
    assert initiatives.get(unit, row).initiative.pack_version == pack.version


def test_a_file_of_values_brings_no_marks_of_the_portal(unit: Desk) -> None:
    marks = {"portal_entered_on": "2030-02-01", "portal_no": "12", "portal_approved_on": "2020-01-01",
             "portal_refused_on": "2020-01-01", "portal_note": "Trùng tên"}  # fmt: skip
    made = initiatives.enter(unit, unions.sample()[0] | marks).stored.initiative
    changed = initiatives.enter(unit, {"id": made.id} | marks).stored.initiative
    for held in (made, changed):
        assert (held.portal_entered_on, held.portal_approved_on, held.portal_refused_on) == (None, None, None)
        assert (held.portal_no, held.portal_note) == ("", "")


def test_a_record_that_goes_to_another_programme_is_under_the_version_in_force_there(unit: Desk) -> None:
    (row,) = unions.enter(unit)
    other = programmes.copy(unit, "1m-2022", new_id="may-2027", title="Ngành may", short_title="May", year=2027).pack
    assert other.version != programmes.get(unit, "1m-2022").version
    number = initiatives.get(unit, row).initiative.number
    moved = initiatives.enter(unit, {"number": number, "programme": other.id}).stored.initiative
    assert (moved.programme, moved.pack_version) == (other.id, other.version)
    with pytest.raises(RuleError, match="programme_unknown"):
        initiatives.enter(unit, {"number": number, "programme": "none"})


def test_units_that_number_alike_are_told_apart_by_their_codes(vouched_pair: tuple[Desk, Desk], tmp_path: Path) -> None:
    """A union above must never answer for one unit what was meant for another."""
    unit, upper = vouched_pair
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    unions.recognised(sibling)
    for sender in (unit, sibling):
        (tmp_path / sender.unit.code).mkdir()
        unions.send(sender, tmp_path / sender.unit.code)
        unions.take(upper, tmp_path / sender.unit.code)
    sibling.close()
    with pytest.raises(RuleError) as refused:
        initiatives.find(upper, "SK-2022-0001")
    assert refused.value.code == "initiative_number_shared"
    assert refused.value.facts["units"] == "27001/SK-2022-0001, 27002/SK-2022-0001"
    for code in ("27001", "27002"):
        assert initiatives.find(upper, f"{code}/SK-2022-0001").initiative.unit_code == code
    assert initiatives.find(upper, "SK-2022-0002").initiative.unit_code == "27001", "one unit alone has this number"
    for unknown in ("27002/SK-2022-0002", "27003/SK-2022-0001", "/", "27001/"):
        with pytest.raises(RuleError, match="initiative_unknown"):
            initiatives.find(upper, unknown)
    own = unions.enter(upper)[0]
    assert initiatives.find(upper, initiatives.get(upper, own).initiative.number).row_id == own
