"""The one dialog: a question before what cannot be undone, its answers named by what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.words import tr


def confirm(parent: QWidget | None, question: str, detail: str, verb: str, keep: str = "") -> bool:
    """Asks and waits: True for `verb` ("Xóa vĩnh viễn"), False for `keep` ("Không, quay lại"), Esc or closing."""
    return Confirm(parent, question, detail, verb, keep).exec() == QDialog.DialogCode.Accepted


class Confirm(QDialog):
    """Enter and Esc both keep: only pressing the verb itself does the thing."""

    def __init__(self, parent: QWidget | None, question: str, detail: str, verb: str, keep: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.verb = Button(verb, look="danger")
        self.keep = Button(keep or tr("Không, quay lại"))
        self.verb.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(label(question, "heading", wrap=True))
        words.addWidget(label(detail, wrap=True))
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(Icon("warning", "warn", 1.6), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.verb)
        below.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(18)
        column.addLayout(top)
        column.addLayout(below)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)
        self.keep.setDefault(True)
        self.keep.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt does not ask wrapped words how high they are in the width a dialog has: long ones would be cut.
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
