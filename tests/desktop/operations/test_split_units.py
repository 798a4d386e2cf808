"""A unit that is divided, walked through: packages made before and after, board, statistics, returns, on both sides."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import (
    chains,
    initiative_list,
    initiatives,
    programmes,
    quality,
    return_marks,
    return_packages,
    statistics,
    targets,
    unit_events,
    unit_standings,
    units,
)
from desktop.operations.initiatives import Filter
from desktop.operations.unit_events import Paper
from domain.errors import RuleError
from domain.initiative import State
from domain.reminder import Standing, UnitLine
from domain.target import Target
from domain.unit import Level
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take

# Not a district, which the law has ended on a day of its own.
SECTOR = dataclasses.replace(unions.UPPER, code="TCT", name="CĐ Tổng công ty Dệt may")
OLD = dataclasses.replace(unions.UNIT, upper_code="TCT", upper_name=SECTOR.name)
ONE, TWO = ("CĐCS May Hoa Sim 1", "27011"), ("CĐCS May Hoa Sim 2", "27012")
PAPER = Paper(date(2026, 1, 1), "QĐ 9")
Two = tuple[Desk, Desk]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit and the union above it, which has its first package and knows it in its tree."""
    folder = tmp_path_factory.mktemp("split")
    upper, old = unions.new(folder / "upper", SECTOR), unions.new(folder / "old", OLD)
    unions.vouch(old, upper, folder)
    own = units.own_id(upper)
    unit_events.add(upper, OLD.name, "27001", Level.GRASSROOTS, own, Paper(date(2020, 1, 1), "QĐ 1"))
    unions.recognised(old, 3)
    take(upper, unions.send(old, None).kept)
    upper.close()
    old.close()
    return folder


@pytest.fixture
def two(homes: Path, tmp_path: Path) -> Iterator[Two]:
    for name in ("upper", "old"):
        shutil.copytree(homes / name, tmp_path / name)
    opened = desk.open_desk(tmp_path / "upper", None), desk.open_desk(tmp_path / "old", None)
    yield opened
    for one in opened:
        one.close()


def changed_and_sent(old: Desk, place: int, effect: str) -> Path:
    row = initiatives.page(old, Filter(), "number")[place]
    initiatives.type_in(old, row, {"effect": effect})
    return unions.send(old, None).kept


def split(upper: Desk, *, ends: bool) -> None:
    parts = [ONE, TWO] if ends else [TWO]
    unit_events.split(upper, units.tree(upper).find("27001").id, parts, PAPER, ends=ends)


def begun(upper: Desk, folder: Path) -> Desk:
    """The register of the second new unit, which has sent what it recognised."""
    made = unions.new(folder / "new", dataclasses.replace(OLD, code=TWO[1], name=TWO[0]))
    unions.vouch(made, upper, folder)
    unions.recognised(made)
    assert take(upper, unions.send(made, None).kept)[0].counts == {"new": 1}
    return made


def board(upper: Desk) -> dict[str, UnitLine]:
    lines = {line.code: line for line in unit_standings.lines(upper)}
    for line in lines.values():
        assert len(unit_standings.row_ids(upper, line.code)) == line.initiatives
    return lines


def table(upper: Desk, by: str) -> dict[str, int]:
    return {line.key: line.counts.initiatives for line in statistics.table(upper, by).lines}


@pytest.mark.parametrize("ends", [True, False])
def test_packages_board_and_statistics_before_and_after(two: Two, tmp_path: Path, ends: bool) -> None:
    """Of «chia» the old unit ends and the first new one has its things; of «tách» it goes on."""
    upper, old = two
    before = changed_and_sent(old, 0, "Tăng 12 %.")  # sealed before, comes after
    split(upper, ends=ends)
    stands = "27011" if ends else "27001"
    assert take(upper, before)[0].counts == {"updated": 1}
    after = changed_and_sent(old, 1, "Giảm 3 ca.")  # its register keeps its code for ever
    done = take(upper, after)[0]
    assert (done.code, done.counts, done.warnings) == ("", {"updated": 1}, ())
    new = begun(upper, tmp_path)
    lines = board(upper)
    assert set(lines) == {stands, "27012"}
    line = lines[stands]
    assert (line.packages, line.initiatives, line.gaps, line.upper) == (3, 3, (), SECTOR.name)
    assert [(one.code, one.initiatives, one.owes) for one in line.gone] == ([("27001", 3, False)] if ends else [])
    assert (lines["27012"].packages, lines["27012"].initiatives) == (1, 1)
    assert table(upper, "unit") == {"27001": 3, "27012": 1}, "as then: under the code it came"
    assert table(upper, "unit_now") == {stands: 3, "27012": 1}
    assert {one.code: one.total for one in quality.lines(upper)} == {"": 4, stands: 3, "27012": 1}
    assert initiative_list.total(upper, Filter(under=stands)) == 3
    assert {one.unit_code: one.received for one in chains.received(upper)} == {"27001": (1, 2, 3), "27012": (1,)}
    new.close()


@pytest.mark.parametrize("ends", [True, False])
def test_a_record_of_the_old_unit_goes_back_to_who_has_it_and_the_answer_closes_it(
    two: Two, tmp_path: Path, ends: bool
) -> None:
    upper, old = two
    split(upper, ends=ends)
    new = begun(upper, tmp_path)
    row = next(one for one in initiatives.page(upper, Filter())
               if initiatives.get(upper, one).initiative.unit_code == "27001")  # fmt: skip
    return_marks.mark(upper, row, "effect", "Nêu rõ số liệu")
    (waits,) = return_packages.waiting(upper)
    assert (waits.unit_code, waits.now) == ("27001", ONE[0] if ends else "")
    with pytest.raises(RuleError) as refused:
        return_packages.seal(upper, "27011" if ends else "27012", tmp_path)
    assert refused.value.code == ("returns_of_gone" if ends else "returns_none")
    down = return_packages.seal(upper, "27001", tmp_path)
    assert not take(new, down.path)[0].taken, "the new unit cannot read what is for the old one's register"
    assert take(old, down.path)[0].counts == {"new": 1}
    line = board(upper)["27011" if ends else "27001"]
    assert line.returned == 1 and Standing.RETURNED in line.standings
    words = unit_standings.remind(upper, line)
    assert ("trong đó 1 của CĐCS May Hoa Sim" in words) is ends
    (mark,) = return_marks.everything(old)
    return_marks.answer(old, mark.mark.no, "Giữ nguyên, đã kiểm lại")
    assert take(upper, unions.send(old, None).kept)[0].taken
    assert return_marks.everything(upper) == [] and board(upper)[line.code].returned == 0
    new.close()


def test_a_new_unit_is_not_late_for_a_day_before_it_was_there(two: Two) -> None:
    upper, _old = two
    assert board(upper)["27001"].late, "it was there, and sent after the last day"
    split(upper, ends=False)
    line = board(upper)["27012"]
    assert line.due_on is None and not line.late and line.standings == (Standing.EMPTY,)


def test_a_split_that_cannot_be_is_refused_at_its_field_and_nothing_is_recorded(two: Two) -> None:
    upper, _old = two
    unit_id, before = units.tree(upper).find("27001").id, units.tree(upper)
    for parts, paper, ends, code, field in (
        ([ONE], PAPER, True, "unit_split_parts", "name2"),
        ([("", "")], PAPER, False, "unit_split_parts", "name"),
        ([ONE, (TWO[0], "27001")], PAPER, True, "unit_code_taken", "code2"),
        ([ONE, ("", "27012")], PAPER, True, "unit_name_missing", "name2"),
        ([ONE, (TWO[0], "27011")], PAPER, True, "unit_code_taken", "code2"),
        ([("Một", "a b"), TWO], PAPER, True, "unit_code_malformed", "code"),
        ([ONE, TWO], Paper(None, "QĐ 9"), True, "unit_day_missing", "on"),
        ([ONE, TWO], Paper(date(2026, 1, 1)), True, "unit_event_unfounded", "document"),
        ([ONE, TWO], Paper(date(2019, 1, 1), "QĐ"), True, "unit_not_yet", "unit"),
    ):  # fmt: skip
        with pytest.raises(RuleError) as refused:
            unit_events.split(upper, unit_id, parts, paper, ends=ends)
        assert (refused.value.code, refused.value.field) == (code, field), parts
    assert units.tree(upper) == before
    with pytest.raises(RuleError, match="unit_head_stays"):
        unit_events.split(upper, "TLD", [ONE, TWO], PAPER, ends=True)


def test_a_split_is_taken_back_event_by_event(two: Two) -> None:
    upper, _old = two
    split(upper, ends=True)
    unit_events.take_back(upper)
    assert units.tree(upper).find("27001").alive(date(2026, 2, 1))
    for _ in range(2):
        unit_events.take_back(upper)
    assert units.tree(upper).holder("27011") is None and units.tree(upper).holder("27012") is None


def test_what_the_old_register_recognises_afterwards_counts_with_its_successor(two: Two) -> None:
    upper, old = two
    split(upper, ends=True)
    row = unions.enter(old, 4)[-1]
    assert initiatives.move(old, [row], State.RECOGNISED, unions.PAPER).refused == {}
    assert take(upper, unions.send(old, None).kept)[0].counts == {"new": 1}
    assert table(upper, "unit_now") == {"27011": 4} == {"27011": board(upper)["27011"].initiatives}


@pytest.mark.parametrize("ends", [True, False])
def test_a_target_counts_what_came_under_the_codes_of_the_unit_and_of_those_gone_into_it(two: Two, ends: bool) -> None:
    """A target handed to the heir counts what the old register goes on sending; that of the old unit counts its own."""
    upper, _old = two
    split(upper, ends=ends)
    pack = programmes.current(upper)
    for code in ("27001", "27011" if ends else "27012"):
        wanted = Target(pack.id, "", "grassroots", code, f"CĐCS {code}", initiatives=5, document="CV 1")
        targets.hand_down(upper, wanted)
    told = {one.target.unit_code: one for one in targets.standings(upper)}
    assert {code: one.counts.initiatives for code, one in told.items() if code in ("27001", "27011", "27012")} == (
        {"27001": 3, "27011": 3} if ends else {"27001": 3, "27012": 0})  # fmt: skip
    for one in told.values():
        for what in ("initiatives", "persons", "entries"):
            assert len(targets.rows(upper, one.target, what)) == getattr(one.counts, what)
        assert len(targets.row_ids(upper, one.target)) == one.counts.initiatives
