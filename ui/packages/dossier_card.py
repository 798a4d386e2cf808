"""The four tests of the dossier over the chosen initiatives: on time, complete, no complaint, no dispute."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop import messages
from desktop.operations.packages import Item
from domain.dossier_validity import TESTS, DossierTest
from domain.eligibility import Outcome
from domain.labels import DOSSIER_TESTS
from ui.common.labels import Icon, label
from ui.common.outcomes import outcome_mark
from ui.words import tr

_WORST_FIRST = (Outcome.BLOCK, Outcome.WARN, Outcome.UNKNOWN, Outcome.PASS)


class DossierCard(QFrame):
    """A line for each test: how many pass, and the sentence, with its day, of the first that does not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.failed: list[str] = []  # the tests that some initiative does not pass
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 9, 10, 9)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        self.lines = {name: (Icon(), label("", "label"), label("", "muted", wrap=True)) for name in TESTS}
        for row, parts in enumerate(self.lines.values()):
            for at, part in enumerate(parts):
                grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignTop if at < 2 else Qt.AlignmentFlag.AlignVCenter)

    def set_items(self, items: Sequence[Item]) -> None:
        self.failed = [name for place, name in enumerate(TESTS)
                       if any(item.tests and item.tests[place].outcome is Outcome.BLOCK for item in items)]  # fmt: skip
        for place, (name, (icon, words, sentence)) in enumerate(self.lines.items()):
            found = [item.tests[place] for item in items if item.tests]
            passed = sum(test.outcome is Outcome.PASS for test in found)
            worst = _worst(found)
            mark = outcome_mark(worst.outcome if worst else Outcome.UNKNOWN)
            icon.set_icon(mark.icon, f"{mark.tone}_fg")
            words.setText(tr("{test}: {n}/{total}", test=tr(DOSSIER_TESTS[name]), n=passed, total=len(found)))
            sentence.setText(messages.sentence(worst.code, worst.facts) if worst else "")
        self.setVisible(bool(items))


def _worst(found: Sequence[DossierTest]) -> DossierTest | None:
    return min(found, key=lambda test: _WORST_FIRST.index(test.outcome), default=None)
