"""What one version of the rules changes against another, field by field, before beside after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.programmes import RuleChange
from domain.pack.words import part_name
from ui.programmes.chapter_card import ChapterCard
from ui.programmes.chapters import Chapter, Part, Rule
from ui.words import tr


class ChangesList(QWidget):
    """One card a part of the pack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ChapterCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def set_changes(self, changes: Sequence[RuleChange]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        changes = telling(changes)
        parts = dict.fromkeys(change.part for change in changes)
        self.cards = [_card(part, [change for change in changes if change.part == part]) for part in parts]
        for card in self.cards:
            self._column.addWidget(card)


def telling(changes: Sequence[RuleChange]) -> list[RuleChange]:
    """Without the number of the version itself, which is no rule."""
    return [change for change in changes if change.part != "version"]


def _card(part: str, changes: Sequence[RuleChange]) -> ChapterCard:
    heads = (tr("Quy định"), tr("Trước"), tr("Sau"))
    rules = tuple(
        Rule(
            (Part(change.what), Part(change.before or tr("(không có)")), Part(change.after or tr("(bỏ)"), strong=True))
        )
        for change in changes
    )
    return ChapterCard(Chapter(part, part_name(part), rules, (4, 3, 3), heads))
