from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from db import store, vault
from desktop.desk import APPRAISER, OFFICER, Desk, open_desk
from desktop.operations import (
    appraisals,
    councils,
    imports,
    initiatives,
    keys,
    packages,
    programmes,
    receipts,
    receiving,
    registers,
    reports,
    sending,
    trust,
    users,
)
from domain.council import Council
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from domain.role import EVERY
from domain.unit import Unit
from tests.desktop.operations import unions
from tests.desktop.operations.unions import UNIT, quiet

PASSPHRASE, OTHER = "bốn con trâu đen", "ba cây tre xanh"


def code_of(call: Callable[[], Any]) -> str:
    with pytest.raises((RuleError, TroubleError)) as refused:
        call()
    assert isinstance(refused.value, RuleError | TroubleError)
    return refused.value.code


@pytest.mark.parametrize(
    ("unit", "user", "passphrase", "code"),
    [
        (UNIT, "", PASSPHRASE, "user_name_missing"),
        (UNIT, " \u200b", PASSPHRASE, "user_name_missing"),
        (UNIT, "An", "ngắn", "passphrase_short"),
        (UNIT, "An", " " * 12, "passphrase_short"),
        (dataclasses.replace(UNIT, code="con"), "An", None, "unit_code_malformed"),
        (dataclasses.replace(UNIT, code="../x"), "An", None, "unit_code_malformed"),
        (dataclasses.replace(UNIT, upper_code="27001"), "An", None, "upper_code_malformed"),
        (dataclasses.replace(UNIT, name=" "), "An", None, "unit_name_missing"),
    ],
)
def test_what_was_refused_leaves_an_empty_folder_that_can_be_used(
    tmp_path: Path, unit: Unit, user: str, passphrase: str | None, code: str
) -> None:
    home = tmp_path / "home"
    assert code_of(lambda: registers.create(home, unit, user, passphrase)) == code
    assert not home.exists() or list(home.iterdir()) == []
    registers.create(home, UNIT, "An", None)


def test_a_recovery_sheet_that_cannot_be_written_leaves_no_register_behind(tmp_path: Path) -> None:
    """Otherwise there would be a register whose recovery code nobody has ever seen."""
    home, nowhere = tmp_path / "home", tmp_path / "gone" / "code.txt"
    assert (
        code_of(lambda: registers.create(home, UNIT, "An", PASSPHRASE, recovery_to=nowhere)) == "recovery_not_written"
    )
    assert list(home.iterdir()) == []
    beside = home / "code.txt"
    assert code_of(lambda: registers.create(home, UNIT, "An", PASSPHRASE, recovery_to=beside)) == "recovery_in_register"
    assert list(home.iterdir()) == []
    made = registers.create(home, UNIT, "An", PASSPHRASE, recovery_to=tmp_path / "code.txt")
    assert made.recovery_code in (tmp_path / "code.txt").read_text("utf-8")


def test_the_recovery_sheet_of_another_register_is_not_written_over(tmp_path: Path) -> None:
    sheet = tmp_path / "code.txt"
    registers.create(tmp_path / "a", UNIT, "An", PASSPHRASE, recovery_to=sheet)
    before = sheet.read_bytes()
    again = partial(registers.create, tmp_path / "b", UNIT, "An", PASSPHRASE, recovery_to=sheet)
    assert code_of(again) == "recovery_not_written"
    assert (sheet.read_bytes(), (tmp_path / "b").exists()) == (before, False)


@pytest.mark.parametrize("leftover", [store.VAULT, store.FILE])
def test_a_folder_with_a_register_or_half_of_one_is_left_as_it_is(tmp_path: Path, leftover: str) -> None:
    (tmp_path / leftover).write_bytes(b"precious")
    assert code_of(lambda: registers.create(tmp_path, UNIT, "An", None)) == "register_exists"
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(leftover, b"precious")]


def test_a_vault_that_cannot_be_written_is_trouble_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / (store.VAULT + ".part")).mkdir()
    assert code_of(lambda: registers.create(tmp_path, UNIT, "An", None)) == "home_not_writable"
    assert [file.name for file in tmp_path.iterdir()] == [store.VAULT + ".part"]


def test_everybody_opens_with_his_own_passphrase(tmp_path: Path) -> None:
    made = registers.create(tmp_path, UNIT, "Nguyễn Thị Hân", PASSPHRASE)
    opened = open_desk(tmp_path, PASSPHRASE)
    users.add(opened, "  Lê   Văn Bình ", [APPRAISER], OTHER)
    assert code_of(lambda: users.add(opened, "Lê Văn Bình", [APPRAISER], "mật khẩu khác")) == "user_exists"
    assert code_of(lambda: users.add(opened, "Chi", ["king"], "mật khẩu khác")) == "user_role_unknown"
    assert code_of(lambda: users.add(opened, "", [APPRAISER], "mật khẩu khác")) == "user_name_missing"
    for passphrase, code in ((OTHER, "passphrase_taken"), ("x", "passphrase_short")):
        assert code_of(partial(users.add, opened, "Chi", [APPRAISER], passphrase)) == code
    assert [user.name for user in users.everyone(opened)] == ["Nguyễn Thị Hân", "Lê Văn Bình"]
    opened.close()
    for secret, name, roles in (
        (PASSPHRASE, "Nguyễn Thị Hân", EVERY),
        (unicodedata.normalize("NFD", OTHER), "Lê Văn Bình", {APPRAISER}),
        (made.recovery_code.lower(), "Nguyễn Thị Hân", EVERY),
    ):
        opened = open_desk(tmp_path, secret)
        assert (opened.user.name, opened.user.roles) == (name, roles)
        opened.close()


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(tmp_path: Path) -> None:
    made = registers.create(tmp_path, UNIT, "An", PASSPHRASE)
    opened = open_desk(tmp_path, made.recovery_code)
    assert code_of(lambda: users.change_passphrase(opened, "bảy chữ")) == "passphrase_short"
    users.change_passphrase(opened, OTHER, current=made.recovery_code)
    opened.close()
    assert code_of(lambda: open_desk(tmp_path, PASSPHRASE)) == "passphrase_wrong"
    opened = open_desk(tmp_path, OTHER)
    assert code_of(lambda: users.change_passphrase(opened, PASSPHRASE, current="không phải")) == "passphrase_wrong"
    opened.close()


def test_a_user_whose_line_could_not_be_stored_has_no_passphrase_either(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "unit", passphrase=PASSPHRASE)
    vault_file = opened.home / store.VAULT
    before = vault_file.read_bytes()
    unions.fail_on(opened, "user_added")
    with pytest.raises(Exception, match="plug"):
        users.add(opened, "Chi", [APPRAISER], OTHER)
    assert vault_file.read_bytes() == before
    unions.mend(opened, "user_added")
    users.add(opened, "Chi", [APPRAISER], OTHER)
    assert len(vault_file.read_bytes()) > len(before)
    opened.close()


def test_a_refused_or_wrong_opening_keeps_no_lock_and_shows_no_key(tmp_path: Path) -> None:
    registers.create(tmp_path, UNIT, "An", PASSPHRASE)
    for secret in ("không phải đâu", None, ""):
        code_of(partial(open_desk, tmp_path, secret))
    opened = open_desk(tmp_path, PASSPHRASE)
    assert code_of(lambda: open_desk(tmp_path, PASSPHRASE)) == "register_busy"
    assert repr(opened.key) not in repr(opened)
    assert opened.key.hex() not in repr(opened)
    opened.close()


def test_a_vault_of_another_register_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    for name in "ab":
        registers.create(tmp_path / name, UNIT, "An", PASSPHRASE)
    (tmp_path / "a" / store.VAULT).write_bytes((tmp_path / "b" / store.VAULT).read_bytes())
    before = (tmp_path / "a" / store.FILE).read_bytes()
    assert code_of(lambda: open_desk(tmp_path / "a", PASSPHRASE)) == "register_damaged"
    assert (tmp_path / "a" / store.FILE).read_bytes() == before


def test_a_plain_register_asks_who_works_and_knows_only_its_users(unit: Desk) -> None:
    users.add(unit, unions.SECOND, [APPRAISER], "")
    again = unions.as_user(unit, unions.SECOND)
    assert (again.user.roles, again.plain) == ({APPRAISER}, True)
    assert code_of(lambda: users.change_passphrase(again, PASSPHRASE)) == "register_plain"
    again.close()
    assert code_of(lambda: open_desk(unit.home, None, "Nobody")) == "user_unknown"
    open_desk(unit.home, None).close()


WORK_OF_OFFICERS: dict[str, Callable[[Desk, Path], Any]] = {
    "new": lambda d, _: initiatives.new(d),
    "type_in": lambda d, _: initiatives.type_in(d, 1, {"title": "x"}),
    "enter": lambda d, _: initiatives.enter(d, {"title": "x"}),
    "move": lambda d, _: initiatives.move(d, [1], State.ACCEPTED),
    "delete": lambda d, _: initiatives.delete(d, [1]),
    "restore": lambda d, _: initiatives.restore(d, [1]),
    "import": lambda d, at: imports.read(d, at / "x.xlsx"),
    "council": lambda d, _: appraisals.set_council(d, Council("", ())),
    "close": lambda d, _: appraisals.close(d),
    "decide": lambda d, _: councils.decide(d, State.RECOGNISED, unions.PAPER, {1: ""}),
    "mark_again": lambda d, _: councils.mark_again(d, [1], "vì"),
    "keep": lambda d, _: councils.keep(d, "form", {}),
    "paper": lambda d, at: reports.write(d, "summary_table", at / "x.xlsx", step=quiet),
    "paper_draft": lambda d, _: reports.keep_draft(d, reports.LetterWords()),
    "plan": lambda d, _: packages.plan(d),
    "send": lambda d, at: sending.to_folder(d, "x", at, step=quiet),
    "receive": lambda d, at: receiving.receive(d, [at], step=quiet),
    "receipt": lambda d, at: receipts.again(d, "x", at),
    "key": lambda d, _: keys.new(d),
    "request": lambda d, at: keys.request(d, at),
    "root": lambda d, _: trust.init(d),
    "issue": lambda d, at: trust.issue(d, at / "x.asice", ""),
    "revoke": lambda d, _: trust.revoke(d, "27002"),
    "export": lambda d, at: trust.export(d, at),
    "install": lambda d, at: trust.install(d, at / "x.asice", ""),
    "programme": lambda d, _: programmes.use(d, "75k-2021"),
    "add_user": lambda d, _: users.add(d, "Chi", [OFFICER], ""),
    "change_unit": lambda d, _: registers.change_unit(d, UNIT),
}


def test_an_appraiser_does_nothing_that_is_the_officers(unit: Desk, tmp_path: Path) -> None:
    unions.enter(unit)
    users.add(unit, unions.SECOND, [APPRAISER], "")
    appraiser = unions.as_user(unit, unions.SECOND)
    before = unions.everything_written(appraiser)
    for name, work in WORK_OF_OFFICERS.items():
        assert code_of(partial(work, appraiser, tmp_path)).endswith("_needed"), name
    assert unions.everything_written(appraiser) == before
    appraiser.close()


def test_what_a_dead_program_was_sending_is_shown_as_not_sent(unit: Desk, usb: Path) -> None:
    unions.recognised(unit)
    keys.new(unit)
    unions.send(unit, None)
    with unit.store.atomic():
        unit.store.execute("UPDATE outbox SET state = 'sending'")
    again = unions.as_user(unit, unions.OFFICER)
    assert [row["state"] for row in sending.rows(again)] == ["failed"]
    again.close()


def test_the_key_of_a_desk_depends_on_its_purpose(unit: Desk) -> None:
    assert unit.derived("a") != unit.derived("b") != unit.key
    assert vault.is_plain(unit.home / store.VAULT)
