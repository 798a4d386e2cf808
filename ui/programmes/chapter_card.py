"""A chapter of rules as a card: a table where there is room, each rule below the other where there is none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.common.card import Card
from ui.common.labels import label
from ui.common.pill import Pill
from ui.programmes.chapters import Chapter, Part, Rule
from ui.words import tr

NARROW_LETTERS = 70
_TOP = Qt.AlignmentFlag.AlignTop


class ChapterCard(Card):
    """The keyboard reaches it as one thing, and Ctrl+C copies its words.

    `show_found(query)` leaves only the rules that hold the words.
    """

    def __init__(self, chapter: Chapter, parent: QWidget | None = None) -> None:
        super().__init__(chapter.title, parent=parent)
        self.chapter = chapter
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("reached", True)  # the style sheet marks it while the keyboard is here
        self.setAccessibleName(chapter.title)
        said = [rule.words() for rule in chapter.rules] or [chapter.empty]
        self.setAccessibleDescription("\n".join(filter(None, (chapter.about, *said))))
        if chapter.about:
            self.body.addWidget(label(chapter.about, "muted", wrap=True))
        if not chapter.rules:
            self.body.addWidget(label(chapter.empty, "muted", wrap=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self._heads = [label(head, "small", parent=self) for head in chapter.heads]
        self._rows = _rows(chapter, self)
        self.body.addLayout(self._grid)
        if chapter.shared_source:
            self.body.addWidget(_source(chapter.shared_source, self))
        self._narrow: bool | None = None
        self._place(narrow=False)

    def show_found(self, query: str) -> int:
        """Hides what a query does not ask for; how many rules are left to see."""
        found = self.chapter.found(query)
        groups = {rule.group for rule, shown in zip(self.chapter.rules, found, strict=True) if shown}
        begun: set[str] = set()
        for row, shown in zip(self._rows, found, strict=True):
            row.show_row(shown)
            row.show_group(shown and row.rule.group in groups - begun)
            if shown:
                begun.add(row.rule.group)
        self.setVisible(any(found) or not query.strip())
        return sum(found)

    def minimumSizeHint(self) -> QSize:
        # Words wrap; only the longest single word would need more, and a card never forces the page wider.
        return QSize(220, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(f"{self.chapter.title}\n{self.accessibleDescription()}")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=event.size().width() < self.fontMetrics().averageCharWidth() * NARROW_LETTERS)

    def _place(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        while self._grid.count():
            self._grid.takeAt(0)
        shares = self.chapter.shares
        narrow = narrow and len(shares) > 2
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share if not narrow or column == 0 else 0)
        at = 0
        for column, head in enumerate(self._heads):
            head.setVisible(not narrow)
            self._grid.addWidget(head, at, column)
        at += 1
        for row in self._rows:
            at = row.place(self._grid, at, len(shares), stacked=narrow)


class _Row:
    """The widgets of one rule; a rule has too few of them for a widget of its own to line up with the others."""

    def __init__(self, rule: Rule, first: bool, with_source: bool, parent: QWidget) -> None:
        self.rule = rule
        self._line = QFrame(parent)
        self._line.setProperty("look", "line")
        self._parts = [_part(part, parent) for part in rule.parts]
        # A label is the dearest thing here: none is made that would say nothing.
        self._group = label(rule.group, "label", wrap=True, parent=parent) if rule.group else None
        self._source = _source(rule.source, parent) if with_source and rule.source else None
        self._group_shown, self._shown = bool(rule.group), True
        self.show_group(bool(rule.group) and first)

    def show_row(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            for widget in filter(None, (self._line, *self._parts, self._source)):
                widget.setVisible(shown)

    def show_group(self, shown: bool) -> None:
        if self._group is not None and shown != self._group_shown:
            self._group_shown = shown
            self._group.setVisible(shown)

    def place(self, grid: QGridLayout, at: int, columns: int, *, stacked: bool) -> int:
        """Puts the widgets from row `at` on; the next free row."""
        grid.addWidget(self._line, at, 0, 1, columns)
        if self._group is not None:
            grid.addWidget(self._group, at + 1, 0, 1, columns)
        at += 2
        for column, part in enumerate(self._parts):
            grid.addWidget(part, at + column if stacked else at, 0 if stacked else column, _TOP)
        at += len(self._parts) if stacked else 1
        if self._source is not None:
            grid.addWidget(self._source, at, 0, 1, columns)
        return at + 1


def _rows(chapter: Chapter, parent: QWidget) -> list[_Row]:
    seen: set[str] = set()
    rows = []
    for rule in chapter.rules:
        rows.append(_Row(rule, rule.group not in seen, not chapter.shared_source, parent))
        seen.add(rule.group)
    return rows


def _part(part: Part, parent: QWidget) -> QWidget:
    if part.mark and not part.text:
        return Pill(part.mark, parent)
    words = label(part.text, "label" if part.strong else "", wrap=True, parent=parent)
    if not part.second and not part.mark:
        return words
    ground = QWidget(parent)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words)
    if part.second:
        column.addWidget(label(part.second, "small", wrap=True))
    if part.mark:
        column.addWidget(Pill(part.mark))
    return ground


def _source(source: str, parent: QWidget) -> QLabel:
    return label(tr("Nguồn: {source}", source=source) if source else "", "small", wrap=True, parent=parent)
