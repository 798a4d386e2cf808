"""Changing the unit's words and one's own passphrase, and what a first form may be told at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import journal
from desktop import desk
from desktop.desk import Desk
from desktop.operations import registers, users
from domain.errors import RuleError
from domain.unit import Block, Level, Unit

UNIT = Unit("27001", "CĐCS Công ty TNHH May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện Bình Tân")
PASSPHRASE = "bốn con trâu đen"


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Desk]:
    registers.create(tmp_path / "r", UNIT, "Hân", None)
    opened = desk.open_desk(tmp_path / "r", None)
    yield opened
    opened.close()


def test_the_unit_changes_its_words_but_never_its_code_or_level(plain: Desk) -> None:
    wanted = Unit("99999", "  CĐCS May  Hoa Sim ", Level.PROVINCE, "27100", "LĐLĐ quận", Block.PUBLIC, "Sa Đéc")
    changes = registers.change_unit(plain, wanted)
    assert changes.touches("unit")
    after = desk.own_unit(plain.store)
    assert after == Unit("27001", "CĐCS May Hoa Sim", Level.GRASSROOTS, "27100", "LĐLĐ quận", Block.PUBLIC, "Sa Đéc")
    line = journal.lines(plain.store)[0]
    assert (line["operation"], line["subject"]) == ("unit_changed", "27001")
    assert "CĐCS Công ty TNHH May Hoa Sim" in line["detail"]
    assert "level" not in line["detail"]


def test_the_same_words_again_leave_no_line_in_the_journal(plain: Desk) -> None:
    before = len(journal.lines(plain.store))
    registers.change_unit(plain, desk.own_unit(plain.store))
    assert len(journal.lines(plain.store)) == before


@pytest.mark.parametrize(("part", "field"), [({"name": " "}, "unit_name"), ({"upper_code": "27001"}, "upper_code")])
def test_words_that_cannot_be_are_refused_at_their_field(plain: Desk, part: dict[str, str], field: str) -> None:
    with pytest.raises(RuleError) as refused:
        registers.change_unit(plain, dataclasses.replace(UNIT, **part))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert desk.own_unit(plain.store) == UNIT


def test_an_appraiser_does_not_change_the_unit(plain: Desk) -> None:
    users.add(plain, "Tỏ", [desk.APPRAISER], "")
    appraiser = dataclasses.replace(plain, user=users.everyone(plain)[1])
    with pytest.raises(RuleError, match="keeper_needed"):
        registers.change_unit(appraiser, UNIT)


def test_everything_wrong_is_told_at_once() -> None:
    found = registers.objections(Unit("", " ", upper_code="x"), " ", "ngắn")
    assert [error.field for error in found] == ["unit_code", "upper_code", "unit_name", "user", "passphrase"]
    assert registers.objections(UNIT, "Hân", PASSPHRASE) == ()
    assert [error.code for error in registers.objections(Unit("á", "A"), "Hân", PASSPHRASE)] == ["unit_code_malformed"]


def test_a_new_passphrase_needs_the_one_in_use_or_the_recovery_code(tmp_path: Path) -> None:
    code = registers.create(tmp_path / "r", UNIT, "Hân", PASSPHRASE).recovery_code
    opened = desk.open_desk(tmp_path / "r", PASSPHRASE)
    users.add(opened, "Tỏ", [desk.APPRAISER], "năm con ngựa trắng")
    for secret in ("sai rồi nhé", "năm con ngựa trắng"):
        with pytest.raises(RuleError) as refused:
            users.change_passphrase(opened, "sáu con dê vàng", current=secret)
        assert (refused.value.code, refused.value.field) == ("passphrase_wrong", "current")
    users.change_passphrase(opened, "sáu con dê vàng", current=PASSPHRASE)
    users.change_passphrase(opened, "bảy con gà rừng", current=code)
    opened.close()
    with pytest.raises(RuleError, match="passphrase_wrong"):
        desk.open_desk(tmp_path / "r", "sáu con dê vàng")
    again = desk.open_desk(tmp_path / "r", "bảy con gà rừng")
    assert again.user.name == "Hân"
    again.close()
