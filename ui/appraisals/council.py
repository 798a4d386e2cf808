"""Seating the council, and bringing initiatives before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock
from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, councils, programmes, registers
from domain import dates
from domain.appraisal import needed_approvals
from domain.council import Council, composition_problems
from domain.errors import RuleError
from ui.appraisals.intake import Intake
from ui.appraisals.keeper import Keeper
from ui.appraisals.member_rows import MemberRows
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import label, set_look
from ui.common.scroll import Scroll
from ui.session import Session
from ui.words import tr

FORM = "council"


class CouncilForm(QWidget):
    """counted(n)   the council in the form has n members now"""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = Keeper(session, self)
        self._seated_id = -1
        self._rubric = programmes.current(session.screen).rubric
        self._changed = self._tried = False
        self.name, self.place = LineEdit(), LineEdit(tr("ví dụ Phòng họp tầng 2"))
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.members, self.banner, self.problems = MemberRows(), Banner(), Banner()
        self.strangers = Banner()
        self.needed = label("", "label", wrap=True)
        self.save = Button(tr("Lưu hội đồng"), "checkmark", "primary")
        self.intake = Intake(session)
        self._name_things()
        self._build()
        for editor in (self.name, self.on, self.place):
            editor.edited.connect(lambda _: self._edited())
        self.members.edited.connect(self._edited)
        self.members.resized.connect(self._order_tabs)
        self.strangers.clicked.connect(lambda: session.asked.emit("people", None))
        self.save.clicked.connect(self.save_council)

    def refresh(self) -> None:
        """Shows the council in the register, unless another is being written here."""
        self.members.set_people([user.name for user in registers.everyone(self._session.screen)])
        self.intake.refresh()
        self._rubric = programmes.current(self._session.screen).rubric
        seated = appraisals.current_council(self._session.screen)
        if seated is not None and seated.closed:
            self.banner.say("info", tr("Phiên họp này đã chốt xong. Sửa rồi lưu là lập phiên họp mới."))
        else:
            self.banner.clear()
        self._show_strangers()
        if self._changed or self._seated_id == (seated.id if seated else 0):
            return
        self._seated_id = seated.id if seated else 0
        kept = councils.kept(self._session.screen, FORM)
        self._changed = bool(kept)
        self.save.setEnabled(self._changed or seated is None)
        self._fill(kept or (_body(seated.council) if seated else {"name": self._usual_name()}))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt does not move what stands right before a chain's end, and until the form is shown the rows are its end.
        self._order_tabs()

    def flush(self) -> None:
        self._keeper.flush()

    def council(self) -> Council:
        """The council as it stands in the form."""
        day = self.on.day()
        held_on = day.isoformat() if day else self.on.value()
        return Council(self.name.value(), self.members.members(), held_on, self.place.value())

    def save_council(self) -> None:
        """Seats the council, or says what it lacks."""
        self._tried = True
        if not self._show_problems():
            return
        self._keeper.forget(FORM)
        self.save.setEnabled(False)
        wanted = self.council()
        # Changed is false before the refresh that follows, and true again if the register refused.
        self._changed = False
        self._session.do(
            lambda desk, _job: councils.seat(desk, wanted, FORM), lambda _: self._was_saved(), self._not_saved
        )

    def _was_saved(self) -> None:
        self._tried = False
        self._session.told.emit(tr("Đã lưu hội đồng {n} thành viên.", n=len(self.members.members())))

    def _not_saved(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self._edited()
        problems = error.problems if isinstance(error, RuleError) else ()
        self.banner.say("error", " ".join(map(of_problem, problems)) or of_error(error))

    def _edited(self) -> None:
        self._changed = True
        self.save.setEnabled(True)
        self._show_problems()
        body = {"name": self.name.value(), "held_on": self.on.value(), "place": self.place.value(),
                "members": self.members.body()}  # fmt: skip
        self._keeper.keep(FORM, lambda desk: councils.keep(desk, FORM, body))

    def _show_problems(self) -> bool:
        """What the composition lacks, live once somebody has typed, calmly until it was to be saved. True if lawful."""
        members = self.members.members()
        said = [of_problem(problem) for problem in composition_problems(members)]
        if self.members.without_role():
            said.append(tr("Có thành viên chưa chọn vai trò. Hãy chọn vai trò, hoặc bỏ dòng đó."))
        if not self.name.value().strip():
            said.append(tr("Chưa có tên hội đồng. Hãy ghi tên, ví dụ «Hội đồng sáng kiến» và tên đơn vị."))
        self.problems.say("error" if self._tried else "warn", "\n".join(said) if self._tried or self._changed else "")
        self._show_needed(len(members))
        self._show_strangers()
        return not said

    def _show_strangers(self) -> None:
        """Who cannot mark on the screen, and what to do about it: a council need not know that only users can."""
        names = ", ".join(self.members.strangers())
        words = tr("{names} chưa là người dùng của sổ: phiếu giấy do cán bộ nhập bằng dòng lệnh, "
                   "hoặc thêm người dùng ở trang Người & đơn vị.", names=names)  # fmt: skip
        self.strangers.say("info", words if names else "", tr("Thêm người dùng") if names else "")

    def _show_needed(self, count: int) -> None:
        needed = needed_approvals(count, self._rubric)
        self.needed.setText(tr("Cần ít nhất {needed}/{count} thành viên đồng ý.", needed=needed, count=count))
        set_look(self.needed, "label" if count else "muted")
        self.counted.emit(count)

    def _fill(self, body: Mapping[str, Any]) -> None:
        self.name.set_value(str(body.get("name", "")))
        self.on.set_value(_shown_day(str(body.get("held_on", ""))))
        self.place.set_value(str(body.get("place", "")))
        self.members.set_members(body.get("members", ()))
        self._show_problems()

    def _order_tabs(self) -> None:
        """Tab goes as the eye does: the form, its rows one by one, and only then the button that saves."""
        for before, after in pairwise((self.name, self.on, self.place, *self.members.stops(), self.save)):
            QWidget.setTabOrder(before, after)

    def _usual_name(self) -> str:
        # It goes on papers, so it is Vietnamese whatever the screen speaks.
        return f"Hội đồng sáng kiến {self._session.screen.unit.name}"

    def _name_things(self) -> None:
        for name, thing in (("council_name", self.name), ("council_on", self.on), ("council_place", self.place),
                            ("save_council", self.save)):  # fmt: skip
            thing.setObjectName(name)

    def _build(self) -> None:
        form = Card(tr("Hội đồng sáng kiến"), ruled=True)
        scroll = Scroll()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(Field(tr("Tên hội đồng"), self.name, required=True), 0, 0, 1, 2)
        grid.addWidget(Field(tr("Ngày họp"), self.on), 1, 0)
        grid.addWidget(Field(tr("Nơi họp"), self.place), 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        scroll.body.addWidget(self.banner)
        scroll.body.addLayout(grid)
        scroll.body.addWidget(self.members)
        scroll.body.addWidget(self.strangers)
        scroll.body.addStretch(1)
        form.fill(scroll)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.problems)
        row = QHBoxLayout()
        row.addWidget(self.needed, 1)
        row.addWidget(self.save)
        foot.addLayout(row)
        form.foot().addLayout(foot)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.intake)
        side.addWidget(_rules())
        side.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(form, 61)
        whole.addLayout(side, 39)


def _rules() -> Card:
    card = Card(tr("Quy định về hội đồng"))
    for words in (
        tr("Hội đồng có chủ tịch, thư ký, thành viên có chuyên môn và đại diện tổ chức công đoàn."),
        tr("Sáng kiến được công nhận khi ít nhất hai phần ba số thành viên hội đồng đồng ý."),
        tr("Tác giả không chấm sáng kiến của mình."),
        tr("Thành viên có tên trong danh sách người dùng của sổ thì tự chấm trên máy."),
    ):
        card.body.addWidget(label("•  " + words, wrap=True))
    card.body.addWidget(label(tr("Thông tư 18/2013/TT-BKHCN, Điều 8"), "small", wrap=True))
    return card


def _body(council: Council) -> dict[str, Any]:
    members = [{"name": member.name, "role": str(member.role)} for member in council.members]
    return {"name": council.name, "held_on": council.held_on, "place": council.place, "members": members}


def _shown_day(words: str) -> str:
    try:
        return dates.shown(date.fromisoformat(words))
    except ValueError:
        return words
