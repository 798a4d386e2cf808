"""Labels and icons in the looks of the style sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui import icons, theme

RETINT = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


def label(text: str = "", look: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label. `look`: title heading figure label muted small error warn brand …, see app.qss."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    return made


def set_look(widget: QWidget, look: str) -> None:
    """Gives a brick another look of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        theme.restyle(widget)


def show_if(widget: QWidget, shown: bool) -> None:
    """Shows or hides a brick; one that has no parent yet will be shown with its parent, not as a window."""
    if widget.parentWidget() is not None or not shown:
        widget.setVisible(shown)
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)


class Icon(QLabel):
    """An icon in the colour of a token; it follows the theme and the pixel ratio of the screen."""

    def __init__(self, name: str = "", role: str = "muted", factor: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._factor = name, role, factor
        self._drawn: object = None
        self._draw()

    def set_icon(self, name: str, role: str = "muted") -> None:
        self._name, self._role = name, role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._draw()

    def _draw(self) -> None:
        # Every time it goes into another ground Qt says that the style is another one; seldom is it.
        wanted = (self._name, self._role, theme.look(), self.devicePixelRatioF())
        if wanted == self._drawn:
            return
        self._drawn = wanted
        if not self._name:
            self.clear()
            return
        side = round(theme.look().points * icons.BUTTON * self._factor)
        self.setPixmap(icons.pixmap(self._name, self._role, side, self.devicePixelRatioF()))
