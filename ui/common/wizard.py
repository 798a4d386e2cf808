"""The frame of a wizard: steps at the left, one of them open, and the way on and back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.common.buttons import Button
from ui.common.focus import first_in, usable
from ui.common.labels import Icon, label, set_look
from ui.common.pieces import Pieces, dressed, laid_out_once
from ui.words import tr


@dataclass(frozen=True)
class Step:
    """One step. `title` stands at the left and over the body, `hint` below it; `forward` is the word on the button.

    `body` may be what makes it: then it is made when the step is first opened, or before, see `WizardFrame.beforehand`.
    `work` is a step that runs by itself: there is no way back or on, only `stop`, until the wizard is told to go.
    """

    key: str
    title: str
    hint: str
    body: QWidget | Callable[[], QWidget]
    forward: str = ""
    work: bool = False
    stop: str = ""


NARROW_LETTERS = 100


class WizardFrame(QWidget):
    """A page or, with `in_dialog`, a dialog. Where it is narrow the steps at the left give way to "2/5" in the title.

    entered(key)     a step has opened: fill its body now
    cancelled()      Hủy was pressed (on a working step: its stop)
    finished()       the button of the last step was pressed
    """

    entered = Signal(str)
    cancelled = Signal()
    finished = Signal()

    def __init__(
        self, title: str, steps: Sequence[Step], parent: QWidget | None = None, narrow_letters: int = NARROW_LETTERS
    ) -> None:
        """`narrow_letters`: below so many average letters of width the steps at the left are not shown."""
        super().__init__(parent)
        self._narrow_letters = narrow_letters
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._steps = tuple(steps)
        self._at = 0
        self._valid = {step.key: True for step in steps}
        self._lacking: frozenset[str] = frozenset()
        self._forward = {step.key: step.forward for step in steps}
        self._marks: list[tuple[Icon, QLabel]] = []
        self._bodies = QStackedWidget()
        self._made: dict[str, QWidget] = {}
        for step in steps:
            if isinstance(step.body, QWidget):
                self._take_in(step.key, step.body)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side_panel = self._side(title)
        row.addWidget(self._side_panel)
        row.addLayout(self._page(), 1)
        self._show()

    def go(self, key: str) -> None:
        """Opens a step, whether the one before is valid or not.

        The keyboard stays where it is if that is still there, else it goes to the way on or into the step.
        """
        held = self.window().focusWidget()
        self._at = next(place for place, step in enumerate(self._steps) if step.key == key)
        self._show()
        self.entered.emit(key)
        if held is not None and self.isAncestorOf(held) and not usable(held):
            self._focus()

    def body(self, key: str) -> QWidget:
        """The body of a step, made now if it was not yet."""
        body = next(step.body for step in self._steps if step.key == key)
        if key not in self._made:
            self._take_in(key, body if isinstance(body, QWidget) else body())
        return self._made[key]

    def made(self, key: str) -> QWidget | None:
        """The body of a step if it is there yet."""
        return self._made.get(key)

    def beforehand(self) -> Pieces:
        """Makes the bodies that are not there yet, in pieces, while the person is at the first step."""
        yield
        for step in self._steps:
            if step.key in self._made:
                continue
            self.body(step.key)
            yield
            yield from self.prepared(step.key)

    def prepared(self, key: str) -> Pieces:
        """Gives the body of a step its look and its place, unless it is in front: then it has them."""
        for _ in dressed(self.body(key), self._bodies.size()):
            if self.current() == key:
                return
            yield

    def _take_in(self, key: str, body: QWidget) -> None:
        self._made[key] = body
        self._bodies.addWidget(body)

    def to_next(self) -> None:
        """The keyboard goes to the way on, which another Enter presses: from a list of many rows, past what stands
        between."""
        if usable(self.next_button):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> str:
        return self._steps[self._at].key

    def set_valid(self, key: str, valid: bool) -> None:
        """Whether the person may go on from a step; at first every step is."""
        self._valid[key] = valid
        self._show_buttons()

    def set_forward(self, key: str, word: str) -> None:
        """Other words on the button of a step: "Bỏ 2 hồ sơ và tiếp tục"."""
        self._forward[key] = word
        self._show_buttons()

    def set_lacking(self, keys: Collection[str]) -> None:
        """The steps in which something must still be written: gone past, they are marked so instead of as done."""
        self._lacking = frozenset(keys)
        self._show_marks()

    def set_hint(self, text: str) -> None:
        """Other words below the title of the open step."""
        self._hint.setText(text)

    def start(self) -> None:
        """Opens the first step; call it when the signals are connected."""
        self.go(self._steps[0].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * self._narrow_letters
        if self._side_panel.isHidden() != narrow:
            self._side_panel.setVisible(not narrow)
            self._show_title()

    def _side(self, title: str) -> QFrame:
        side = QFrame()
        side.setProperty("look", "side")
        side.setMinimumWidth(200)
        column = QVBoxLayout(side)
        column.setContentsMargins(18, 20, 14, 12)
        column.setSpacing(6)
        column.addWidget(label(title, "heading"))
        column.addSpacing(8)
        for number, step in enumerate(self._steps, 1):
            icon, name = Icon(), label(f"{number}.  {step.title}", "step")
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(icon)
            row.addWidget(name, 1)
            column.addLayout(row)
            self._marks.append((icon, name))
        column.addStretch(1)
        return side

    def _page(self) -> QVBoxLayout:
        self._title, self._hint = label("", "title"), label("", "muted", wrap=True)
        self.cancel_button = Button(tr("Hủy"))
        self.back_button = Button(tr("Quay lại"))
        self.next_button = Button("", look="primary")
        self.cancel_button.clicked.connect(self.cancelled)
        self.back_button.clicked.connect(lambda: self.go(self._steps[self._at - 1].key))
        self.next_button.clicked.connect(self._next)
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._bodies, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        column.addLayout(row)
        return column

    def _focus(self) -> None:
        way_on = self.next_button if usable(self.next_button) else None
        target = way_on or first_in(self._bodies) or self.body(self.current())
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next(self) -> None:
        if self._at == len(self._steps) - 1:
            self.finished.emit()
        else:
            self.go(self._steps[self._at + 1].key)

    def _show(self) -> None:
        step = self._steps[self._at]
        with laid_out_once(self):
            self._bodies.setCurrentWidget(self.body(step.key))
            self._show_title()
            self._hint.setText(step.hint)
            self._show_marks()
            self._show_buttons()

    def _show_marks(self) -> None:
        for place, (icon, name) in enumerate(self._marks):
            step = self._steps[place]
            look = "step-done" if place < self._at else "step-on" if place == self._at else "step"
            mark = ("checkmark_circle", "ok") if place < self._at else ("chevron_right", _ROLES[look])
            lacks = place < self._at and step.key in self._lacking
            icon.set_icon(*(("warning", "warn") if lacks else mark))
            words = f"{place + 1}.  {step.title}"
            name.setText(f"{words}\n{tr('còn chỗ phải điền')}" if lacks else words)
            set_look(name, look)
            name.setAccessibleDescription(tr("bước còn chỗ phải điền") if lacks else _SPOKEN[look]())

    def _show_title(self) -> None:
        at = f"{self._at + 1}/{len(self._steps)}  ·  " if self._side_panel.isHidden() else ""
        self._title.setText(at + self._steps[self._at].title)

    def _show_buttons(self) -> None:
        step = self._steps[self._at]
        last = self._at == len(self._steps) - 1
        self.back_button.setVisible(not step.work and not last and self._at > 0)
        self.next_button.setVisible(not step.work)
        self.next_button.setText(self._forward[step.key] or (tr("Đóng") if last else tr("Tiếp tục")))
        self.next_button.setEnabled(self._valid[step.key])
        if self.body(step.key).hasFocus() and usable(self.next_button):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)  # it waited in the body: see `_focus`
        self.cancel_button.setVisible(not last)
        self.cancel_button.setText((step.stop or tr("Dừng")) if step.work else tr("Hủy"))


_ROLES = {"step-on": "accent", "step": "scroll"}
_SPOKEN = {
    "step-done": lambda: tr("bước đã xong"),
    "step-on": lambda: tr("bước đang làm"),
    "step": lambda: tr("bước tiếp theo"),
}


class WizardDialog(QDialog):
    """A wizard's frame in a window of its own; Esc and the cross mean Hủy, so that work is stopped properly."""

    def __init__(self, frame: WizardFrame, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(max(820, letter * 110), max(520, round(theme.look().points * 54)))
        frame.finished.connect(self.accept)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.frame.cancel_button.isVisible():
            self.frame.cancelled.emit()
            event.ignore()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.frame.cancel_button.isVisible():
            self.frame.cancelled.emit()
        else:
            super().keyPressEvent(event)
