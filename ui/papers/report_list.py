"""The papers there are, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ui.common.labels import Icon, label
from ui.words import tr

FORMATS = {"xlsx": "Excel (.xlsx)", "pdf": "PDF (.pdf)", "docx": "Word (.docx)"}
ICONS = {"xlsx": "document_table", "pdf": "document_pdf"}


class Listed(Protocol):
    """What this list needs to know of a report."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def formats(self) -> tuple[str, ...]: ...


class ReportList(QWidget):
    """`chosen(id)` when the person picks a paper."""

    chosen = Signal(str)

    def __init__(self, reports: Sequence[Listed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for report in reports:
            column.addWidget(self._line(report))
        next(iter(self.choices.values())).setChecked(True)

    def current(self) -> str:
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def _line(self, report: Listed) -> QWidget:
        line = QWidget()
        choice = QRadioButton(tr(report.title))
        choice.toggled.connect(lambda on: self.chosen.emit(report.id) if on else None)
        self._group.addButton(choice)
        self.choices[report.id] = choice
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(choice)
        kinds = label(", ".join(FORMATS.get(one, one) for one in report.formats), "small")
        kinds.setContentsMargins(26, 0, 0, 0)
        words.addWidget(kinds)
        row.addLayout(words, 1)
        row.addWidget(Icon(ICONS.get(report.formats[0], "document"), "muted", 1.2), 0, Qt.AlignmentFlag.AlignTop)
        return line
