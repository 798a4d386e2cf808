"""The person book: when an entry is made, who is the same, merging and taking it back."""

from __future__ import annotations

import dataclasses
import itertools
import zipfile
from typing import Any

import pytest

from db import journal
from desktop.desk import Desk
from desktop.operations import import_waiting, imports, initiatives, people
from desktop.operations.import_plans import WAIT
from desktop.operations.initiatives import Stored
from domain.errors import RuleError
from domain.initiative import Author
from domain.person import Person
from tests.desktop.operations import unions

AN: dict[str, Any] = {"full_name": "Nguyễn Văn An", "birth_year": 1985, "workplace": "Xưởng 1"}
WORDS = {"full_name": "Nguyễn Văn An", "birth_year": "1985", "workplace": "Xưởng 1"}
_titles = itertools.count()


def record(unit: Desk, *authors: dict[str, Any]) -> Stored:
    return initiatives.enter(unit, {"title": f"Sáng kiến {next(_titles)}", "authors": list(authors)}).stored


def typed(unit: Desk, row_id: int, *authors: dict[str, str]) -> Stored:
    return initiatives.type_in(unit, row_id, {"authors": list(authors)}).stored


def book(unit: Desk) -> list[Person]:
    return people.rows(unit, people.page(unit))


def author(unit: Desk, row_id: int, place: int = 0) -> Author:
    return initiatives.get(unit, row_id).initiative.authors[place]


def test_an_author_who_is_known_enough_is_in_the_book_once(unit: Desk) -> None:
    first = record(unit, AN)
    second = record(unit, {**AN, "phone": "0912820510", "position": "Tổ trưởng"})
    (entry,) = book(unit)
    assert (entry.full_name, entry.phone, entry.position) == ("Nguyễn Văn An", "0912820510", "Tổ trưởng")
    assert author(unit, first.row_id).person_id == author(unit, second.row_id).person_id == entry.id
    assert people.initiatives_of(unit, entry.id) == [second.row_id, first.row_id]
    assert entry.purpose != ""


@pytest.mark.parametrize("who", [{"full_name": "An", "birth_year": 1985}, {"full_name": "Nguyễn Văn An"}, {}])
def test_who_is_not_known_enough_is_not_in_the_book(unit: Desk, who: dict[str, Any]) -> None:
    assert author(unit, record(unit, {"awards": "LĐTT", **who}).row_id).person_id == ""
    assert book(unit) == []


def test_two_of_the_same_name_stay_apart_and_what_is_in_doubt_is_shown(unit: Desk) -> None:
    record(unit, AN)
    record(unit, {**AN, "birth_year": 1990})
    record(unit, {**AN, "workplace": "Xưởng 2"})
    assert len(book(unit)) == 3
    ((one, other),) = people.twins(unit)
    assert {one.workplace, other.workplace} == {"Xưởng 1", "Xưởng 2"}
    people.keep_apart(unit, one.id, other.id)
    assert people.twins(unit) == []


def test_while_typing_nothing_is_made_and_a_correction_makes_nobody_else(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    initiatives.type_in(
        unit, row_id, {"authors": [{"full_name": "Nguyễn Văn An", "birth_year": "1958"}]}, settled=False
    )
    assert book(unit) == []
    initiatives.type_in(unit, row_id, {})
    assert [entry.birth_year for entry in book(unit)] == [1958]
    typed(unit, row_id, WORDS)
    (entry,) = book(unit)
    assert (entry.birth_year, author(unit, row_id).person_id) == (1985, entry.id)


def test_typing_somebody_else_over_an_author_leaves_the_first_ones_entry_alone(unit: Desk) -> None:
    record(unit, AN)
    second = record(unit, AN)
    typed(unit, second.row_id, {"full_name": "Lê Thị Bình", "birth_year": "1990"})
    assert [(entry.full_name, entry.birth_year) for entry in book(unit)] == [
        ("Nguyễn Văn An", 1985),
        ("Lê Thị Bình", 1990),
    ]
    assert author(unit, second.row_id).person_id == book(unit)[1].id


def test_what_is_typed_last_of_a_workplace_holds(unit: Desk) -> None:
    first = record(unit, AN)
    record(unit, AN)
    typed(unit, first.row_id, {**WORDS, "workplace": "Xưởng 7"})
    (entry,) = book(unit)
    assert entry.workplace == "Xưởng 7"
    typed(unit, first.row_id, {**WORDS, "workplace": ""})
    assert book(unit)[0].workplace == "Xưởng 7"


def test_three_letters_without_accents_find_a_person(unit: Desk) -> None:
    for name in ("Nguyễn Văn An", "Trần Thị Hoa", "Đỗ Thị Ánh"):
        record(unit, {**AN, "full_name": name})
    assert [entry.full_name for entry in people.offered(unit, "do thi")] == ["Đỗ Thị Ánh"]
    assert [entry.full_name for entry in people.offered(unit, "thi")] == ["Đỗ Thị Ánh", "Trần Thị Hoa"]
    assert people.offered(unit, "ho") == []
    assert people.offered(unit, "xuong") == []  # the workplace is no name


def test_lists_go_by_given_name(unit: Desk) -> None:
    for name in ("Trần Văn Ân", "Đỗ Ơn Em", "Nguyễn Thị An", "Bùi Thị Oanh"):
        record(unit, {**AN, "full_name": name})
    found = [entry.full_name for entry in book(unit)]
    assert found == ["Nguyễn Thị An", "Trần Văn Ân", "Đỗ Ơn Em", "Bùi Thị Oanh"]
    assert people.total(unit, "oanh") == 1


def test_a_merge_is_undone_exactly(unit: Desk) -> None:
    first = record(unit, AN, {"full_name": "Lê Bình Minh", "birth_year": 1990})
    second = record(unit, {**AN, "workplace": "Xưởng 2", "phone": "0912820510"})
    before, links = book(unit), [author(unit, row).person_id for row in (first.row_id, second.row_id)]
    kept, dropped = links
    people.merge(unit, kept, dropped)
    assert [entry.id for entry in book(unit)].count(kept) == 1
    assert dropped not in [entry.id for entry in book(unit)]
    assert people.get(unit, kept).phone == "0912820510"
    assert people.initiatives_of(unit, kept) == [second.row_id, first.row_id]
    typed(unit, first.row_id, {"full_name": "Lê Bình Minh", "birth_year": "1990"}, WORDS)  # the authors change places
    people.undo_merge(unit, dropped)
    assert book(unit) == before
    assert people.initiatives_of(unit, kept) == [first.row_id]
    assert people.initiatives_of(unit, dropped) == [second.row_id]
    assert [author(unit, first.row_id, 1).person_id, author(unit, second.row_id).person_id] == links


def test_merges_are_taken_back_from_the_last(unit: Desk) -> None:
    ids = [author(unit, record(unit, {**AN, "workplace": f"Xưởng {n}"}).row_id).person_id for n in range(3)]
    before = book(unit)
    people.merge(unit, ids[0], ids[1])
    people.merge(unit, ids[2], ids[0])
    assert len(people.initiatives_of(unit, ids[2])) == 3
    with pytest.raises(RuleError, match="person_merge_later"):
        people.undo_merge(unit, ids[1])
    with pytest.raises(RuleError, match="person_merged_already"):
        people.merge(unit, ids[1], ids[2])
    people.undo_merge(unit, ids[2])
    people.undo_merge(unit, ids[1])
    assert book(unit) == before
    with pytest.raises(RuleError, match="person_not_merged"):
        people.undo_merge(unit, ids[1])
    with pytest.raises(RuleError, match="person_merge_itself"):
        people.merge(unit, ids[1], ids[1])


def test_what_was_changed_after_a_merge_stays_when_it_is_undone(unit: Desk) -> None:
    kept = people.enter(unit, AN).person
    dropped = people.enter(unit, {**AN, "workplace": "Xưởng 2", "education": "Kỹ sư"}).person
    row_id = people.merge(unit, kept.id, dropped.id).row_id
    people.type_in(unit, row_id, {"position": "Tổ phó"})
    after = people.undo_merge(unit, kept.id).person
    assert (after.position, after.education) == ("Tổ phó", "")


def test_authors_from_before_are_gathered_and_a_stop_changes_nothing(unit: Desk) -> None:
    for name in ("Nguyễn Văn An", "Lê Thị Bình", "Nguyễn Văn An"):
        record(unit, {**AN, "full_name": name})
    with unit.store.atomic():
        unit.store.execute("UPDATE author SET person_id = ''")
        unit.store.execute("DELETE FROM person")
    assert people.unlinked(unit) == 3

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise unions.StoppedError

    with pytest.raises(unions.StoppedError):
        people.gather(unit, step=stop)
    assert (book(unit), people.unlinked(unit)) == ([], 3)
    done = people.gather(unit)
    assert (done.linked, done.new, done.unsure, people.unlinked(unit)) == (3, 2, 0, 0)
    assert len(book(unit)) == 2
    assert people.gather(unit).linked == 0


def test_an_author_with_nothing_but_a_name_is_not_gathered_and_is_told(unit: Desk) -> None:
    record(unit, {"full_name": "Hoàng Thị Ngọc Ưng"})
    done = people.gather(unit)
    assert (done.linked, done.unknown, book(unit)) == (0, 1, [])


def test_an_author_whom_several_entries_could_be_is_left_for_somebody(unit: Desk) -> None:
    for place in ("Xưởng 1", "Xưởng 2"):
        people.enter(unit, {**AN, "workplace": place})
    held = record(unit, {**AN, "workplace": ""})
    assert author(unit, held.row_id).person_id == ""
    assert people.gather(unit).unsure == 1
    assert len(book(unit)) == 2


def test_an_entry_is_changed_cell_by_cell_and_the_journal_knows(unit: Desk) -> None:
    made = people.enter(unit, AN)
    changed = people.type_in(unit, made.row_id, {"birth_year": "12/8/1985", "leader": "yes", "consent_on": "1/2/2026"})
    assert (str(changed.person.born_on), changed.person.leader) == ("1985-08-12", True)
    with pytest.raises(RuleError, match="identity_number"):
        people.type_in(unit, made.row_id, {"position": "CCCD 001085012345"})
    assert people.get(unit, made.person.id) == changed.person
    lines = journal.lines(unit.store, made.person.id)
    assert [line["operation"] for line in lines] == ["person_changed", "person_entered"]
    again = people.enter(unit, {"id": made.person.id, "birth_year": 1986})
    assert (again.new, again.person.birth_year, again.person.born_on) == (False, 1986, None)


def test_no_identity_number_gets_into_a_record(unit: Desk) -> None:
    with pytest.raises(RuleError, match="identity_numbers_refused") as refused:
        initiatives.enter(unit, {"title": "Kệ", "authors": [{**AN, "position": "CCCD 001085012345"}]})
    assert [problem.field for problem in refused.value.problems] == ["authors.0.position"]
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    words = {
        "authors": [{**WORDS, "position": "Tổ trưởng, CCCD 001085012345"}],
        "reach": "Xưởng 1",
        "applied_from_on": "001085012345",
    }
    saved = initiatives.type_in(unit, row_id, words)
    held = saved.stored.initiative
    assert (held.authors[0].position, held.reach, dict(held.unread)) == ("Tổ trưởng", "Xưởng 1", {})
    assert [problem.field for problem in saved.problems[:2]] == ["authors.0.position", "applied_from_on"]
    assert "001085012345" not in str(unions.everything_written(unit))


def test_an_import_leaves_the_number_out_and_says_where(unit: Desk, tmp_path: Any) -> None:
    rows = ["TT,Tên sáng kiến,Họ và tên,Năm sinh,Chức vụ,Điện thoại,Số CCCD",
            "1,Kệ để khuôn,Nguyễn Văn An,1985,Tổ trưởng CCCD 001085012345,0912820510,001085012345",
            "2,Xe đẩy,Lê Thị Bình,012345678,Công nhân,912820511,"]  # fmt: skip
    file = tmp_path / "list.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    plan = imports.read(unit, file)
    said = [(problem.code, problem.row, problem.facts["column"]) for problem in plan.problems]
    assert said == [("identity_number_left_out", 2, "Chức vụ"), ("identity_number_left_out", 3, "Năm sinh")]
    assert "0010850" not in str([row.initiative for row in plan.rows])
    imports.take_in(unit, plan)
    assert not [told for told in everything_kept(unit) if "0010850" in told or "012345678" in told]
    held = [stored.initiative.authors[0] for stored in initiatives.everything(unit, initiatives.Filter())]
    assert [(one.position, one.birth_year, one.phone) for one in held] == [
        ("Tổ trưởng", 1985, "0912820510"), ("Công nhân", None, "0912820511")]  # fmt: skip


def test_a_row_that_waits_is_kept_without_the_number(unit: Desk, tmp_path: Any) -> None:
    rows = ["TT,Tên sáng kiến,Họ và tên,Năm sinh,Chức vụ,Điện thoại,Số CCCD",
            "1,Kệ để khuôn,Nguyễn Văn An,1985,Tổ trưởng CCCD 001085012345,0912820510,001085012345",
            "2,Xe đẩy,Lê Thị Bình,1990,Công nhân,0912820511,"]  # fmt: skip
    file = tmp_path / "list.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    plan = imports.read(unit, file)
    waits = dataclasses.replace(plan.rows[0], choice=WAIT)
    imports.take_in(unit, dataclasses.replace(plan, rows=(waits, *plan.rows[1:])))
    (waiting,) = import_waiting.waiting(unit)
    assert waiting.title == "Kệ để khuôn"
    assert not [told for told in everything_kept(unit) if "0010850" in told]


def everything_kept(desk: Desk) -> list[str]:
    """Every text in every table of the register."""
    tables = desk.store.column("SELECT name FROM sqlite_master WHERE type = 'table'")
    cells = (value for table in tables for row in desk.store.rows(f'SELECT * FROM "{table}"') for value in row.values())
    return [str(value) for value in cells if isinstance(value, str | bytes)]


def test_no_link_into_the_book_leaves_with_a_package(vouched_pair: tuple[Desk, Desk], usb: Any) -> None:
    unit, upper = vouched_pair
    held = initiatives.everything(unit, initiatives.Filter())
    assert any(one.person_id for stored in held for one in stored.initiative.authors)
    packed = unions.send(unit, usb, plain=True)
    with zipfile.ZipFile(packed.path) as opened:
        told = [opened.read(name) for name in opened.namelist() if name.startswith("data/records/")]
    assert told
    assert all(b"full_name" in part and b"person_id" not in part for part in told)
    unions.take(upper, packed.path)
    came = initiatives.everything(upper, initiatives.Filter())
    assert came
    assert all(one.person_id == "" for stored in came for one in stored.initiative.authors)


def test_an_author_known_by_what_a_merged_entry_knew_is_the_same_person(unit: Desk) -> None:
    kept = author(unit, record(unit, {**AN, "phone": "0912820510"}).row_id).person_id
    dropped = people.enter(unit, {**AN, "phone": "0987654321", "workplace": "Xưởng 2"}).person.id
    assert kept != dropped
    people.merge(unit, kept, dropped)
    again = record(unit, {**AN, "phone": "0987654321", "workplace": "Xưởng 2"})
    assert author(unit, again.row_id).person_id == kept
    assert people.total(unit) == 1


def test_an_entry_that_was_merged_away_is_not_edited_unseen(unit: Desk) -> None:
    kept = author(unit, record(unit, {**AN, "phone": "0912820510"}).row_id).person_id
    dropped = people.enter(unit, {**AN, "phone": "0987654321"}).person.id
    people.merge(unit, kept, dropped)
    with pytest.raises(RuleError) as caught:
        people.enter(unit, {"id": dropped, "position": "Tổ trưởng"})
    assert caught.value.code == "person_merged"
