"""Where this PC's system keeps passwords: Windows Credential Manager or the Secret Service, if there is one."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.errors import TroubleError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "So Sang Kien"
NAMES = {"win32": "Windows Credential Manager", "darwin": "Keychain", "linux": "Secret Service"}

_KINDS = {
    "win32": ("keyring.backends.Windows", "WinVaultKeyring"),
    "darwin": ("keyring.backends.macOS", "Keyring"),
    "linux": ("keyring.backends.SecretService", "Keyring"),
}


def name() -> str:
    """What the keyring of this PC is called, "" where there is none that may be used. Never on the screen's thread."""
    return NAMES.get(sys.platform, "") if _backend() is not None else ""


def put(account: str, secret: str) -> None:
    """TroubleError keyring_missing, keyring_failed."""
    with _asked() as backend:
        backend.set_password(SERVICE, account, secret)


def get(account: str) -> str:
    """ "" where nothing is kept under that name. TroubleError keyring_missing, keyring_failed."""
    with _asked() as backend:
        return backend.get_password(SERVICE, account) or ""


def drop(account: str) -> None:
    """May be called twice. TroubleError keyring_missing, keyring_failed."""
    with _asked() as backend:
        if backend.get_password(SERVICE, account) is not None:
            backend.delete_password(SERVICE, account)


@contextlib.contextmanager
def _asked() -> Iterator[KeyringBackend]:
    backend = _backend()
    if backend is None:
        raise TroubleError("keyring_missing")
    try:
        yield backend
    except Exception as error:
        # Besides its own, the library lets through whatever the system's interfaces raise, and these share no class.
        raise TroubleError("keyring_failed", again=True) from error


def _backend() -> KeyringBackend | None:
    """By name, never the one that some file of settings names: that may be one that hides nothing."""
    module, kind = _KINDS.get(sys.platform, _KINDS["linux"])
    try:
        found = getattr(importlib.import_module(module), kind)
    except ImportError:
        return None
    return found() if found.viable else None
