"""A section of the page «Người & đơn vị»: what the page asks of each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.changes import Changes


class Section(QWidget):
    """Made when it is first looked at, and refreshed each time it comes to the front."""

    def refresh(self) -> None:
        """What it shows, read again."""

    def changed(self, changes: Changes) -> None:
        """Something was written while it stands, in front or not."""

    def show_thing(self, what: object) -> None:
        """Brings up what another page asked for."""

    def flush(self) -> None:
        """Saves what was typed, where that can be saved by itself."""

    def may_close(self) -> bool:
        """False while something typed can be neither saved nor dropped."""
        return True

    def take_focus(self) -> None:
        """The keyboard to where its work begins."""
        self.setFocus()
