"""The boxes of the portal's form, each with one button that copies it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.portal import Box
from ui.common.buttons import Button, button
from ui.common.labels import Icon, label
from ui.words import tr


class BoxRow(QWidget):
    """One box: its label as the portal has it, the text, how long it is, and «Chép». `copied()` once it is copied."""

    copied = Signal()

    def __init__(self, box: Box, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = box
        self.copy = button(tr("Chép"), "copy", tip=tr("Chép nội dung ô này rồi sang ô sau (Enter)"))
        self.copy.setAccessibleName(tr("Chép ô {name}", name=box.label))
        self.copy.setEnabled(bool(box.text))
        self.copy.clicked.connect(self._copy)
        self.tick = Icon("", "ok_fg", 1.1)
        self.words = label(box.text or tr("(để trống: sáng kiến chưa có nội dung này)"), "" if box.text else "muted",
                           wrap=True)  # fmt: skip
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def done(self) -> bool:
        return bool(self.property("done"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.box.text)
        self.setProperty("done", True)
        self.tick.set_icon("checkmark_circle", "ok_fg")
        self.tick.setAccessibleName(tr("đã chép"))
        self.copied.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.box.label, "label"))
        if self.box.limit:
            counted = label(f"{self.box.length}/{self.box.limit}", "counter")
            spoken = tr("Đã dùng {length} trên {limit} ký tự", length=self.box.length, limit=self.box.limit)
            counted.setAccessibleName(spoken)
            head.addWidget(counted)
        head.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        if self.box.cut:
            cut = tr("Đã cắt {n} ký tự cuối cho vừa ô của Cổng: xem lại câu cuối trước khi chép.", n=self.box.cut)
            column.addWidget(label(cut, "warn", wrap=True))
        column.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(column, 1)
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)


class Boxes(QWidget):
    """All boxes of one initiative. Copying one moves the keyboard to the next; `finished()` after the last."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[BoxRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_boxes(self, boxes: Sequence[Box]) -> None:
        """The boxes of another initiative, none copied yet; the same boxes again keep their ticks."""
        if [row.box for row in self.rows] == list(boxes):
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [BoxRow(box) for box in boxes]
        for row in self.rows:
            row.copied.connect(lambda row=row: self._next(row))
            self._column.addWidget(row)
            row.show()

    def first(self) -> Button | None:
        """The button where copying begins."""
        return next((row.copy for row in self.rows if row.copy.isEnabled()), None)

    def _next(self, row: BoxRow) -> None:
        after = self.rows[self.rows.index(row) + 1 :]
        following = next((one.copy for one in after if one.copy.isEnabled()), None)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()
