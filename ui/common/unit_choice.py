"""The field that chooses a unit by a few letters of its name, among twenty thousand as quickly as among twenty."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from domain import text as texts
from ui.common.choices import CODE, _Finder
from ui.common.editors import LineEdit

WAIT_MS = 120
OFFERED = 30

Find = Callable[[str], Sequence[tuple[str, str]]]  # (id, words) of what a query finds, best first


class UnitChoice(LineEdit):
    """`value()` is the id of the unit whose words stand in the field, "" while none is chosen: `text()` tells what is
    typed. Nothing is rewritten while it is typed; the list drops down below.

    `find` looks a query up (an empty one too) and is asked for the first thirty; `words` gives the words of an id.
    """

    def __init__(
        self, find: Find, words: Callable[[str], str], placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        self._chosen, self._words_of_chosen = "", ""
        super().__init__(placeholder, parent=parent)
        self._find, self._words = find, words
        self._model = QStandardItemModel(0, 1, self)
        self._finder = _Finder(self)
        self._finder.setModel(self._model)
        # What was found by a former name or a code need not hold the letters typed.
        self._finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._finder.setWidget(self)
        self._finder.activated.connect(self._picked)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.offer)

    def value(self) -> str:
        return self._chosen if texts.nfc(self.text()).strip() == self._words_of_chosen else ""

    def set_value(self, value: str) -> None:
        self._choose(value, self._words(value) if value else "")
        self._settled = self._chosen

    def offer(self) -> None:
        """Drops down what the letters find."""
        self._wait.stop()
        self._model.clear()
        for code, words in list(self._find(self.text()))[:OFFERED]:
            entry = QStandardItem(texts.nfc(words))
            entry.setData(code, CODE)
            self._model.appendRow(entry)
        popup = self._finder.popup()
        if self._model.rowCount() and self.hasFocus():
            self._finder.complete()
        elif popup is not None:
            popup.hide()

    def offered(self) -> list[str]:
        """The ids in the list that has dropped down."""
        return [str(self._model.item(row).data(CODE)) for row in range(self._model.rowCount())]

    def _typed(self) -> None:
        super()._typed()
        self._wait.start()

    def _picked(self, words: str) -> None:
        found = self._model.findItems(words)
        if found:
            self._choose(str(found[0].data(CODE)), words)
            self.edited.emit(self.value())
            self._finish()

    def _choose(self, chosen: str, words: str) -> None:
        self._chosen, self._words_of_chosen = chosen, texts.nfc(words).strip()
        self.setText(self._words_of_chosen)
        self.setCursorPosition(0)

    def _finish(self) -> None:
        """Letters that find one unit only mean that one; any others stay as they were typed."""
        self._wait.stop()
        if not self.value() and self.text().strip():
            found = list(self._find(self.text()))[:2]
            if len(found) == 1:
                self._choose(*found[0])
        if self.value() != self._settled:
            self._settled = self.value()
            self.committed.emit(self._settled)
