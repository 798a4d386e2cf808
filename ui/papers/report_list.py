"""The papers there are, along the chain, one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from domain.labels import PAPER_GROUPS
from ui.common.labels import label
from ui.common.numbers import written
from ui.words import tr

FORMATS = {"xlsx": "Excel (.xlsx)", "pdf": "PDF (.pdf)", "docx": "Word (.docx)"}
_INDENT = 26


class Listed(Protocol):
    """What this list needs to know of a report."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def purpose(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def formats(self) -> tuple[str, ...]: ...


class ReportList(QWidget):
    """`chosen(id)` when the person picks a paper."""

    chosen = Signal(str)

    def __init__(self, reports: Sequence[Listed], first: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        self._ready: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        under = ""
        for report in reports:
            if report.group != under:
                under = report.group
                column.addWidget(label(tr(PAPER_GROUPS[under]), "label"))
            column.addWidget(self._line(report))
        self.choices.get(first, next(iter(self.choices.values()))).setChecked(True)

    def current(self) -> str:
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def show_ready(self, ready: Mapping[str, int]) -> None:
        """How many initiatives each paper could be made of now; papers of none stand without a number."""
        for name, shown in self._ready.items():
            n = ready.get(name, 0)
            shown.setText(written(n) if n else "")
            shown.setAccessibleName(tr("{n} sáng kiến", n=written(n)) if n else "")

    def _line(self, report: Listed) -> QWidget:
        line = QWidget()
        choice = QRadioButton(tr(report.title))
        choice.toggled.connect(lambda on: self.chosen.emit(report.id) if on else None)
        self._group.addButton(choice)
        self.choices[report.id] = choice
        self._ready[report.id] = label("", "muted")
        purpose = label(tr(report.purpose), "small", wrap=True)
        purpose.setContentsMargins(_INDENT, 0, 0, 0)
        choice.setAccessibleDescription(purpose.text())
        row = QHBoxLayout()
        row.setSpacing(9)
        row.addWidget(choice, 1)
        row.addWidget(self._ready[report.id])
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(purpose)
        return line
