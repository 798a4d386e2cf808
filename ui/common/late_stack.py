"""A stack of parts made when somebody first looks at them: at once by name, in pieces where a chip was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.common.pieces import Pieces, at_once, dressed, one_by_one


class LateStack(QStackedWidget):
    """`make` builds the part of a key; what is large has `pieces`, which are gone through before anything is asked of
    it. `came(key)` when a part is there. Until the first of all it shows an empty ground.
    """

    came = Signal(str)

    def __init__(self, make: Callable[[str], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: dict[str, QWidget] = {}
        self._making: dict[str, Pieces] = {}
        self._ground = QWidget()
        self.addWidget(self._ground)

    @property
    def made(self) -> Mapping[str, QWidget]:
        """The parts that are there yet."""
        return self._made

    def add(self, key: str, part: QWidget) -> None:
        """A part that somebody else has made."""
        self._made[key] = part
        self.addWidget(part)
        self.came.emit(key)

    def part(self, key: str) -> QWidget:
        """The part of a key, made now if it was not yet."""
        if key not in self._made:
            at_once(self.pieces_of(key))
        return self._made[key]

    def pieces_of(self, key: str) -> Pieces:
        """What is still to be made of a part: whoever goes on with it goes on where it stands."""
        if key not in self._made and key not in self._making:
            self._making[key] = self._bring(key)
        return self._making.get(key, iter(()))

    def want(self, key: str, show: Callable[[str], None], still: Callable[[], bool]) -> None:
        """`show(key)` once the part is there: one that is not yet is made in pieces behind the empty ground, and given
        up where it is not `still` wanted."""
        if key in self._made:
            show(key)
            return
        self.setCurrentWidget(self._ground)
        one_by_one(self._opening(key, show), self, still)

    def _bring(self, key: str) -> Pieces:
        try:
            part = self._make(key)
            yield
            yield from getattr(part, "pieces", ())
            yield
            self.add(key, part)
            yield
        finally:
            self._making.pop(key, None)

    def _opening(self, key: str, show: Callable[[str], None]) -> Pieces:
        yield
        yield from self.pieces_of(key)
        yield from dressed(self.part(key), self.size())
        show(key)
