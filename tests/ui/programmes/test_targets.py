"""Targets as the officer sees them, and handing one down."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations import targets
from domain.initiative import State
from domain.statistics import INITIATIVES
from tests.typing_vi import vtype
from tests.ui.programmes.opened import Went, settled
from tests.ui.registers import UNIT
from ui.initiatives.only import Only
from ui.programmes.targets import COUNTED, TargetsSection
from ui.session import Session


@pytest.fixture
def went() -> Went:
    return Went(State.ACCEPTED, most=5)


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> TargetsSection:
    return settled(qtbot, session, TargetsSection(session))


def test_three_counts_stand_in_three_columns(section: TargetsSection) -> None:
    titles = [column.title for column in section.model.columns]
    assert titles[2:5] == ["Sáng kiến", "Người", "Lượt"]
    counts = section.rows[0].counts
    assert [section.model.cell(0, at).text for at in (2, 3, 4)] == [
        str(counts.initiatives), str(counts.persons), str(counts.entries)
    ]  # fmt: skip
    assert section.model.cell(0, 6).mark.word == "Chưa rõ"  # type: ignore[union-attr]


def test_every_figure_opens_a_list_of_just_so_many(section: TargetsSection, session: Session) -> None:
    told: list[object] = []
    session.asked.connect(lambda _where, what: told.append(what))
    opened = 0
    for row, one in enumerate(section.rows):
        for column, what in enumerate(COUNTED):
            told.clear()
            section.table.figure_opened.emit(row, column)
            assert session.lanes.wait_idle()
            wanted = getattr(one.counts, what) if what else 0
            if what == INITIATIVES or not wanted:
                assert [len(only.ids) for only in told if isinstance(only, Only)] == ([wanted] if wanted else [])
                continue
            people = section.people
            assert people is not None and len(people.rows) == wanted
            people.head.back.click()
            assert section.people is None
            opened += 1
    assert opened


def test_a_target_is_handed_down_and_taken_back(section: TargetsSection, session: Session) -> None:
    vtype(section.form.initiatives, "1.200")
    vtype(section.form.document, "KH 12/KH-LĐLĐ")
    vtype(section.form.day, "25/1/2022")
    section.form.give.click()
    assert session.lanes.wait_idle()
    (own,) = [one for one in targets.everything(session.screen) if one.id]
    assert (own.unit_code, own.initiatives, own.document) == (UNIT.code, 1200, "KH 12/KH-LĐLĐ")
    assert section.chart.bars[0].target == 1200
    section.table.select_row(next(n for n, one in enumerate(section.rows) if one.target.id))
    section.drop.click()
    assert session.lanes.wait_idle()
    assert not [one for one in targets.everything(session.screen) if one.id]


def test_what_is_wrong_stands_at_its_field_and_stays_typed(section: TargetsSection, session: Session) -> None:
    vtype(section.form.pct, "nhiều")
    section.form.give.click()
    assert section.form.fields["persons_pct"].problem()
    section.form.pct.set_value("15,5")
    section.form.give.click()
    assert session.lanes.wait_idle()
    assert section.form.fields["document"].problem()
    assert section.form.pct.value() == "15,5"


def test_a_target_of_the_pack_is_not_removed_here(section: TargetsSection) -> None:
    section.table.select_row(0)
    assert not section.drop.isEnabled()
