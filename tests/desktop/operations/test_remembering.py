"""A PC that was asked to remember opens the register without typing, until anybody takes it back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import store, vault
from desktop.changes import Changes
from desktop.desk import Desk, open_desk
from desktop.operations import remembering, users
from domain.errors import RuleError, TroubleError
from tests.desktop import keyrings
from tests.desktop.keyrings import drawer as drawer
from tests.desktop.operations import unions

PASSPHRASE = "bốn con trâu đen"
ROOT = Path(__file__).resolve().parents[3]
Held = dict[tuple[str, str], str]


@pytest.fixture
def closed(tmp_path: Path, drawer: Held) -> Path:
    """A register that this PC remembers."""
    opened = unions.new(tmp_path / "r", passphrase=PASSPHRASE)
    assert not remembering.is_on(opened)
    remembering.remember(opened)
    assert remembering.is_on(opened)
    opened.close()
    return tmp_path / "r"


def opens(home: Path) -> bool:
    try:
        remembering.open_remembered(home).close()
    except RuleError as error:
        assert error.code == "not_remembered"
        return False
    return True


def at_desk(home: Path) -> Desk:
    return open_desk(home, PASSPHRASE)


def test_it_opens_as_whoever_asked_for_it(closed: Path, drawer: Held) -> None:
    assert remembering.may_open(closed)
    opened = remembering.open_remembered(closed)
    assert opened.user.name == unions.OFFICER
    lines = opened.store.column("SELECT operation FROM journal ORDER BY id")
    opened.close()
    assert "pc_remembered" in lines
    (secret,) = drawer.values()
    assert PASSPHRASE not in secret and str(closed) not in str(drawer)


def test_taken_back_it_opens_nothing_even_with_what_the_keyring_still_holds(closed: Path, drawer: Held) -> None:
    kept = dict(drawer)
    opened = at_desk(closed)
    remembering.forget(opened)
    assert remembering.forget(opened) == Changes(), "twice is once"
    opened.close()
    assert drawer == {}
    drawer |= kept
    assert not opens(closed)
    with pytest.raises(RuleError, match="passphrase_wrong"):
        open_desk(closed, next(iter(kept.values())))


def test_another_passphrase_ends_it(closed: Path) -> None:
    opened = at_desk(closed)
    users.change_passphrase(opened, "năm con ngựa trắng")
    opened.close()
    assert not opens(closed)


def test_who_leaves_is_not_opened_for(tmp_path: Path, drawer: Held) -> None:
    opened = unions.new(tmp_path / "r", passphrase=PASSPHRASE)
    users.add(opened, "Bình", ["clerk"], "năm con ngựa trắng")
    opened.close()
    other = open_desk(tmp_path / "r", "năm con ngựa trắng")
    remembering.remember(other)
    other.close()
    assert opens(tmp_path / "r")
    keeper = at_desk(tmp_path / "r")
    users.remove(keeper, "Bình", "chuyển công tác")
    keeper.close()
    assert not opens(tmp_path / "r")


def test_a_stale_secret_is_no_wrong_try(closed: Path, drawer: Held) -> None:
    vault.drop_machine(closed / store.VAULT, at_slot(closed))
    for _ in range(7):
        assert not opens(closed)
    at_desk(closed).close()


def at_slot(home: Path) -> str:
    opened = at_desk(home)
    opened.close()
    return opened.user.slot


def test_a_copy_of_the_folder_elsewhere_is_not_opened(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy")
    assert not remembering.may_open(tmp_path / "copy") and not opens(tmp_path / "copy")


def test_where_there_is_no_keyring_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyrings.use(keyrings.Missing, monkeypatch)
    opened = unions.new(tmp_path / "r", passphrase=PASSPHRASE)
    with pytest.raises(TroubleError) as caught:
        remembering.remember(opened)
    assert caught.value.code == "keyring_missing"
    assert not remembering.is_on(opened) and remembering.keyring() == ""
    assert "pc_remembered" not in opened.store.column("SELECT operation FROM journal")
    opened.close()


@pytest.mark.parametrize("kind", [keyrings.Refusing, keyrings.Locked, keyrings.Foreign])
def test_a_keyring_that_does_not_answer_remembers_nothing_and_says_so(
    kind: type[keyrings.Memory], tmp_path: Path, drawer: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings.use(kind, monkeypatch)
    opened = unions.new(tmp_path / "r", passphrase=PASSPHRASE)
    with pytest.raises(TroubleError) as caught:
        remembering.remember(opened)
    assert (caught.value.code, caught.value.again) == ("keyring_failed", True)
    assert not remembering.is_on(opened) and drawer == {}
    assert "pc_remembered" not in opened.store.column("SELECT operation FROM journal")
    opened.close()


@pytest.mark.parametrize("kind", [keyrings.Missing, keyrings.Locked, keyrings.Foreign])
def test_a_keyring_that_does_not_answer_any_more_asks_for_the_passphrase(
    kind: type[keyrings.Memory], closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings.use(kind, monkeypatch)
    assert not remembering.may_open(closed)
    with pytest.raises(TroubleError):
        remembering.open_remembered(closed)
    opened = at_desk(closed)
    assert not remembering.knows(opened)
    remembering.forget(opened)
    assert not remembering.is_on(opened), "taken back without the keyring's help"
    opened.close()


def test_the_second_who_asks_takes_the_place_of_the_first(tmp_path: Path, drawer: Held) -> None:
    opened = unions.new(tmp_path / "r", passphrase=PASSPHRASE)
    users.add(opened, "Bình", ["clerk"], "năm con ngựa trắng")
    remembering.remember(opened)
    opened.close()
    other = open_desk(tmp_path / "r", "năm con ngựa trắng")
    remembering.remember(other)
    assert remembering.knows(other) and len(drawer) == 1
    other.close()
    first = at_desk(tmp_path / "r")
    assert not remembering.is_on(first) and not remembering.knows(first)
    remembering.forget(first)
    first.close()
    assert remembering.may_open(tmp_path / "r"), "what the second keeps is none of the first one's"
    again = remembering.open_remembered(tmp_path / "r")
    assert again.user.name == "Bình"
    again.close()


def test_a_secret_of_another_register_opens_nothing(closed: Path, tmp_path: Path, drawer: Held) -> None:
    other = unions.new(tmp_path / "other", passphrase=PASSPHRASE)
    remembering.remember(other)
    other.close()
    mine, theirs = drawer
    drawer[mine] = drawer[theirs]
    assert not remembering.may_open(closed) and not opens(closed)


REAL = """
import sys
from pathlib import Path
import secretstorage
from domain.errors import TroubleError
from desktop import system_keyring
from desktop.operations import remembering
from desktop.desk import open_desk
home = Path(sys.argv[1])
assert system_keyring.name() == "Secret Service", system_keyring.name()
opened = open_desk(home, sys.argv[2]); remembering.remember(opened); opened.close()
assert remembering.may_open(home)
remembering.open_remembered(home).close()
opened = open_desk(home, sys.argv[2]); remembering.forget(opened); opened.close()
assert not remembering.may_open(home)
opened = open_desk(home, sys.argv[2]); remembering.remember(opened); opened.close()
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
assert not remembering.may_open(home), "nobody is there to unlock it"
try:
    remembering.open_remembered(home)
except TroubleError as error:
    assert error.code == "keyring_failed", error
    print("done")
"""


@pytest.fixture
def secret_service(tmp_path: Path) -> Iterator[list[str]]:
    """A command that gives what follows a session of its own with an unlocked keyring."""
    if not shutil.which("dbus-run-session") or not shutil.which("gnome-keyring-daemon"):
        pytest.skip("no Secret Service here: dbus-run-session and gnome-keyring-daemon are wanted")
    start = 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
    yield ["dbus-run-session", "--", "sh", "-c", start, "sh"]


def test_with_a_real_secret_service(tmp_path: Path, secret_service: list[str]) -> None:
    unions.new(tmp_path / "r", passphrase=PASSPHRASE).close()
    home = tmp_path / "home"
    home.mkdir()
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    command = [*secret_service, sys.executable, "-c", REAL, str(tmp_path / "r"), PASSPHRASE]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip().endswith("done"), done.stderr
