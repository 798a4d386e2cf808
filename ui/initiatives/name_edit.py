"""The name of an author: people of the person book are offered below it, and nothing is ever put in by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QWidget

from domain import dates
from domain.person import Person
from ui.common.editors import LineEdit

_PLACE = Qt.ItemDataRole.UserRole

Offer = Callable[[str], Sequence[Person]]


def nobody(_words: str) -> Sequence[Person]:
    """No book: nobody is offered."""
    return ()


def line_of(person: Person) -> str:
    """«Nguyễn Văn An · 1985 · Tổ trưởng, Xưởng 1»: enough to tell two of one name apart."""
    born = dates.shown(person.born_on) if person.born_on else str(person.birth_year or "")
    work = ", ".join(part for part in (person.position, person.workplace) if part)
    return "  ·  ".join(part for part in (person.full_name, born, work or person.phone) if part)


class NameEdit(LineEdit):
    """`taken(Person)` when somebody of the list was chosen; the line itself is left as it was typed."""

    taken = Signal(object)

    def __init__(self, offer: Offer = nobody, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._offer = offer
        self._offered: Sequence[Person] = ()
        self._model = QStandardItemModel(0, 1, self)
        # Not `setCompleter`: that one writes into the line while somebody walks through the list.
        self.finder = QCompleter(self._model, self)
        self.finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.finder.setWidget(self)
        self._popup = popup = QListView()
        popup.setProperty("look", "popup")
        popup.setUniformItemSizes(True)
        popup.setMinimumSize(QSize(180, 0))
        self.finder.setPopup(popup)
        popup.setItemDelegate(QStyledItemDelegate(popup))
        popup.installEventFilter(self)
        self.finder.setCompletionRole(_PLACE)
        self.finder.activated.connect(self._chosen)
        self.textEdited.connect(self._look)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._popup and event.type() == QEvent.Type.Hide and self.isVisible():
            self.activateWindow()  # on some platforms no window is active once a popup has gone
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._popup.hide()
        self._finish()  # while its list is open a line does not learn that it was left
        super().hideEvent(event)

    def _look(self) -> None:
        self._offered = () if self.isReadOnly() else self._offer(self.value())
        self._model.clear()
        for place, person in enumerate(self._offered):
            entry = QStandardItem(line_of(person))
            entry.setData(str(place), _PLACE)
            self._model.appendRow(entry)
        popup = self._popup
        if not self._offered:
            popup.hide()
            return
        width = max(self.width(), popup.sizeHintForColumn(0) + 24)
        area = self.rect()
        area.setWidth(min(width, self.window().width()))
        self.finder.complete(area)
        popup.setCurrentIndex(QModelIndex())  # Enter goes on with what was typed unless an arrow chose somebody

    def _chosen(self, place: str) -> None:
        """The place in the list: two people may well have the same line."""
        if place.isdecimal() and int(place) < len(self._offered):
            self.taken.emit(self._offered[int(place)])
            self.setFocus(Qt.FocusReason.PopupFocusReason)
