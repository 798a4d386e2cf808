"""Returns in the form: the marks of the record in front, marking one at the union above, answering at the unit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.desk import OFFICER
from desktop.operations import return_marks
from desktop.operations.initiatives import Stored
from desktop.operations.return_marks import Seen
from domain.errors import Problem, RuleError
from domain.return_mark import MarkState
from domain.unit import gathers
from ui.initiatives.return_bars import ReturnBars
from ui.initiatives.return_panel import ReturnPanel
from ui.session import Session
from ui.words import tr


class Returning(QObject):
    """Binds bars and panel to the record in front; `problems` are what stands in red at its fields."""

    def __init__(
        self,
        session: Session,
        bars: ReturnBars,
        panel: ReturnPanel,
        go_to: Callable[[str], None],
        reveal: Callable[[QWidget, QWidget], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._bars, self.panel = session, bars, panel
        self._go_to, self._reveal, self._failed = go_to, reveal, failed
        self._stored: Stored | None = None
        self._held: int | None = None
        self.problems: tuple[Problem, ...] = ()
        panel.marked.connect(self._mark)
        panel.answered.connect(self._answer)
        panel.given_up.connect(self._go_on)
        bars.head.clicked.connect(self._head_clicked)

    def show_record(self, stored: Stored | None) -> None:
        """The open marks of a record; none for a new one."""
        if (stored.row_id if stored else None) != self._held:
            self.panel.hide()
        self._stored, self._held = stored, stored.row_id if stored else None
        officer = self._session.screen.user.has(OFFICER)
        if stored is None:
            self.problems = ()
            self._bars.show_marks("info", "", "", (), {})
        elif stored.own:
            self._show_own(stored, officer=officer)
        else:
            self._show_received(stored, officer=officer)

    def _show_own(self, stored: Stored, *, officer: bool) -> None:
        seen = return_marks.open_in(self._session.screen, stored.initiative)
        still = [one for one in seen if one.state is MarkState.OPEN]
        self.problems = tuple(Problem("return_asked", one.mark.field, facts={"reason": one.mark.reason})
                              for one in still if one.mark.field)  # fmt: skip
        union = seen[0].mark.unit_name if seen else ""
        if still:
            words = tr("{union} yêu cầu sửa {n} mục, còn {m} mục chưa sửa. Sửa ô, hoặc trả lời vì sao giữ nguyên.",
                       union=union, n=len(seen), m=len(still))  # fmt: skip
        else:
            words = tr("Đã sửa hoặc trả lời đủ {n} mục. Gói nộp tiếp theo mang trả lời lên {union}.",
                       n=len(seen), union=union) if seen else ""  # fmt: skip
        calls = {tr("Tới ô"): self._to_field, tr("Trả lời…"): self.panel.ask_answer} if officer else {}
        self._bars.show_marks("warn" if still else "ok", words, "", seen, calls)

    def _show_received(self, stored: Stored, *, officer: bool) -> None:
        seen = [one for one in return_marks.of_record(self._session.screen, stored.row_id)
                if one.mark.out and one.mark.is_open]  # fmt: skip
        self.problems = tuple(Problem("return_noted", one.mark.field, facts={"reason": one.mark.reason})
                              for one in seen if one.mark.field)  # fmt: skip
        may = officer and gathers(self._session.screen.unit)
        noted = sum(one.state is MarkState.NOTED for one in seen)
        words = ""
        if seen:
            words = tr("Yêu cầu đơn vị sửa {n} mục, {m} mục chưa gửi. Gửi ở trang Gói, mục «Trả lại».",
                       n=len(seen), m=noted)  # fmt: skip
        elif may:
            words = tr("Có chỗ cần đơn vị sửa lại? Đánh dấu từng mục kèm lý do.")
        calls = {tr("Bỏ"): self._unmark} if may else {}
        self._bars.show_marks(
            "warn" if seen else "info", words, tr("Đánh dấu mục cần sửa…") if may else "", seen, calls
        )

    def _head_clicked(self) -> None:
        if self._stored is not None and not self._stored.own:
            self.panel.ask_mark(self._stored.initiative.number)

    def _to_field(self, seen: Seen) -> None:
        self._go_to(seen.mark.field or "title")

    def _mark(self, field: str, reason: str) -> None:
        row_id = self._held
        if row_id is not None:
            self._session.do(lambda desk, _job: return_marks.mark(desk, row_id, field, reason),
                             lambda _made: self._done(tr("Đã đánh dấu. Xuất gói trả lại ở trang Gói.")),
                             self._refused)  # fmt: skip

    def _unmark(self, seen: Seen) -> None:
        self._session.do(lambda desk, _job: return_marks.unmark(desk, seen.mark.no),
                         lambda _changes: self._done(tr("Đã bỏ yêu cầu sửa.")), self._refused)  # fmt: skip

    def _answer(self, seen: Seen, words: str) -> None:
        self._session.do(lambda desk, _job: return_marks.answer(desk, seen.mark.no, words),
                         lambda _changes: self._done(tr("Đã ghi trả lời. Gói nộp tiếp theo mang đi.")),
                         self._refused)  # fmt: skip

    def _done(self, sentence: str) -> None:
        answered = self.panel.isVisible()
        self.panel.hide()
        self._session.told.emit(sentence)
        if answered:
            self._go_on()

    def _go_on(self) -> None:
        """The keyboard and the eye go to the next mark: the panel was in front of them a moment ago."""
        button = self._bars.next_act()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal(button or self._bars, self._bars)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.problems and self.panel.isVisible():
            self.panel.show_problems({each.field: messages.of_problem(each) for each in error.problems})
        else:
            self._failed(error)
