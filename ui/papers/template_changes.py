"""What a template says otherwise than the one that ships, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.paper.wording import Change
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.papers.template_words import change_words, piece_name
from ui.words import tr


class TemplateChanges(Scroll):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[QWidget] = []
        self.body.addStretch(1)

    def show_changes(self, title: str, changes: Sequence[Change]) -> None:
        for old in self._shown:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [label(title if changes else tr("Không khác chỗ nào."), "muted", wrap=True)]
        for change in changes:
            self._shown.append(label(piece_name(change.what), "label", wrap=True))
            self._shown.append(label(change_words(change), wrap=True))
        for place, widget in enumerate(self._shown):
            self.body.insertWidget(place, widget)

    def text(self) -> str:
        return "\n".join(widget.text() for widget in self._shown if hasattr(widget, "text"))
