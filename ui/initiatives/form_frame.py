"""The frame of the form: number, state and steps above, banners, the scrolling ground, the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.operations.initiatives import Stored
from domain.errors import Problem
from domain.initiative import State
from ui.common.banner import Banner
from ui.common.buttons import Button, flat
from ui.common.card import Card
from ui.common.labels import Icon, label, set_look, show_if
from ui.common.pieces import Pieces, at_once
from ui.common.pill import Pill
from ui.common.scroll import Scroll
from ui.initiatives import form_state, moves
from ui.initiatives.conditions import ConditionsPanel
from ui.initiatives.evidence_panel import EvidencePanel
from ui.initiatives.history_panel import HistoryPanel
from ui.initiatives.listing import mark
from ui.initiatives.move_panel import MovePanel
from ui.initiatives.moves import Move
from ui.initiatives.objecting import ObjectionBars
from ui.initiatives.objection_panel import ObjectionPanel
from ui.initiatives.return_bars import ReturnBars
from ui.initiatives.return_panel import ReturnPanel
from ui.initiatives.undo import History
from ui.words import tr

MARGIN = 6


class FormFrame(Card):
    """The parts and their places; `usual` is the usual next step of the record shown, behind the button `step_on`."""

    def __init__(self, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` until they end; before that it may only stand somewhere."""
        super().__init__("", ruled=True)
        self.usual: Move | None = None
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self._make_head()
        self.due = label("", "muted", wrap=True)
        self.due.hide()
        yield
        self.fill(self._ground())
        yield
        self.failure, self.notice, self.objections = Banner(), Banner(), ObjectionBars()
        self.problem_here = Banner()
        for part in (self.pill_below, self.due, self.failure, self.problem_here, self.notice, self.objections):
            self._notices.addWidget(part)
        yield
        self.panel = MovePanel()
        self._notices.addWidget(self.panel)
        yield
        self.objection_panel = ObjectionPanel()
        self._notices.addWidget(self.objection_panel)
        yield
        self.returns, self.return_panel = ReturnBars(), ReturnPanel()
        self._scroll.body.addWidget(self.returns)  # a list of five would leave no room for the fields
        self._scroll.body.addWidget(self.return_panel)
        self.return_panel.asked.connect(lambda: self.reveal(self.return_panel, self.return_panel))
        yield
        self.history = HistoryPanel()
        self._notices.addWidget(self.history)
        yield
        self.evidence = EvidencePanel()
        self._scroll.body.addWidget(self.evidence)
        yield
        self.conditions = ConditionsPanel()
        self._scroll.body.addWidget(self.conditions)
        yield
        self._make_foot()

    def _make_head(self) -> None:
        self.pill = Pill()
        self.pill.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # where it is cut, the one below
        self.pill_below = Pill()
        self.pill_below.hide()
        self.head.setSpacing(5)
        self.back = flat("chevron_left", tr("Về danh sách (Esc)"))
        self.back.hide()
        self.head.insertWidget(0, self.back)
        self.head.insertSpacing(2, 5)
        self.head.insertWidget(3, self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        # The page holds their keys: a button's own shortcut clicks only after a tenth of a second.
        self.undo = flat("arrow_undo", tr("Hoàn tác (Ctrl+Z)"))
        self.redo = flat("arrow_redo", tr("Làm lại (Ctrl+Y)"))
        self.previous = flat("chevron_up", tr("Sáng kiến trước (Alt+↑)"))
        self.following = flat("chevron_down", tr("Sáng kiến sau (Alt+↓)"))
        for part in (self.undo, self.redo, self.previous, self.following):
            self.head.addWidget(part)

    def _make_foot(self) -> None:
        self.saved_icon = Icon(factor=0.9)
        self.saved = label("", "small", wrap=True)
        self.saved.setObjectName("saved")
        self.more = Button(tr("Khác"))
        self.more.setMenu(QMenu(self.more))
        self.step_on = Button("", look="primary")
        foot = self.foot()
        foot.addWidget(self.saved_icon)
        foot.addWidget(self.saved, 1)
        for button in (self.more, self.step_on):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the field it was typed in for nothing else
            foot.addWidget(button)

    def hold(self, fields: QWidget) -> None:
        """Puts the fields of a programme into the ground, in place of those before."""
        for at in reversed(range(self._scroll.body.count())):
            item = self._scroll.body.itemAt(at)
            old = item.widget() if item is not None else None
            kept = (fields, self.returns, self.return_panel, self.evidence, self.conditions)
            if old is not None and old not in kept:
                self._scroll.body.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._scroll.body.insertWidget(2, fields)

    def reveal(self, part: QWidget, within: QWidget) -> None:
        """Scrolls until `part` is seen, and as much as there is room for of what it stands `within`: a field, a card.

        The ground is laid out first: a part may have been added, or its sentence, a moment ago.
        """
        ground = self._scroll.widget()
        if ground is None or not ground.isAncestorOf(part):
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._scroll.ensureWidgetVisible(within, 0, MARGIN)
        self._scroll.ensureWidgetVisible(part, 0, 0)

    def tell_problem(self, part: QWidget, words: str) -> None:
        """What is wrong with the field `part` that has the keyboard, where it is higher than the ground and its own
        sentence would lie out of sight; meanwhile the notice makes room. "" for nothing."""
        told = words if words and part.height() > self._scroll.viewport().height() else ""
        self.problem_here.say("error", told)
        show_if(self.notice, not told and bool(self.notice.text()))
        self._place_pill()

    def to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def show_steps(self, history: History) -> None:
        self.undo.setEnabled(history.can_undo())
        self.redo.setEnabled(history.can_redo())

    def to_steps(self, *, objected: bool) -> None:
        """The keyboard goes to what settles a rule no field holds: an objection if `objected`, or the next step."""
        step = self.step_on if self.step_on.isVisible() else self.more
        bars = self.objections.bars
        (bars[0].button if bars and objected else step).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, stored: Stored | None, problems: Sequence[Problem], *, why_locked: str, by_hand: bool) -> None:
        """Number, pill, banner and steps of a record, or of a new one the store does not have yet.

        `why_locked` is why its fields cannot be changed ("" if they can), `by_hand` whether this person may move it.
        """
        state = stored.initiative.state if stored else State.DRAFT
        missing = any(problem.blocks for problem in problems)
        self.set_title(stored.initiative.number if stored else tr("Sáng kiến mới"))
        for pill in (self.pill, self.pill_below):
            pill.set_mark(mark(state, missing=missing and (stored is None or stored.own)))
        self._place_pill()
        due, late = form_state.answer_due(stored) if stored else ("", False)
        set_look(self.due, "warn" if late else "muted")
        self.due.setText(due)
        self.due.setVisible(bool(due))
        if why_locked:
            back = moves.step_back(state) if by_hand else None
            self.notice.say("info", why_locked, back.word if back else "")
        elif stored is not None:
            self.notice.say(*form_state.notice(stored, problems))
        else:
            self.notice.say("info", tr("Ô có dấu * phải điền trước khi đưa vào chấm."))
        self.usual = moves.step_on(state) if stored is not None and by_hand else None
        self.more.setVisible(stored is not None and by_hand)
        self.step_on.setVisible(self.usual is not None)
        self.step_on.setEnabled(not missing or state is not State.DRAFT)
        if self.usual is not None:
            self.step_on.setText(self.usual.word)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "following"):  # the head is the first piece
            self._place_pill()

    def _place_pill(self) -> None:
        """Beside the number if its whole word has room there, else on a line of its own."""
        parts = (self.title, self.undo, self.redo, self.previous, self.following)
        beside = sum(part.sizeHint().width() + self.head.spacing() for part in parts)
        beside += 0 if self.back.isHidden() else self.back.sizeHint().width() + self.head.spacing()
        edges = self.head.contentsMargins()
        room = self.width() - edges.left() - edges.right() - beside - 4 * self.head.spacing()
        wanted = self.pill.sizeHint().width()
        self.pill.setFixedWidth(wanted if room >= wanted else 0)
        # The list says the state too: where a sentence needs the room, that is enough.
        self.pill_below.setVisible(room < wanted and not self.problem_here.text())

    def say_saved(self, icon: str, role: str, words: str) -> None:
        self.saved_icon.set_icon(icon, role)
        self.saved_icon.setVisible(bool(icon))
        self.saved.setText(words)

    def add_notice(self, notice: QWidget) -> None:
        """Another sentence over the fields, below those that are there."""
        self._notices.addWidget(notice)

    def _ground(self) -> QWidget:
        ground = QWidget()
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(15, 11, 15, 0)
        self._notices.setSpacing(8)
        self._scroll = Scroll()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._notices)
        column.addWidget(self._scroll, 1)
        return ground
