"""Wrong passphrases in a row: after five, each further try has to wait, also for a program started anew."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db import store, vault
from desktop import clock
from domain.errors import RuleError

FILE = "tries.json"
FREE = 5
FIRST_WAIT_S, LONGEST_WAIT_S = 30, 900


@dataclass(frozen=True)
class Tries:
    """`wrong` in a row, the last of them at `at`."""

    wrong: int = 0
    at: str = ""


def opened(home: Path, secret: str | None, other: Path | None = None) -> tuple[bytes, str]:
    """`vault.open_vault`, counted: RuleError passphrase_wait(seconds) while there is to be waited, unasked. `other` is
    the vault of a backup of this register: who guesses at that one guesses all the same."""
    demand_waited(home, secret)
    try:
        found = vault.open_vault(other or home / store.VAULT, secret)
    except RuleError as error:
        if error.code == "passphrase_wrong":
            _write(home, Tries(_read(home).wrong + 1, clock.stamp()))
        raise
    with contextlib.suppress(OSError):
        (home / FILE).unlink(missing_ok=True)
    return found


def demand_waited(home: Path, secret: str | None) -> None:
    """RuleError passphrase_wait."""
    wait_s = left_s(home)
    if wait_s and secret is not None:
        raise RuleError("passphrase_wait", field="passphrase", seconds=wait_s, n=_read(home).wrong)


def left_s(home: Path) -> int:
    """How many seconds are still to be waited before the next try."""
    tries = _read(home)
    if tries.wrong < FREE:
        return 0
    wait_s = min(FIRST_WAIT_S << min(tries.wrong - FREE, 10), LONGEST_WAIT_S)
    gone_s = (clock.now() - datetime.fromisoformat(tries.at)) / timedelta(seconds=1)
    # A clock that was put back does not make anybody wait longer than the whole wait.
    return max(0, min(wait_s, round(wait_s - gone_s)))


def _read(home: Path) -> Tries:
    """A file that makes no sense counts nothing: whoever can write it could as well take it away."""
    try:
        values = json.loads((home / FILE).read_bytes())
        tries = Tries(int(values["wrong"]), str(values["at"]))
        if datetime.fromisoformat(tries.at).tzinfo is None:
            raise ValueError("at")
    except (OSError, ValueError, TypeError, KeyError, OverflowError):
        return Tries()
    return tries


def _write(home: Path, tries: Tries) -> None:
    part = home / (FILE + ".part")
    with contextlib.suppress(OSError):  # a disk that only reads: the vault's own slowness is all there is
        part.write_text(json.dumps({"wrong": tries.wrong, "at": tries.at}), encoding="utf-8")
        part.replace(home / FILE)
