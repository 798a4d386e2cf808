"""A field of a form: label above, editor, and below it the help or what is wrong."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.common.buttons import FlatButton
from ui.common.editors import counter_look
from ui.common.labels import Icon, label, set_look
from ui.words import tr


class Editor(Protocol):
    """What every editor of a form offers."""

    @property
    def edited(self) -> SignalInstance: ...
    @property
    def committed(self) -> SignalInstance: ...
    def value(self) -> str: ...
    def set_value(self, value: str, /) -> None: ...


class Field(QWidget):
    """`help_text` is one line with the source of the rule; `more` an example, shown on demand.

    The label's `&` letter leads to the editor. Screen readers hear the label as its name, and the help or the
    problem as its description. `editor` is any editor of ours, or another widget.
    """

    def __init__(
        self,
        title: str,
        editor: QWidget,
        *,
        required: bool = False,
        help_text: str = "",
        more: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor, self._help, self._more = editor, help_text, more
        self._note = self._problem = ""
        self._narrow = False
        self._apart: QLabel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._head(title, required))
        column.addWidget(editor)
        column.addLayout(self._below())
        if not editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            column.addStretch(1)  # beside a taller field the label stays at the top
        editor.setAccessibleName(title.replace("&", ""))
        self._listen()
        self._show_below()

    def set_problem(self, text: str, blocks: bool = True) -> None:
        """Shows what is wrong ("" for nothing): red if it blocks, orange if it only warns."""
        self._problem, self._blocks = text, blocks
        mark = "" if not text else "error" if blocks else "warn"
        if (self.editor.property("problem") or "") != mark:
            self.editor.setProperty("problem", mark)
            theme.restyle(self.editor)
        self._show_below()

    def problem(self) -> str:
        return self._problem

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.editor.setAccessibleName(title.replace("&", ""))

    def set_help(self, text: str) -> None:
        self._help = text
        self._show_below()

    def set_more(self, text: str, *, narrow: bool = False) -> None:
        """The example shown on demand; "" for none. In a `narrow` field there is no room for the button: the label
        tells it under the mouse, and the key of the form asks for it."""
        self._more, self._narrow = text, narrow
        self._title.setToolTip(text if narrow else "")
        self._show_ask()
        self._show_below()

    def set_count(self, length: int, limit: int) -> None:
        """The counter at the right of the label."""
        self.counter.setText(f"{length}/{limit}")
        self.counter.setAccessibleName(tr("Đã dùng {length} trên {limit} ký tự", length=length, limit=limit))
        set_look(self.counter, counter_look(length, limit))

    def set_note(self, text: str) -> None:
        """A muted sentence that stands in for the help: an amount in words, a date as it is understood."""
        self._note = text
        self._show_below()

    def toggle_more(self) -> None:
        """Shows the example, or hides it again: what the button does, for a key of the form."""
        if self._more:
            self._ask.toggle()

    def add_to_head(self, widget: QWidget) -> None:
        """A small button of the form's own, beside the one that asks for the example."""
        self._row.insertWidget(self._row.indexOf(self._ask) + 1, widget)

    def _head(self, title: str, required: bool) -> QHBoxLayout:
        self._row = row = QHBoxLayout()
        row.setSpacing(4)
        self._title = label(title, "label")
        self._title.setBuddy(self.editor)
        row.addWidget(self._title)
        if required:
            star = label("*", "required")
            star.setToolTip(tr("Bắt buộc"))
            star.setAccessibleName(tr("bắt buộc"))
            row.addWidget(star)
        self._ask = FlatButton("question_circle", tr("Xem ví dụ"), look="tiny")
        self._ask.setCheckable(True)
        self._ask.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from editor to editor: see `toggle_more`
        self._ask.toggled.connect(self._show_below)
        row.addWidget(self._ask)
        self._show_ask()
        row.addStretch(1)
        self.counter = label("", "counter")
        row.addWidget(self.counter)
        return row

    def _show_ask(self) -> None:
        # With nothing to ask its height stays: fields side by side stand on one line.
        self._ask.setEnabled(bool(self._more))
        self._ask.setMinimumWidth(0)
        self._ask.setMaximumWidth(self._ask.sizeHint().width() if self._more and not self._narrow else 0)

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._icon = Icon(factor=0.85)
        self._text = label("", "small", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        return row

    def _listen(self) -> None:
        for signal, slot in (("counted", self.set_count), ("explained", self.set_note)):
            if hasattr(self.editor, signal):
                getattr(self.editor, signal).connect(slot)
        limit = getattr(self.editor, "limit", 0)
        if limit:
            self.set_count(0, limit)

    def _show_apart(self, more: str) -> None:
        """The example below a problem, in its own colour; few fields ever need the line."""
        if more and self._apart is None:
            self._apart = label("", "small", wrap=True)
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.indexOf(self.editor) + 2, self._apart)
        if self._apart is not None:
            self._apart.setText(more)
            self._apart.setVisible(bool(more))

    def _show_below(self) -> None:
        more = self._more if self._more and self._ask.isChecked() else ""
        text = "\n".join(filter(None, (self._problem or self._note or self._help, more)))
        below = self._problem or text
        self._text.setText(below)
        self._text.setVisible(bool(below))
        self._show_apart(more if self._problem else "")
        mark = "small" if not self._problem else "error" if self._blocks else "warn"
        set_look(self._text, mark)
        self._icon.setVisible(bool(self._problem))
        self._icon.set_icon("warning" if mark == "warn" else "error_circle", "warn" if mark == "warn" else "error")
        self.editor.setAccessibleDescription(text)
