"""Typing Vietnamese at a widget. pytest-qt's keyClicks aborts the process on letters beyond Latin-1."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NO_KEYS = Qt.KeyboardModifier.NoModifier


def vtype(widget: QWidget, text: str) -> None:
    """Each character as a key press and release that carries it, as a keyboard program hands over a finished letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, _NO_KEYS, letter))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NO_KEYS) -> None:
    """One key that writes nothing: Backspace, Enter, an arrow."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def unikey(widget: QWidget, typed: str, again: str, back: int = 1) -> None:
    """UniKey: what was typed, then Backspaces, then the letters again with their marks."""
    vtype(widget, typed)
    for _ in range(back):
        press(widget, Qt.Key.Key_Backspace)
    vtype(widget, again)


def compose(widget: QWidget, steps: Sequence[str], commit: str) -> None:
    """An input method: the word as it grows, under way, then the word itself."""
    for step in steps:
        QApplication.sendEvent(widget, QInputMethodEvent(step, []))
    done = QInputMethodEvent("", [])
    done.setCommitString(commit)
    QApplication.sendEvent(widget, done)
