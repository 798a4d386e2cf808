"""The papers there are, along the chain, one of them chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from domain.labels import PAPER_GROUPS
from ui.common.labels import label, show_if
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
        self._lines: dict[str, QWidget] = {}
        self._groups = {report.id: str(report.group) for report in reports}
        self._headings: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        under = ""
        for report in reports:
            if report.group != under:
                under = report.group
                self._headings[under] = label(tr(PAPER_GROUPS[under]), "label")
                column.addWidget(self._headings[under])
            self._lines[report.id] = self._line(report)
            column.addWidget(self._lines[report.id])
        self.choices.get(first, next(iter(self.choices.values()))).setChecked(True)

    def current(self) -> str:
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def offer(self, names: Collection[str]) -> None:
        """Shows only these papers, and chooses the first of them where the one chosen is not among them."""
        for name, line in self._lines.items():
            show_if(line, name in names)
        for group, heading in self._headings.items():
            show_if(heading, any(one in names for one, its in self._groups.items() if its == group))
        first = next((name for name in self.choices if name in names), "")
        if first and self.current() not in names:
            self.choices[first].setChecked(True)

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
