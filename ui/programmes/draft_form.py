"""Writing a programme in the page: steps over a copy of another one, or over its own next version."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import programme_drafts
from desktop.operations.programme_drafts import Kept
from desktop.operations.programmes import Written
from domain.errors import Problem, RuleError
from domain.pack import draft as drafts
from domain.pack import draft_faults
from domain.pack.draft_cells import Draft
from ui.common.confirm import confirm
from ui.common.wizard import Step, WizardFrame
from ui.programmes.draft_bodies import RubricBody, StepBody, confirming
from ui.programmes.draft_checked import CheckedBody
from ui.programmes.draft_places import place_words
from ui.session import Session
from ui.words import tr

KEEP_AFTER_MS = 1200
STEPS = ("basic", "days", "entry", "portal", "judging", "money", "awards", "rubric", "papers")


class DraftForm(QWidget):
    """Every word is kept within two seconds and when the page is left; nothing is installed before the last step.

    `stuck` while the words last typed could not be saved.

    closed()          the person has left it; the draft is kept
    made(pack id)     the programme is there
    """

    closed = Signal()
    made = Signal(str)

    def __init__(self, session: Session, kept: Kept, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.kept = session, kept
        self._unsaved = self._touched = self.stuck = False
        self._proposed_id = kept.draft["basic"][0]["id"]
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self.bodies = {key: StepBody(key, revises=kept.revises) for key in STEPS if key != "rubric"}
        self.rubric = RubricBody()
        self.bodies["rubric"] = self.rubric
        self.basic, self.days = self.bodies["basic"], self.bodies["days"]
        self.banner, self.seen = confirming(self.days)
        self.checked = CheckedBody(revises=kept.revises)
        self.frame = WizardFrame(self._title(), self._steps())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()
        self.frame.start()
        self.setFocusProxy(self.basic.groups["basic"].cards[0].editors["title"])

    def draft(self) -> Draft:
        """The draft as it is typed now; what no step has shown yet is as it was."""
        written = dict(self.kept.draft)
        for body in self.bodies.values():
            if body.opened():
                written |= body.written()
        return written

    def flush(self) -> None:
        """Keeps now what is still only on the screen."""
        self._timer.stop()
        if not self._unsaved:
            return
        self._unsaved = False
        kept = self.now()
        self._session.keep(
            lambda desk, _job: programme_drafts.keep(desk, kept), lambda _changes: self._kept(), self._not_kept
        )

    def now(self) -> Kept:
        return dataclasses.replace(self.kept, draft=self.draft(), confirmed=self.seen.isChecked() or not self._moves())

    def go_to(self, place: str) -> None:
        """Opens the step of a cell and gives the cell the keyboard."""
        group, _, rest = place.partition(".")
        at, _, name = rest.partition(".")
        key = self._step_of(group)
        if not key:
            return
        self.frame.go(key)
        if group == "phases" and not rest:
            self.seen.setFocus()
        elif at.isdigit():
            self.bodies[key].go_to(group, int(at), name.partition(".")[0])

    def _moves(self) -> bool:
        """Whether the days are only a proposal."""
        return not self.kept.revises

    def _title(self) -> str:
        return tr("Sửa quy định") if self.kept.revises else tr("Chương trình mới")

    def _steps(self) -> list[Step]:
        make = tr("Ghi thành bản mới") if self.kept.revises else tr("Tạo chương trình")
        copied = tr("Chép từ «{name}». Chỗ nào không sửa thì giữ như bản ấy.", name=self.kept.source)
        titles = {
            "basic": (tr("Tên và năm"), copied),
            "days": (tr("Giai đoạn và hạn"), tr("Ghi đúng ngày trong văn bản của cấp đặt ra hạn.")),
            "entry": (tr("Mục phải điền"), tr("Phiếu sáng kiến hỏi gì, dài bao nhiêu.")),
            "portal": (tr("Phiếu trên Cổng"), tr("Mỗi ô của Cổng lấy nội dung từ đâu, dài bao nhiêu.")),
            "judging": (tr("Điều kiện, công nhận"), tr("Điều kiện nào chặn, điều kiện nào chỉ nhắc; ai công nhận.")),
            "money": (tr("Chỉ tiêu, kinh phí"), tr("Để trống điều văn bản không nêu.")),
            "awards": (tr("Thù lao, khen thưởng"), tr("Mức tối thiểu trả cho tác giả và mức để được đề nghị khen.")),
            "rubric": (tr("Cách chấm"), tr("Điểm từng tiêu chí và mức đạt.")),
            "papers": (tr("Văn bản, số văn bản"), tr("Số ghi trên tờ trình, quyết định, giấy biên nhận.")),
        }
        steps = [Step(key, *titles[key], self.bodies[key]) for key in STEPS]
        return [*steps, Step("checked", tr("Xem lại"), tr("Chỉ tạo khi mọi quy định đều đúng."), self.checked, make)]

    def _connect(self) -> None:
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self._leave)
        self.frame.finished.connect(self._make)
        self.checked.mend.connect(self.go_to)
        self.checked.back.connect(lambda: self.frame.go(STEPS[-1]))
        self.checked.later.connect(self._leave)
        self.seen.edited.connect(lambda _value: self._edited())
        self.seen.setVisible(self._moves())
        self.seen.setChecked(self.kept.confirmed)
        self.banner.clicked.connect(self._move_days)
        for body in self.bodies.values():
            body.edited.connect(self._edited)
        self.basic.edited.connect(self._propose)

    def _entered(self, key: str) -> None:
        found = draft_faults.faults(self.draft(), confirmed=self.now().confirmed)
        self.frame.set_lacking({self._step_of(one.field.partition(".")[0]) for one in found if one.blocks})
        if key == "checked":
            self._check()
            return
        body, draft = self.bodies[key], self.draft()
        if body.opened():  # somebody comes back: to what is still to be done
            self._say_at_cells([one for one in found if one.field.partition(".")[0] in body.names])
        body.open(draft)
        if key == "basic":
            self._propose()
        elif key == "days":
            self._say_days()
        if key == "money":
            body.name_phases(draft)

    def _edited(self) -> None:
        self._unsaved = self._touched = True
        if not self._timer.isActive():
            self._timer.start()
        if self.sender() is self.days:
            self.days.name_phases(self.draft())

    def _propose(self) -> None:
        """The award years below the year, and an id as long as nobody has typed one of his own."""
        rows = self.basic.groups["basic"]
        rows.finish()
        card = rows.cards[0]
        row = card.row()
        year = int(row["year"]) if row["year"].strip().isdigit() else 0
        said = tr("Danh hiệu, khen thưởng lấy các năm {first} – {last}", first=year - 3, last=year - 1) if year else ""
        card.fields["year"].set_note(said)
        if not self.kept.revises and row["id"] == self._proposed_id:
            self._proposed_id = drafts.id_for(row["short_title"] or row["title"], row["year"])
            card.set_values({"id": self._proposed_id})

    def _say_days(self) -> None:
        if not self._moves():
            self.banner.clear()
            return
        typed = self.draft()["basic"][0]["year"].strip()
        wanted = int(typed) if typed.isdigit() else self.kept.year
        if wanted != self.kept.year:
            words = tr("Các ngày dưới đây đề xuất cho năm {old}, chương trình lại ghi năm {new}.",
                       old=self.kept.year, new=wanted)  # fmt: skip
            self.banner.say("warn", words, tr("Chuyển sang năm {year}", year=wanted))
        else:
            words = tr("Các ngày dưới đây chỉ là đề xuất, chuyển từ chương trình cũ. "
                       "Hãy sửa theo văn bản mới, ghi số và ngày của văn bản.")  # fmt: skip
            self.banner.say("info", words)

    def _move_days(self) -> None:
        draft = self.draft()
        year = int(draft["basic"][0]["year"])
        self.kept = dataclasses.replace(self.kept, draft=drafts.move(draft, year - self.kept.year), year=year)
        self.seen.setChecked(False)
        for body in self.bodies.values():
            if body.opened() and body is not self.basic:
                body.show_again(self.kept.draft)
        self._say_days()
        self._edited()

    def _check(self) -> None:
        self.flush()
        self.frame.set_valid("checked", False)
        self.checked.wait()
        kept = self.now()
        self._session.do(
            lambda desk, _job: programme_drafts.wrong(desk, kept),
            self._checked,
            lambda error: self.checked.failed(messages.of_error(error)),
        )

    def _checked(self, problems: tuple[Problem, ...]) -> None:
        draft = self.draft()
        for body in self.bodies.values():
            for rows in body.groups.values():
                rows.clear_problems()
        self._say_at_cells(problems)
        self.checked.set_problems(problems, [place_words(problem.field, draft) for problem in problems])
        self.frame.set_valid("checked", not any(problem.blocks for problem in problems))

    def _say_at_cells(self, problems: Sequence[Problem]) -> None:
        draft = self.draft()
        for problem in reversed(problems):  # what blocks comes first and is to be seen where two speak of one cell
            group, _, rest = problem.field.partition(".")
            at, _, name = rest.partition(".")
            key = self._step_of(group)
            if key and at.isdigit():
                self.bodies[key].open(draft)
                rows, said = self.bodies[key].groups[group], messages.of_problem(problem)
                rows.set_problem(int(at), name.partition(".")[0], said, blocks=problem.blocks)

    def _make(self) -> None:
        self._timer.stop()
        self._unsaved = False
        self.frame.set_valid("checked", False)
        kept, use = self.now(), self.checked.use.isChecked()
        self._session.do(lambda desk, _job: programme_drafts.make(desk, kept, use=use), self._done, self._refused)

    def _done(self, written: Written) -> None:
        self.made.emit(written.pack.id)

    def _refused(self, error: Exception) -> None:
        self._unsaved = True
        if isinstance(error, RuleError) and error.problems:
            self._check()
        else:
            self.checked.failed(messages.of_error(error))

    def _leave(self) -> None:
        if self.stuck and not confirm(
            self,
            tr("Chưa lưu được bản nháp. Vẫn rời đi?"),
            tr("Các chữ gõ từ lần lưu trước sẽ mất. Hãy kiểm tra đĩa rồi thử lại."),
            tr("Rời đi, bỏ các chữ ấy"),
        ):
            return
        self.flush()
        if programme_drafts.kept(self._session.screen) or self._touched:
            self._session.told.emit(tr("Bản đang soạn được giữ lại. Bấm «Soạn tiếp» để viết tiếp."))
        self.closed.emit()

    def _kept(self) -> None:
        self.stuck = False
        if self.frame.current() != "checked":
            self.frame.set_hint(tr("Bản nháp đã lưu. Đóng phần mềm rồi mở lại vẫn còn."))

    def _not_kept(self, error: Exception) -> None:
        self.stuck = self._unsaved = True  # the words stay here and go again with the next key
        self._session.failed.emit(error)

    def _step_of(self, group: str) -> str:
        """The step a group stands in, "" for none."""
        return next((key for key, body in self.bodies.items() if group in body.names), "")
