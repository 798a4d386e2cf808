"""The way from the start of the program to its window, over a register of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from ui.flow import Flow
from ui.registers.recovery import Recovery


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def flow(qtbot: QtBot, themed_app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Flow]:
    made = Flow(tmp_path / "sổ", settings)
    qtbot.addWidget(made.gate)
    yield made
    stuck = made.gate.page()
    if isinstance(stuck, Recovery):
        stuck.kept.setEnabled(True)  # or closing would ask
    made.close()
