"""Real registers for tests of screens: plain, so that they open at once."""

from __future__ import annotations

import json
from pathlib import Path

from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import initiatives, registers
from domain.unit import Block, Level, Unit
from resources import path
from tests import kept_registers
from ui.session import Session

UNIT = Unit("27001", "CĐCS Công ty TNHH May Hoa Sim", Level.GRASSROOTS, "27000", "LĐLĐ huyện Bình Tân",
            Block.ENTERPRISE, "Bình Tân")  # fmt: skip
UPPER = Unit("27000", "LĐLĐ huyện Bình Tân", Level.UPPER, "", "", Block.PUBLIC, "Bình Tân")
USER = "Nguyễn Thị Ngọc Hân"
FILLED = 12


def make_session(folder: Path, *, filled: bool = False, unit: Unit = UNIT) -> Session:
    """A session over a new plain register of `unit` in `folder`.

    `filled` enters the first twelve of the shipped sample. Two registers want two folders.
    """
    home = folder / "register"
    if filled:
        kept_registers.copy(("filled", unit), home, lambda kept: _fill(kept, unit))
    else:
        registers.create(home, unit, USER, None)
    return Session(desk.open_desk(home, None), Lanes())


def _fill(home: Path, unit: Unit) -> None:
    registers.create(home, unit, USER, None)
    opened = desk.open_desk(home, None)
    entries = json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))
    for values in entries[:FILLED]:
        initiatives.enter(opened, values)
    opened.close()
