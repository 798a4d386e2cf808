"""Keyrings of the library's own kind for tests: one in memory, and those that are not there, refuse, or are locked."""

from __future__ import annotations

import sys
from typing import ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from desktop import system_keyring


class Memory(KeyringBackend):
    """Keeps what it is given as long as the test lasts."""

    held: ClassVar[dict[tuple[str, str], str]] = {}

    @properties.classproperty
    def priority(self) -> float:
        return 1

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")


class Missing(Memory):
    """As on a PC without a Secret Service: the class is there, and says it will not do."""

    @properties.classproperty
    def priority(self) -> float:
        raise RuntimeError("The Secret Service daemon is neither running nor activatable")


class Refusing(Memory):
    """Reads and takes nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("Can't store password on keychain")


class Locked(Memory):
    """The person has not unlocked it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("Failed to unlock the collection!")


class InterfaceError(Exception):
    """Of no class that the library knows, as pywintypes.error and the errors of D-Bus are."""


class Foreign(Memory):
    """What the system's interface raises comes through unchanged."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InterfaceError(1312, "CredRead", "A specified logon session does not exist")


def use(kind: type[Memory], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on this PC's keyring is one of these; what was kept before is kept."""
    monkeypatch.setitem(system_keyring._KINDS, sys.platform, (kind.__module__, kind.__qualname__))


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What the keyring of this PC holds."""
    Memory.held.clear()
    use(Memory, monkeypatch)
    return Memory.held
