"""What every test needs: no screen, no settings of this person, and the program's look."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import store, vault
from desktop.jobs import Lanes
from exports.package import gate
from ui.collecting import collect_due

PATIENCE_MS = 60_000

# How long an example takes says how busy the machine is, not whether a rule holds.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


Lanes.wait_idle.__defaults__ = (PATIENCE_MS,)


class PatientBot(QtBot):
    """Waits for what must come however busy the machine is: a full disk queue can hold one commit for seconds.

    How soon a thing comes is measured by the benchmarks, never by a test that runs out of time.
    """

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE_MS, **rest: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **rest)

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


def pytest_sessionfinish() -> None:
    """Without a screen the clipboard outlives Python, and what a test has put there is destroyed by a Python that is
    gone: the process crashes at its very end."""
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A Qt warning fails a test, but for what the screen that is none cannot do."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True, scope="session")
def collected_by_hand() -> Iterator[None]:
    """As in the program: no worker's thread ever ends a widget that lies in the garbage of an earlier test."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def cleared_away(collected_by_hand: None) -> Iterator[None]:
    """Windows that a test has left are ended after it: each one left would be dressed anew by every later one."""
    yield
    if isinstance(app := QApplication.instance(), QApplication):
        # Lists that drop down belong to their field or its completer, who ends them.
        for left in app.topLevelWidgets():
            if left.parent() is None and left.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
                left.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    collect_due()


@pytest.fixture(autouse=True, scope="session")
def quick_vaults() -> Iterator[None]:
    """Passphrases are stretched the least a vault allows: guessing is no test's business, opening a vault is."""
    usual = dict(vault.STRETCHING)
    vault.STRETCHING.update({part: least for part, (least, _most) in vault.STRETCHING_RANGES.items()})
    yield
    vault.STRETCHING.update(usual)


@pytest.fixture(autouse=True, scope="session")
def blank_stores_are_copied() -> Iterator[None]:
    """A new plain store is a copy of one that went through all migrations: thousands of tests want one."""
    make = store.create
    blanks: dict[tuple[str, ...], bytes] = {}  # by the migrations: some tests make stores of earlier days

    def create(home: Path, key: bytes, *, plain: bool) -> store.Store:
        path = home / store.FILE
        if not plain or path.exists():
            return make(home, key, plain=plain)
        steps = tuple(step.NAME for step in store.steps())
        if steps not in blanks:
            made = make(home, key, plain=True)
            made.close()
            blanks[steps] = path.read_bytes()
        for leftover in home.glob(f"{store.FILE}-*"):
            leftover.unlink()
        path.write_bytes(blanks[steps])
        return store.open_store(home, key, plain=True)

    store.create = create
    yield
    store.create = make


@pytest.fixture(autouse=True, scope="session")
def gate_closed() -> Iterator[None]:
    """The process at the gate, one for all tests, ends with them."""
    yield
    gate.end()


@pytest.fixture
def brittle_gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A gate that some files bring down: see `tests.exports.package.strange_worker`."""
    gate.end()
    monkeypatch.setattr(gate, "MODULE", "tests.exports.package.strange_worker")
    yield
    gate.end()


@pytest.fixture(autouse=True, scope="session")
def own_settings() -> Iterator[None]:
    """The settings of whoever runs the tests are neither read nor written."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("SANGKIEN_CONFIG_DIR")
        os.environ["SANGKIEN_CONFIG_DIR"] = str(Path(folder) / "config")
        yield
        if before is None:
            del os.environ["SANGKIEN_CONFIG_DIR"]
        else:
            os.environ["SANGKIEN_CONFIG_DIR"] = before


@pytest.fixture
def themed_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application dressed as users see it, in Vietnamese, light, at 100 %; afterwards so again."""
    from ui import theme, words

    words.install_language(qapp, "vi")
    theme.apply(qapp, dark=False)
    yield qapp
    words.install_language(qapp, "vi")
    theme.apply(qapp, dark=False)
