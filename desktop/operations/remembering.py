"""Opening a register without typing on a PC that was asked to remember: off unless the person at the desk wants it.

What the keyring of the system keeps is no passphrase but a secret of its own, which the vault knows a slot for. The
slot goes with the passphrase it stands beside, so that what is left in a keyring opens nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

from db import journal, store, vault
from desktop import clock, system_keyring
from desktop.changes import Changes, of
from desktop.desk import Desk, open_desk
from domain.errors import RuleError, TroubleError


def keyring() -> str:
    """What the keyring of this PC is called, "" where there is none. It may take a moment."""
    return system_keyring.name()


def is_on(desk: Desk) -> bool:
    """Whether a PC may open this register for whoever is at the desk."""
    return vault.has_machine(desk.home / store.VAULT, desk.user.slot)


def may_open(home: Path) -> bool:
    """Whether this PC opens the register in `home` without a passphrase. It may take a moment."""
    try:
        return vault.has_machine(home / store.VAULT) and bool(_opens(home, system_keyring.get(_account(home))))
    except TroubleError:
        return False


def knows(desk: Desk) -> bool:
    """Whether this PC opens the register for whoever is at the desk. It may take a moment."""
    try:
        demand_known(desk)
    except (RuleError, TroubleError):
        return False
    return True


def remember(desk: Desk) -> Changes:
    """From now on this PC opens the register for whoever is at the desk, and no longer for who asked for it before.

    RuleError register_plain; TroubleError keyring_missing, keyring_failed: then nothing is remembered.
    """
    if desk.plain:
        raise RuleError("register_plain")
    path = desk.home / store.VAULT
    before = _opens(desk.home, system_keyring.get(_account(desk.home)))
    try:
        with desk.store.atomic():
            journal.write(desk.store, desk.user.name, "pc_remembered", desk.user.name, clock.stamp())
            system_keyring.put(_account(desk.home), vault.add_machine(path, desk.key, desk.user.slot))
            if before and before != desk.user.slot:
                vault.drop_machine(path, before)
    except BaseException:
        vault.drop_machine(path, desk.user.slot)
        raise
    return of("users")


def forget(desk: Desk) -> Changes:
    """Takes it back: nothing but the passphrase opens the register for whoever is at the desk. May be called twice."""
    if not is_on(desk):
        return Changes()
    mine = False
    with contextlib.suppress(TroubleError):
        # What somebody else at the same PC keeps there is none of his.
        mine = _opens(desk.home, system_keyring.get(_account(desk.home))) == desk.user.slot
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "pc_forgotten", desk.user.name, clock.stamp())
        vault.drop_machine(desk.home / store.VAULT, desk.user.slot)
    with contextlib.suppress(TroubleError):  # what is left there opens nothing
        if mine:
            system_keyring.drop(_account(desk.home))
    return of("users")


def open_remembered(home: Path, *, step: Callable[[int, int], None] | None = None) -> Desk:
    """Opens the register as the user whom this PC remembers. RuleError not_remembered; TroubleError as `open_desk`."""
    secret = system_keyring.get(_account(home)) if vault.has_machine(home / store.VAULT) else ""
    # Looked at before it counts as a try: a secret that was taken back is nobody's guess.
    if not _opens(home, secret):
        raise RuleError("not_remembered", field="passphrase")
    return open_desk(home, secret, step=step)


def demand_known(desk: Desk) -> None:
    """RuleError not_remembered unless this PC opens the register for whoever is at the desk; TroubleError as above."""
    if _opens(desk.home, system_keyring.get(_account(desk.home))) != desk.user.slot:
        raise RuleError("not_remembered", field="passphrase")


def _opens(home: Path, secret: str) -> str:
    """The slot that what the keyring holds opens, "" for none."""
    try:
        return vault.open_vault(home / store.VAULT, secret)[1] if secret.startswith(vault.MACHINE) else ""
    except RuleError:
        return ""


def _account(home: Path) -> str:
    """The folder, told to nobody who looks into the keyring."""
    return hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:32]
