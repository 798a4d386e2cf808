"""What the import did, in numbers, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.numbers import written
from ui.words import tr


class DonePanel(QWidget):
    """`missing_asked()`: show the records that still lack something; `undo_asked()`: take the whole import back."""

    missing_asked = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner()
        self.figures = {key: label("", "figure") for key in ("imported", "updated", "identical", "refused")}
        words = {
            "imported": tr("sáng kiến mới"),
            "updated": tr("cập nhật"),
            "identical": tr("giống hệt, bỏ qua"),
            "refused": tr("không nhận"),
        }
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for key, figure in self.figures.items():
            tile = Card()
            tile.body.setSpacing(0)
            tile.body.addWidget(figure)
            tile.body.addWidget(label(words[key], "muted", wrap=True))
            tiles.addWidget(tile, 1)
        self.missing = Button(tr("Xem các dòng còn thiếu"), "warning")
        self.missing.clicked.connect(self.missing_asked)
        self.undo = Button(tr("Hoàn tác lần nhập này"), "arrow_undo")
        self.undo.clicked.connect(self.undo_asked)
        row = QHBoxLayout()
        row.addWidget(self.missing)
        row.addWidget(self.undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(tiles)
        column.addLayout(row)
        column.addStretch(1)

    def show_counts(self, counts: Mapping[str, int], waiting: int = 0) -> None:
        """`waiting` rows were set aside: they stand in the list of things to do until they are mended."""
        self.undo.setEnabled(True)
        for key, figure in self.figures.items():
            figure.setText(written(counts[key]))
        told = tr("Đã đọc {n} dòng, ghi {m} dòng vào sổ.", n=written(counts["read"]),
                  m=written(counts["imported"] + counts["updated"]))  # fmt: skip
        if waiting:
            told += " " + tr("{n} dòng chờ sửa: mở lại «Nhập từ Excel», mục «Dòng chờ sửa».", n=written(waiting))
        self.banner.say("ok", told)
