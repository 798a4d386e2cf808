"""Users who come, change their roles, forget their passphrase and leave."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db import journal
from desktop import attempts
from desktop.desk import APPRAISER, CLERK, KEEPER, OFFICER, Desk, open_desk
from desktop.operations import registers, users
from domain.errors import RuleError, TroubleError
from domain.role import EVERY
from tests.desktop.operations import unions
from tests.desktop.operations.unions import UNIT

PASSPHRASE, OTHER, THIRD = "bốn con trâu đen", "ba cây tre xanh", "năm con ngựa trắng"
HAN, BINH = "Nguyễn Thị Hân", "Lê Văn Bình"


def code_of(call: Callable[[], Any]) -> str:
    with pytest.raises((RuleError, TroubleError)) as refused:
        call()
    assert isinstance(refused.value, RuleError | TroubleError)
    return refused.value.code


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Desk]:
    """An encrypted register with two users; closing it twice is harmless."""
    registers.create(tmp_path / "sổ", UNIT, HAN, PASSPHRASE)
    opened = open_desk(tmp_path / "sổ", PASSPHRASE)
    users.add(opened, BINH, [APPRAISER, CLERK], OTHER)
    yield opened
    opened.close()


def test_somebody_with_two_roles_keeps_both_and_loses_one(unit: Desk) -> None:
    users.add(unit, BINH, ["clerk", "appraiser"], "")
    assert users.find(unit, BINH).roles == {CLERK, APPRAISER}
    users.set_roles(unit, BINH, ["clerk"])
    assert users.find(unit, f" {BINH} ").roles == {CLERK}
    told = json.loads(journal.lines(unit.store, BINH)[0]["detail"])
    assert told == {"fields": {"roles": ["appraiser clerk", "clerk"]}}
    assert code_of(lambda: users.set_roles(unit, BINH, [])) == "user_role_missing"
    assert code_of(lambda: users.set_roles(unit, "Ai đó", ["clerk"])) == "user_unknown"


def test_the_register_always_has_a_keeper(unit: Desk) -> None:
    me = unit.user.name
    users.add(unit, BINH, [OFFICER], "")
    assert code_of(lambda: users.set_roles(unit, me, [OFFICER])) == "last_keeper"
    assert code_of(lambda: users.remove(unit, me, "")) == "last_keeper"
    assert code_of(lambda: users.remove(unit, me, "", successor=me)) == "last_keeper"
    users.remove(unit, me, "nghỉ hưu", successor=BINH)
    assert [(user.name, user.roles) for user in users.everyone(unit)] == [(BINH, {OFFICER, KEEPER})]
    assert [user.name for user in users.left(unit)] == [me]


def test_who_has_left_opens_nothing_and_can_come_back(sealed: Desk) -> None:
    users.remove(sealed, BINH, "chuyển đơn vị")
    home = sealed.home
    sealed.close()
    assert code_of(lambda: open_desk(home, OTHER)) == "passphrase_wrong"
    again = open_desk(home, PASSPHRASE)
    assert code_of(lambda: users.remove(again, BINH, "")) == "user_unknown"
    users.add(again, BINH, [CLERK], THIRD)
    assert users.left(again) == []
    again.close()
    back = open_desk(home, THIRD)
    assert (back.user.name, back.user.roles) == (BINH, {CLERK})
    back.close()


def test_a_keeper_gives_another_passphrase_to_who_forgot_his(sealed: Desk) -> None:
    assert code_of(lambda: users.reset_passphrase(sealed, BINH, PASSPHRASE)) == "passphrase_taken"
    users.reset_passphrase(sealed, BINH, THIRD)
    home = sealed.home
    sealed.close()
    for passphrase, name in ((THIRD, BINH), (PASSPHRASE, HAN)):
        opened = open_desk(home, passphrase)
        assert opened.user.name == name
        opened.close()
    assert code_of(lambda: open_desk(home, OTHER)) == "passphrase_wrong"


def test_the_recovery_code_opens_as_a_keeper_and_sets_anybodys_passphrase(tmp_path: Path) -> None:
    made = registers.create(tmp_path, UNIT, HAN, PASSPHRASE)
    opened = open_desk(tmp_path, PASSPHRASE)
    users.add(opened, BINH, EVERY, OTHER)
    users.remove(opened, HAN, "nghỉ")
    opened.close()
    assert users.names(tmp_path, made.recovery_code) == [BINH]
    opened = users.open_anew(tmp_path, made.recovery_code, BINH, THIRD)
    assert opened.user.name == BINH
    opened.close()


def test_a_new_recovery_code_ends_the_one_before(tmp_path: Path) -> None:
    made = registers.create(tmp_path / "sổ", UNIT, HAN, PASSPHRASE)
    opened = open_desk(tmp_path / "sổ", PASSPHRASE)
    new = users.new_recovery(opened, tmp_path / "mã.txt")
    assert new.code in (tmp_path / "mã.txt").read_text("utf-8")
    assert code_of(lambda: users.new_recovery(opened, tmp_path / "mã.txt")) == "recovery_not_written"
    opened.close()
    assert code_of(lambda: open_desk(tmp_path / "sổ", made.recovery_code)) == "passphrase_wrong"
    open_desk(tmp_path / "sổ", new.code).close()


def test_a_code_that_could_not_be_put_leaves_no_sheet_that_lies(sealed: Desk, tmp_path: Path) -> None:
    unions.fail_on(sealed, "recovery_renewed")
    with pytest.raises(Exception, match="plug"):
        users.new_recovery(sealed, tmp_path / "mã.txt")
    assert not (tmp_path / "mã.txt").exists()


def test_minutes_until_the_lock_are_chosen_from_a_few(sealed: Desk, unit: Desk) -> None:
    assert (users.lock_after_min(sealed), users.lock_after_min(unit)) == (10, 0)
    users.set_lock_after(sealed, 5)
    assert users.lock_after_min(sealed) == 5
    assert code_of(lambda: users.set_lock_after(sealed, 7)) == "lock_after_odd"


def test_after_five_wrong_passphrases_even_the_right_one_has_to_wait(sealed: Desk) -> None:
    home = sealed.home
    sealed.close()
    (home / attempts.FILE).write_text(json.dumps({"wrong": attempts.FREE - 1, "at": "2026-01-01T00:00:00Z"}))
    assert code_of(lambda: open_desk(home, "không phải đâu")) == "passphrase_wrong"
    assert 0 < attempts.left_s(home) <= attempts.FIRST_WAIT_S
    assert code_of(lambda: open_desk(home, PASSPHRASE)) == "passphrase_wait"
    assert json.loads((home / attempts.FILE).read_bytes())["wrong"] == attempts.FREE  # waiting is no wrong passphrase
    told = json.loads((home / attempts.FILE).read_bytes())
    (home / attempts.FILE).write_text(json.dumps(told | {"at": "2026-01-01T00:00:00Z"}))
    open_desk(home, PASSPHRASE).close()
    assert not (home / attempts.FILE).exists()


NONSENSE = ("", "[]", '{"wrong": "x", "at": 1}', '{"wrong": 9, "at": "gần đây"}',
            '{"wrong": 9, "at": "2026-01-01T00:00:00"}', '{"wrong": 1e999, "at": "2026-01-01"}')  # fmt: skip


@pytest.mark.parametrize("words", NONSENSE)
def test_a_file_of_tries_that_makes_no_sense_locks_nobody_out(tmp_path: Path, words: str) -> None:
    (tmp_path / attempts.FILE).write_text(words, "utf-8")
    assert attempts.left_s(tmp_path) == 0


@pytest.mark.parametrize(("wrong", "most_s"), [(4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (4000, 900)])
def test_waiting_doubles_up_to_a_quarter_of_an_hour_whatever_the_clock_says(
    tmp_path: Path, wrong: int, most_s: int
) -> None:
    (tmp_path / attempts.FILE).write_text(json.dumps({"wrong": wrong, "at": "2999-01-01T00:00:00Z"}), "utf-8")
    assert attempts.left_s(tmp_path) == most_s


def test_the_curtain_knows_who_sits_there(sealed: Desk) -> None:
    assert users.is_at_desk(sealed, PASSPHRASE)
    assert not users.is_at_desk(sealed, OTHER)
    assert code_of(partial(users.is_at_desk, sealed, "không phải đâu")) == "passphrase_wrong"


def test_who_makes_a_register_says_when_its_window_locks(tmp_path: Path) -> None:
    odd = partial(registers.create, tmp_path / "sổ", UNIT, "An", PASSPHRASE, lock_after=7)
    assert code_of(odd) == "lock_after_odd"
    assert not (tmp_path / "sổ").exists()
    registers.create(tmp_path / "sổ", UNIT, "An", PASSPHRASE, lock_after=30)
    opened = open_desk(tmp_path / "sổ", PASSPHRASE)
    assert users.lock_after_min(opened) == 30
    opened.close()
