"""The keys of the form that editors would take for themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget


class FormKeys(QObject):
    """Takes Ctrl+Z and Ctrl+Y from the editors it is installed on, whose own undo knows only their own letters.

    In a line, a choice or a switch Enter goes on to the next field, and in a text of several lines while that is empty:
    who copies a paper form never looks at the keys. Buttons between the fields are for Tab: Enter pressed once more
    would add an author. The fold of an author is passed by as a field is; the space bar opens it.
    """

    undo = Signal()
    redo = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo.emit()
        elif _goes_on(watched, event):
            _next_field(watched)
        else:
            return False
        return True


def _goes_on(watched: QObject, event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    empty = isinstance(watched, QPlainTextEdit) and watched.document().isEmpty() and not watched.isReadOnly()
    return enter and bare and (empty or isinstance(watched, QCheckBox | QComboBox | QLineEdit | QPushButton))


def _next_field(watched: QObject) -> None:
    """The next stop of Tab after this one that is no button; what cannot be seen is none."""
    assert isinstance(watched, QWidget)
    stop = watched.nextInFocusChain()
    while stop is not None and stop is not watched and not _is_stop(stop):
        stop = stop.nextInFocusChain()
    if stop is not None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)


def _is_stop(widget: QWidget) -> bool:
    reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
    return reached and not isinstance(widget, QPushButton | QToolButton)
