"""Parts made when they are first looked at: in pieces behind an empty ground, and at once by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.common.late_stack import LateStack


class Part(QWidget):
    """Goes through three pieces."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key, self.done = key, 0
        self.pieces = self._make()

    def _make(self) -> Iterator[None]:
        for _ in range(3):
            self.done += 1
            yield


@pytest.fixture
def stack(qtbot: QtBot, themed_app: QApplication) -> LateStack:
    made = LateStack(Part)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def test_who_asks_by_name_gets_it_at_once_and_only_once(stack: LateStack) -> None:
    came: list[str] = []
    stack.came.connect(came.append)
    part = stack.part("a")
    assert isinstance(part, Part) and part.done == 3
    assert stack.part("a") is part and came == ["a"] and list(stack.made) == ["a"]
    other = QWidget()
    stack.add("b", other)
    assert stack.part("b") is other and came == ["a", "b"]


def test_a_chip_gets_it_in_pieces_and_a_name_asked_for_meanwhile_goes_on_with_them(
    stack: LateStack, qtbot: QtBot
) -> None:
    shown: list[str] = []
    stack.want("a", shown.append, lambda: True)
    assert shown == [] and stack.made == {} and not isinstance(stack.currentWidget(), Part)
    QCoreApplication.processEvents()
    part = stack.part("a")
    assert isinstance(part, Part) and part.done == 3, "no second one is begun"
    qtbot.waitUntil(lambda: shown == ["a"])
    assert stack.count() == 2, "the ground and one part"
    stack.want("a", shown.append, lambda: True)
    assert shown == ["a", "a"], "what is there is shown at once"


def test_what_is_not_wanted_any_more_is_given_up_and_begun_again_where_it_stands(
    stack: LateStack, qtbot: QtBot
) -> None:
    shown, told, wanted = list[str](), list[bool](), {"a"}

    def still() -> bool:
        told.append("a" in wanted)
        return told[-1]

    stack.want("a", shown.append, still)
    wanted.clear()
    qtbot.waitUntil(lambda: told[-1] is False)
    assert shown == [] and stack.made == {}
    wanted.add("a")
    stack.want("a", shown.append, still)
    qtbot.waitUntil(lambda: shown == ["a"])
    assert stack.count() == 2
