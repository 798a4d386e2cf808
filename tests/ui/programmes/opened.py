"""How far the initiatives of a test's register have gone, and a section shown over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

from domain.initiative import State
from domain.moves import Decision
from ui.session import Session

Section = TypeVar("Section", bound=Any)


@dataclass(frozen=True)
class Went:
    """The first `most` initiatives of the sample have been moved to `state`; all of them for None."""

    state: State
    decision: Decision | None = None
    most: int | None = None


def settled(qtbot: QtBot, session: Session, section: Section) -> Section:
    """The section as the page shows it, with everything in it that it looks up."""
    qtbot.addWidget(section)
    section.resize(1160, 680)
    session.changed.connect(lambda _changes: section.refresh())
    section.show()
    section.refresh()
    assert session.lanes.wait_idle()
    return section
