"""Where this PC's system keeps passwords: Windows Credential Manager or the Secret Service, if there is one."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from domain.errors import TroubleError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "So Sang Kien"
NAMES = {"win32": "Windows Credential Manager", "darwin": "Keychain", "linux": "Secret Service"}

_KINDS = {
    "win32": ("Windows", "WinVaultKeyring"),
    "darwin": ("macOS", "Keyring"),
    "linux": ("SecretService", "Keyring"),
}


def name() -> str:
    """What the keyring of this PC is called, "" where there is none that may be used. Never on the screen's thread."""
    return NAMES.get(sys.platform, "") if _backend() is not None else ""


def put(account: str, secret: str) -> None:
    """TroubleError keyring_missing, keyring_failed."""
    try:
        _demanded().set_password(SERVICE, account, secret)
    except _failures() as error:
        raise TroubleError("keyring_failed", again=True) from error


def get(account: str) -> str:
    """ "" where nothing is kept under that name. TroubleError keyring_missing, keyring_failed."""
    try:
        return _demanded().get_password(SERVICE, account) or ""
    except _failures() as error:
        raise TroubleError("keyring_failed", again=True) from error


def drop(account: str) -> None:
    """May be called twice. TroubleError keyring_missing, keyring_failed."""
    try:
        backend = _demanded()
        if backend.get_password(SERVICE, account) is not None:
            backend.delete_password(SERVICE, account)
    except _failures() as error:
        raise TroubleError("keyring_failed", again=True) from error


def _demanded() -> KeyringBackend:
    backend = _backend()
    if backend is None:
        raise TroubleError("keyring_missing")
    return backend


def _backend() -> KeyringBackend | None:
    """By name, never the one that some file of settings names: that may be one that hides nothing."""
    module, kind = _KINDS.get(sys.platform, _KINDS["linux"])
    try:
        found = getattr(importlib.import_module(f"keyring.backends.{module}"), kind)
    except ImportError:
        return None
    return found() if found.viable else None


def _failures() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError

    return (KeyringError, OSError, RuntimeError)
