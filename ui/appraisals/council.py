"""Seating the council, and bringing initiatives before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock
from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, councils, programmes, users
from domain import dates
from domain.appraisal import needed_approvals
from domain.council import Council, Quorum, composition_problems, quorum, session_problems
from domain.errors import RuleError
from ui import theme
from ui.appraisals.conflicts import Conflicts
from ui.appraisals.intake import Intake
from ui.appraisals.member_rows import MemberRows
from ui.appraisals.relations import Relations
from ui.appraisals.session_fields import SessionFields
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.keeper import Keeper
from ui.common.labels import label, set_look
from ui.common.pieces import Pieces, at_once
from ui.common.scroll import Scroll
from ui.session import Session
from ui.words import tr

FORM = "council"
LETTERS_FOR_SIDE = 125  # narrower than so many letters the cards go below the form


class CouncilForm(QWidget):
    """counted(n)   the council in the form has n members now"""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._keeper = Keeper(session, self)
        self._seated_id = -1
        self._rubric = programmes.current(session.screen).rubric
        self._changed = self._tried = False
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session = self._session
        self.name, self.place = LineEdit(), LineEdit(tr("ví dụ Phòng họp tầng 2"))
        self.on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.session = SessionFields()
        yield
        self.members, self.banner, self.problems = MemberRows(), Banner(), Banner()
        self.strangers, self.short = Banner(), Banner()
        self.needed = label("", "label", wrap=True)
        self.save = Button(tr("Lưu hội đồng"), "checkmark", "primary")
        yield
        self.intake = Intake(session)
        yield
        self.conflicts, self.relations = Conflicts(session), Relations(session)
        self._name_things()
        yield
        yield from self._build()
        for editor in (self.name, self.on, self.place):
            editor.edited.connect(lambda _: self._edited())
        self.session.edited.connect(self._edited)
        self.members.edited.connect(self._edited)
        self.members.resized.connect(self._order_tabs)
        self.strangers.clicked.connect(lambda: session.asked.emit("people", None))
        self.save.clicked.connect(self.save_council)

    def refresh(self) -> None:
        """Shows the council in the register, unless another is being written here."""
        self.members.set_people([user.name for user in users.everyone(self._session.screen)])
        self.intake.refresh()
        self.relations.refresh()
        self._rubric = programmes.current(self._session.screen).rubric
        seated = appraisals.current_council(self._session.screen)
        if seated is not None and seated.closed:
            self.banner.say("info", tr("Phiên họp này đã chốt xong. Sửa rồi lưu là lập phiên họp mới."))
        else:
            self.banner.clear()
        self._show_strangers()
        if self._changed or self._seated_id == (seated.id if seated else 0):
            self.conflicts.check(self.council())
            self.conflicts.look()
            return
        self._seated_id = seated.id if seated else 0
        kept = councils.kept(self._session.screen, FORM)
        self._changed = bool(kept)
        self.save.setEnabled(self._changed or seated is None)
        self._fill(kept or (_body(seated.council) if seated else {"name": self._usual_name()}))
        self.conflicts.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt does not move what stands right before a chain's end, and until the form is shown the rows are its end.
        self._order_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = QFontMetrics(theme.font()).averageCharWidth()
        self._place_cards(beside=event.size().width() >= letter * LETTERS_FOR_SIDE)

    def _place_cards(self, *, beside: bool) -> None:
        """Beside the form where there is room, else below it in the same scroll."""
        into = self._side if beside else self._main
        if into.body.indexOf(self._cards[0]) >= 0:
            return
        for card in self._cards:
            into.body.insertWidget(into.body.count() - 1, card)
        self._side.setVisible(beside)

    def flush(self) -> None:
        self._keeper.flush()
        self.relations.flush()
        self.conflicts.flush()

    def council(self) -> Council:
        """The council as it stands in the form."""
        day = self.on.day()
        held_on = day.isoformat() if day else self.on.value()
        return Council(
            self.name.value(),
            self.members.members(),
            held_on,
            self.place.value(),
            self.session.time.value(),
            self.session.answer(),
            self.session.head.value(),
            self.session.blind.box.isChecked(),
        )

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
                "members": self.members.body(), **self.session.body()}  # fmt: skip
        self._keeper.keep(FORM, lambda desk: councils.keep(desk, FORM, body))

    def _show_problems(self) -> bool:
        """What the composition lacks, live once somebody has typed, calmly until it was to be saved. True if lawful."""
        members = self.members.members()
        said = [of_problem(problem) for problem in composition_problems(members)]
        if self.members.without_role():
            said.append(tr("Có thành viên chưa chọn vai trò. Hãy chọn vai trò, hoặc bỏ dòng đó."))
        if self.session.wrong():
            said.append(tr("Giờ họp chưa đọc được. Hãy ghi như 14:00 hoặc 14h30."))
        if not self.name.value().strip():
            said.append(tr("Chưa có tên hội đồng. Hãy ghi tên, ví dụ «Hội đồng sáng kiến» và tên đơn vị."))
        self.problems.say("error" if self._tried else "warn", "\n".join(said) if self._tried or self._changed else "")
        self._show_needed(len(members))
        self._show_strangers()
        self.relations.set_members([member.name for member in members])
        self.conflicts.check(self.council())
        return not said

    def _show_strangers(self) -> None:
        """Who cannot mark on the screen, and what to do about it: a council need not know that only users can."""
        names = ", ".join(self.members.strangers())
        words = tr("{names} chưa là người dùng của sổ. Lưu hội đồng rồi giao phiếu ở mục «Máy khác», "
                   "nhập phiếu họ ghi trên giấy ở mục «Phiếu giấy», hoặc thêm người dùng ở trang Người & đơn vị.",
                   names=names)  # fmt: skip
        self.strangers.say("info", words if names else "", tr("Thêm người dùng") if names else "")

    def _show_needed(self, count: int) -> None:
        needed = needed_approvals(count, self._rubric)
        words = tr("Cần ít nhất {needed} trong {count} thành viên đồng ý.", needed=needed, count=count)
        found = quorum(self.council())
        if found.known:
            words += "\n" + tr("Tham gia họp {n}/{count}, cần {needed}.", n=found.taking_part, count=found.members,
                               needed=found.needed)  # fmt: skip
        self.needed.setText(words)
        self._show_quorum(found)
        set_look(self.needed, "label" if count else "muted")
        self.counted.emit(count)

    def _show_quorum(self, found: Quorum) -> None:
        short = session_problems(self.council())
        self.short.say("warn", " ".join(map(of_problem, short)) if found.known else "")

    def _fill(self, body: Mapping[str, Any]) -> None:
        self.name.set_value(str(body.get("name", "")))
        self.on.set_value(_shown_day(str(body.get("held_on", ""))))
        self.place.set_value(str(body.get("place", "")))
        self.session.set_body(body)
        self.members.set_members(body.get("members", ()))
        self._show_problems()

    def _order_tabs(self) -> None:
        """Tab goes as the eye does: the form, its rows one by one, and only then the button that saves."""
        for before, after in pairwise(
            (self.name, self.on, self.place, *self.session.stops(), *self.members.stops(), self.save)
        ):
            QWidget.setTabOrder(before, after)

    def _usual_name(self) -> str:
        # It goes on papers, so it is Vietnamese whatever the screen speaks.
        return f"Hội đồng sáng kiến {self._session.screen.unit.name}"

    def _name_things(self) -> None:
        for name, thing in (("council_name", self.name), ("council_on", self.on), ("council_place", self.place),
                            ("save_council", self.save)):  # fmt: skip
            thing.setObjectName(name)

    def _build(self) -> Pieces:
        # From the outside in: what is put into a ground that goes into another gets its look twice.
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        form = Card(tr("Hội đồng sáng kiến"), ruled=True, parent=self)
        whole.addWidget(form, 61)
        self._side = Scroll(self)
        whole.addWidget(self._side, 39)
        scroll = self._main = Scroll(form)
        form.fill(scroll)
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
        scroll.body.addWidget(self.session)
        yield
        scroll.body.addWidget(self.members)
        scroll.body.addWidget(self.short)
        scroll.body.addWidget(self.strangers)
        scroll.body.addStretch(1)
        foot = QVBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.problems)
        row = QHBoxLayout()
        row.addWidget(self.needed, 1)
        row.addWidget(self.save)
        foot.addLayout(row)
        form.foot().addLayout(foot)
        yield
        self._side.body.setContentsMargins(0, 0, 4, 0)
        self._side.body.setSpacing(12)
        self._side.body.addStretch(1)
        self._cards = (self.intake, self.conflicts, self.relations, _rules())
        self._place_cards(beside=True)
        yield


def _rules() -> Card:
    card = Card(tr("Quy định về hội đồng"))
    for words in (
        tr("Hội đồng có chủ tịch, thư ký, thành viên có chuyên môn và đại diện tổ chức công đoàn."),
        tr("Sáng kiến được công nhận khi ít nhất hai phần ba số thành viên hội đồng đồng ý."),
        tr("Tác giả, đồng tác giả và người thân đã khai không chấm, không tính vào số thành viên của sáng kiến đó."),
        tr("Thủ trưởng là tác giả thì không ngồi trong hội đồng, nếu đơn vị dùng vốn nhà nước."),
        tr("Thành viên có tên trong danh sách người dùng của sổ thì tự chấm trên máy."),
    ):
        card.body.addWidget(label("•  " + words, wrap=True))
    card.body.addWidget(label(tr("Thông tư 18/2013/TT-BKHCN, Điều 8"), "small", wrap=True))
    return card


def _body(council: Council) -> dict[str, Any]:
    members = [
        {"name": member.name, "role": str(member.role), "attendance": str(member.attendance or "")}
        for member in council.members
    ]
    return {
        "name": council.name,
        "held_on": council.held_on,
        "held_time": council.held_time,
        "place": council.place,
        "head": council.head,
        "state_funded": str(council.state_funded),
        "blind": council.blind,
        "members": members,
    }


def _shown_day(words: str) -> str:
    try:
        return dates.shown(date.fromisoformat(words))
    except ValueError:
        return words
