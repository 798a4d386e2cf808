"""A card: a bordered ground with a title, a body and a foot."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.labels import label


class Card(QFrame):
    """Put widgets into `body`; buttons beside the title into `head`; actions into `foot()`.

    `title` is its heading ("" for none). `ruled` draws the head as a bar with a line below, as on a form.
    """

    def __init__(self, title: str = "", *, ruled: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self.head_bar = QFrame(self)
        if ruled:
            self.head_bar.setProperty("look", "card-head")
        self.head = QHBoxLayout(self.head_bar)
        self.head.setContentsMargins(15, 10, 10, 10 if ruled else 0)
        self.title = label(title, "heading")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head_bar.setVisible(bool(title) or ruled)
        self._outer.addWidget(self.head_bar)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(15, 11, 15, 11)
        self.body.setSpacing(8)
        self._outer.addLayout(self.body, 1)
        self._foot: QHBoxLayout | None = None

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.head_bar.show()

    def fill(self, widget: QWidget) -> None:
        """Gives the whole body to one widget, edge to edge: a table or a scroll area."""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(widget, 1)

    def foot_bar(self) -> QFrame:
        """The bar itself, to be hidden with all that is in it."""
        self.foot()
        return self._foot_bar

    def foot(self) -> QHBoxLayout:
        """The bar along the bottom; made when first asked for."""
        if self._foot is None:
            bar = self._foot_bar = QFrame(self)
            bar.setProperty("look", "card-foot")
            self._foot = QHBoxLayout(bar)
            self._foot.setContentsMargins(15, 10, 15, 10)
            self._outer.addWidget(bar)
        return self._foot
