"""Facts in two columns: what it is, and what it says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.common.labels import label


class Facts(QWidget):
    """Rows of (name, words); rows without words are left out. `stacked` puts the words below their name."""

    def __init__(self, *, stacked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stacked = stacked
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0 if stacked else 5)
        self._grid.setColumnStretch(0 if stacked else 1, 1)
        self._labels: list[QLabel] = []  # a name, its words, the next name
        self._said: list[tuple[str, str]] = []

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        said = [(name, words) for name, words in rows if words]
        if said == self._said:
            return
        self._said = said
        # Each row that comes or goes would lay the whole window out anew: they do it together.
        together = len(said) * 2 != len(self._labels) and not self.isHidden()
        if together:
            self.hide()
        for old in self._labels[len(said) * 2 :]:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        del self._labels[len(said) * 2 :]
        for place, (name, words) in enumerate(said):
            if place * 2 == len(self._labels):
                self._add()
            self._say(place * 2, name, words)
        if together:
            self.show()

    def text(self) -> str:
        """All of it, a line a row."""
        return "\n".join(made.text() for made in self._labels)

    def _say(self, at: int, name: str, words: str) -> None:
        heading, said = self._labels[at : at + 2]
        heading.setText(name)
        said.setText(words)
        said.setAccessibleName(f"{name}: {words}")

    def _add(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        heading = label("", "small" if self._stacked else "muted", wrap=self._stacked, parent=self)
        said = label("", wrap=True, parent=self)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        at = len(self._labels)
        self._grid.addWidget(heading, at, 0, top)
        self._grid.addWidget(said, *((at + 1, 0) if self._stacked else (at, 1)), top)
        if self._stacked:
            said.setContentsMargins(0, 0, 0, 7)
        self._labels += [heading, said]
