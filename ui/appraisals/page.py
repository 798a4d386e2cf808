"""The page of appraisal: marking for everybody in the council, and the officer's results, decisions and council."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.desk import CHAIR, OFFICER
from desktop.operations import appraisals, initiatives, paper_sheets, recusals
from desktop.operations.initiatives import Filter
from domain.award import AWARDABLE
from domain.errors import RuleError
from domain.initiative import State
from ui import theme
from ui.appraisals.awards import Awards
from ui.appraisals.completions import Completions
from ui.appraisals.council import CouncilForm
from ui.appraisals.decisions import Decisions
from ui.appraisals.drafts import Drafts
from ui.appraisals.elsewhere import Elsewhere
from ui.appraisals.grid import MarkingGrid
from ui.appraisals.marking import Marking
from ui.appraisals.paper_sheets import PaperSheets
from ui.appraisals.results import Results
from ui.common.buttons import Chips
from ui.common.labels import label
from ui.common.pieces import Pieces, at_once
from ui.session import Session
from ui.words import tr

MARKING, RESULTS, DECISIONS, COUNCIL = "marking", "results", "decisions", "council"
COMPLETIONS, GRID, AWARDS, ELSEWHERE, PAPER = "completions", "grid", "awards", "elsewhere", "paper"
LETTERS_FOR_COUNCIL = 185  # narrower than so many letters the sections leave no room for the council's name
TOPICS = ("initiatives", "appraisals", "users", "settings")

Section = Marking | MarkingGrid | Results | Decisions | Completions | Awards | PaperSheets | Elsewhere | CouncilForm
S = TypeVar("S", bound=Section)


class AppraisalsPage(QWidget):
    """`open(what)` takes a row id or a public id of an initiative, or a section: "marking", "grid", "results",
    "decisions", "completions", "awards", "paper", "elsewhere", "council"; None is where this person has
    something to do."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self.setProperty("look", "page")
        self._session = session
        self.officer = session.screen.user.has(OFFICER, CHAIR)
        # Who chairs the council, or is its secretary, sees how far the sheets lie apart without closing anything, and
        # asks members at other plants.
        seen = (MARKING, GRID, RESULTS)
        self._keys: tuple[str, ...] = (
            (*seen, DECISIONS, COMPLETIONS, AWARDS, PAPER, ELSEWHERE, COUNCIL) if self.officer else seen
        )
        if not self.officer and recusals.keeps(session.screen):
            self._keys = (*seen, PAPER, ELSEWHERE)
        self._stale = set(self._keys)
        self._made: dict[str, Section] = {}
        self.drafts = Drafts(session, self)  # one for the sheet and the grid: what one holds, the other shows
        self.chips = Chips(tr("Phần của trang Thẩm định"))
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self._build()
        yield
        if self._first() == COUNCIL:
            form = CouncilForm(self._session, self._stack, later=True)
            yield from form.pieces
            self.council = self._placed(COUNCIL, form)
        self._section(self._first())
        yield
        self._session.changed.connect(self._changed)
        self.chips.chosen.connect(self.show_section)
        self._refresh_head()
        self.show_section(self._first())

    # Each section is made when it is first looked at: all four at once would hold up the window.
    @cached_property
    def marking(self) -> Marking:
        made = self._placed(MARKING, Marking(self._session, self.drafts))
        made.next_step.connect(lambda: self.show_section(COUNCIL))
        made.all_marked.connect(lambda: self.show_section(RESULTS))
        return made

    @cached_property
    def grid(self) -> MarkingGrid:
        return self._placed(GRID, MarkingGrid(self._session, self.drafts))

    @cached_property
    def results(self) -> Results:
        made = self._placed(RESULTS, Results(self._session))
        made.next_step.connect(lambda: self.show_section(COUNCIL))
        made.closed.connect(lambda: self.show_section(DECISIONS))
        return made

    @cached_property
    def decisions(self) -> Decisions:
        return self._placed(DECISIONS, Decisions(self._session))

    @cached_property
    def completions(self) -> Completions:
        return self._placed(COMPLETIONS, Completions(self._session))

    @cached_property
    def elsewhere(self) -> Elsewhere:
        return self._placed(ELSEWHERE, Elsewhere(self._session))

    @cached_property
    def paper(self) -> PaperSheets:
        made = self._placed(PAPER, PaperSheets(self._session))
        made.own_first.connect(self.open)
        return made

    @cached_property
    def awards(self) -> Awards:
        return self._placed(AWARDS, Awards(self._session))

    @cached_property
    def council(self) -> CouncilForm:
        return self._placed(COUNCIL, CouncilForm(self._session, self._stack))

    def open(self, what: object) -> None:
        """Opens what another page asked for; what is not being marked is shown where it stands now."""
        if isinstance(what, str) and what in self._keys:
            counts = initiatives.by_state(self._session.screen, Filter(own=True))
            nothing = what == COMPLETIONS and not counts.get(State.RECOGNISED_AFTER_COMPLETION, 0)
            self.show_section(DECISIONS if nothing else what)
            return
        row_id = self._row_id(what)
        if row_id is None:
            self.show_section(self._first() if what is None else self.section())
            return
        seats = MARKING in self._shown() and self.marking.show_row(row_id)
        if seats or not self.officer:
            self.show_section(MARKING)
            return
        state = initiatives.get(self._session.screen, row_id).initiative.state
        self.show_section(DECISIONS if state is State.IN_COUNCIL else RESULTS)
        (self.decisions if state is State.IN_COUNCIL else self.results).show_row(row_id)

    def flush(self) -> None:
        """Saves what is being written on any of the sections."""
        for section in self._made.values():
            if not isinstance(section, Elsewhere):
                section.flush()

    def may_close(self) -> bool:
        """False while a request is being sealed or sheets are taken in."""
        made = self._made.get(ELSEWHERE)
        idle = not isinstance(made, Elsewhere) or made.may_close()
        if not idle:
            self._session.told.emit(tr("Đang xử lý gói. Hãy đợi xong, hoặc bấm «Dừng» trước."))
        return idle

    def section(self) -> str:
        return self.chips.current()

    def show_section(self, key: str) -> None:
        """Brings a section to the front, fresh."""
        self.chips.choose(key)
        section = self._section(key)
        came = section is not self._stack.currentWidget()
        self._stack.setCurrentWidget(section)
        stale = key in self._stale
        self._stale.discard(key)
        if isinstance(section, Marking) and came:
            section.catch_up()
        elif stale or (isinstance(section, MarkingGrid) and came):
            section.refresh()
        self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = QFontMetrics(theme.font()).averageCharWidth()
        self._council.setVisible(event.size().width() >= letter * LETTERS_FOR_COUNCIL)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()
        self._take_focus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._take_focus()

    def _take_focus(self) -> None:
        """The keyboard to where the work of the section begins."""
        section = self._section(self.section())
        if isinstance(section, Marking | MarkingGrid):
            section.take_focus()
        elif isinstance(section, Results):
            section.table.setFocus()
        elif isinstance(section, Decisions):
            section.list.table.setFocus()
        elif isinstance(section, Completions | Awards):
            section.table.setFocus()
        elif isinstance(section, Elsewhere | PaperSheets):
            section.take_focus()
        else:
            section.name.setFocus()

    def _changed(self, changes: Changes) -> None:
        if not any(changes.touches(topic) for topic in TOPICS):
            return
        if changes.touches("settings"):
            self.marking.forget_packs()
        self._stale = set(self._keys)
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        """What changed while another page was in front, or just now; sections not in front wait until they are."""
        if not self._stale:
            return
        self._refresh_head()
        shown = self.section()
        if self._stack.currentWidget() is not self._made.get(shown):
            self.show_section(shown)
        elif shown in self._stale:
            self._stale.discard(shown)
            self._section(shown).refresh()

    def _section(self, key: str) -> Section:
        made = self._made.get(key)
        section: Section = made if made is not None else getattr(self, key)
        return section

    def _placed(self, key: str, section: S) -> S:
        self._made[key] = section
        self._stack.addWidget(section)
        return section

    def _refresh_head(self) -> None:
        """The chips with their counts, and who sits."""
        desk = self._session.screen
        seated = appraisals.current_council(desk)
        counts = initiatives.by_state(desk, Filter(own=True))
        under, decided = counts.get(State.UNDER_APPRAISAL, 0), counts.get(State.IN_COUNCIL, 0)
        lines = appraisals.waiting(desk) if seated else []
        waiting = [line for line in lines if line.again or not (line.mine or line.recused)]
        chips: list[tuple[str, str, int | None]] = []
        if MARKING in self._shown():
            chips += [(MARKING, tr("Chấm điểm"), len(waiting))] + ([(GRID, tr("Chấm lưới"), None)] if seated else [])
        if not self.officer and recusals.keeps(desk):
            chips.append((RESULTS, tr("Kết quả"), under))
        if self.officer:
            chips += [(RESULTS, tr("Kết quả"), under), (DECISIONS, tr("Chờ quyết định"), decided)]
            if to_complete := counts.get(State.RECOGNISED_AFTER_COMPLETION, 0):
                chips.append((COMPLETIONS, tr("Hoàn thiện"), to_complete))
            if sum(counts.get(state, 0) for state in AWARDABLE):
                chips.append((AWARDS, tr("Khen thưởng"), None))
        if PAPER in self._keys and under and paper_sheets.names(desk):
            chips.append((PAPER, tr("Phiếu giấy"), None))
        if ELSEWHERE in self._keys and seated:
            chips.append((ELSEWHERE, tr("Máy khác"), None))
        if self.officer:
            chips.append((COUNCIL, tr("Hội đồng"), None))
        self.chips.set_chips(chips)
        self.chips.setVisible(len(chips) > 1)
        self._council.setText(seated.council.name if seated else "")

    def _shown(self) -> tuple[str, ...]:
        """Marking is for who sits in the council, and for an appraiser who waits to be seated."""
        seated = appraisals.current_council(self._session.screen)
        sits = seated is not None and self._session.screen.user.name in {m.name for m in seated.council.members}
        return (MARKING,) if sits or not self.officer else ()

    def _first(self) -> str:
        """Where a day begins: what waits for the own sheet, else the results, else the council to be seated."""
        if MARKING in self._shown():
            return MARKING
        seated = appraisals.current_council(self._session.screen)
        return RESULTS if seated else COUNCIL

    def _row_id(self, what: object) -> int | None:
        try:
            if isinstance(what, int):
                return initiatives.get(self._session.screen, what).row_id
            return initiatives.find(self._session.screen, what).row_id if isinstance(what, str) else None
        except RuleError as error:
            self._session.failed.emit(error)
            return None

    def _build(self) -> None:
        self._council = label("", "muted")
        # For an appraiser no chips stand between it and the title, and it would follow the title.
        self._council.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(tr("Thẩm định"), "title"))
        head.addWidget(self.chips, 1)
        head.addWidget(self._council)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
