"""What is put right, or taken away, after records have left: sealed packages stay, the next one carries the change."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import journal
from desktop import clock
from desktop.desk import Desk
from desktop.operations import corrections, erasure, initiatives, packages, people, trust
from domain.anonymity import is_alias
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from exports.package import verify
from tests.desktop.operations import unions


def gathered(unit: Desk) -> str:
    """The entry of the first author of the first record."""
    people.gather(unit)
    return initiatives.get(unit, 1).initiative.authors[0].person_id


def test_a_correction_reaches_unsent_records_and_travels_after_those_that_left(
    vouched_pair: tuple[Desk, Desk], usb: Path
) -> None:
    unit, upper = vouched_pair
    her = gathered(unit)
    first = unions.send(unit, usb, only=initiatives.get(unit, 1).initiative.number)
    unions.take(upper, first.path)
    draft = initiatives.enter(unit, {"title": "Bản mới", "authors": [vars_of(unit)]}).stored.row_id
    people.type_in(unit, people.row_id_of(unit, her) or 0, {"position": "Quản đốc phân xưởng"})
    offers = {one.stored.row_id: one for one in corrections.offers(unit, her)}
    assert (offers[1].left, offers[1].travels, offers[draft].left) == (True, True, False)
    done = corrections.apply(unit, her)
    assert (done.records, done.travelling, done.staying) == (2, 1, 0)
    assert corrections.offers(unit, her) == []
    assert initiatives.get(unit, draft).initiative.authors[0].position == "Quản đốc phân xưởng"
    newest = journal.lines(unit.store, initiatives.get(unit, 1).initiative.id, 1)
    assert [line["operation"] for line in newest] == ["corrected"]
    (again,) = unions.take(upper, unions.send(unit, usb, only=initiatives.get(unit, 1).initiative.number).path)
    assert again.counts == {"updated": 1}
    held = initiatives.find(upper, initiatives.get(unit, 1).initiative.id)
    assert held.initiative.authors[0].position == "Quản đốc phân xưởng"


def vars_of(unit: Desk) -> dict[str, object]:
    author = initiatives.get(unit, 1).initiative.authors[0]
    return {"full_name": author.full_name, "birth_year": author.birth_year, "phone": author.phone,
            "workplace": author.workplace}  # fmt: skip


def test_only_the_chosen_records_are_corrected_and_gaps_erase_nothing(unit: Desk) -> None:
    unions.enter(unit, 1)
    her = gathered(unit)
    people.type_in(unit, people.row_id_of(unit, her) or 0, {"phone": "", "position": "Quản đốc"})
    before = initiatives.get(unit, 1).initiative.authors[0].phone
    assert corrections.apply(unit, her, [99]).records == 0
    assert corrections.apply(unit, her, [1]).records == 1
    author = initiatives.get(unit, 1).initiative.authors[0]
    assert (author.phone, author.position) == (before, "Quản đốc")
    with pytest.raises(RuleError, match="person_unknown"):
        corrections.offers(unit, "nobody")


def test_after_anonymising_the_sealed_package_still_verifies_byte_for_byte_and_the_next_one_carries_the_alias(
    vouched_pair: tuple[Desk, Desk], usb: Path
) -> None:
    unit, upper = vouched_pair
    her = gathered(unit)
    name = people.get(unit, her).full_name
    sent = unions.send(unit, usb, plain=True)
    bytes_before = sent.kept.read_bytes()
    unions.take(upper, sent.path)
    seen = erasure.preview(unit, her)
    assert [row["recipient"] for row in seen.packages] == [upper.unit.code]
    done = erasure.anonymise(unit, her, "theo yêu cầu")
    assert sent.kept.read_bytes() == bytes_before
    assert verify.verify(sent.kept, registry=trust.registry(upper), now=clock.now()).verdict == "valid"
    plan = packages.plan(unit)
    assert len(plan.items) == done.records
    assert plan.blocked == ()
    (again,) = unions.take(upper, unions.send(unit, usb, plain=True).path)
    assert again.counts == {"updated": done.records}
    authors = [author.full_name for held in plan.items for author in held.stored.initiative.authors]
    assert name not in authors
    assert done.alias in authors


def test_a_union_above_takes_the_data_out_of_what_it_received_and_the_same_package_brings_nothing_back(
    vouched_pair: tuple[Desk, Desk], usb: Path
) -> None:
    unit, upper = vouched_pair
    sent = unions.send(unit, usb)
    unions.take(upper, sent.path)
    row = initiatives.page(upper, initiatives.Filter())[0]
    author = initiatives.get(upper, row).initiative.authors[0]
    told = {name: getattr(author, name) for name in ("full_name", "birth_year", "phone", "workplace")}
    her = people.enter(upper, told).person.id
    assert erasure.anonymise(upper, her, "theo yêu cầu").records >= 1
    (again,) = unions.take(upper, sent.path)
    assert again.counts == {"identical": sent.records}
    held = initiatives.get(upper, row)
    assert is_alias(held.initiative.authors[0].full_name)
    assert not held.own


def test_a_locked_record_loses_the_data_and_keeps_its_state(unit: Desk) -> None:
    (row,) = unions.enter(unit, 1)
    assert initiatives.move(unit, [row], State.WITHDRAWN, Decision(reason="rút")).refused == {}
    done = erasure.anonymise(unit, gathered(unit), "theo yêu cầu")
    held = initiatives.get(unit, row).initiative
    assert held.state is State.WITHDRAWN
    assert held.authors[0].full_name == done.alias
