"""A new request about personal data, or the answer to one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop import clock, messages
from desktop.operations import people
from domain import dates
from domain.data_request import DataRequest
from domain.errors import RuleError
from domain.labels import DATA_REQUESTS
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.pill import Pill
from ui.common.scroll import Scroll
from ui.common.unit_choice import UnitChoice
from ui.people.book_list import line_of
from ui.people.request_words import asked, due, mark
from ui.session import Session
from ui.words import tr

SAVE_AFTER_MS = 1200
_NEW = ("person", "who", "kind", "what", "received_on")


class RequestForm(Card):
    """asked(fields) for a new request, answered(number, words, day), print_asked(number), person_asked(entry's id).

    drafted(words by field) as words rest: they stay until they are written down. back() where list and form take turns.
    """

    asked = Signal(object)
    answered = Signal(int, str, object)
    print_asked = Signal(int)
    person_asked = Signal(str)
    drafted = Signal(object)
    back = Signal()

    def __init__(self, session: Session, draft: Mapping[str, str], *, officer: bool) -> None:
        super().__init__(" ", ruled=True)
        self._session, self._officer = session, officer
        self._draft, self._kept = dict(draft), dict(draft)
        self._held: DataRequest | None = None
        self._rest = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._rest.timeout.connect(self.flush)
        self.person = UnitChoice(lambda words: find(session, words), lambda name: named(session, name),
                                 tr("Gõ vài chữ của tên, không cần dấu"))  # fmt: skip
        self.who = LineEdit(tr("Khi không có trong sổ tay"))
        self.kind = Choice([(code, tr(words)) for code, words in DATA_REQUESTS.items()])
        self.what = LineEdit(tr("Ví dụ: xóa số điện thoại"))
        self.received_on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.answer = TextEdit(tr("Đã làm gì theo yêu cầu, hoặc vì sao không làm được"), 0, 6)
        self.answered_on = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.fields = self._fields()
        self.pill, self.words = Pill(), label("", wrap=True)
        self.write = Button("", look="primary")
        self.write.clicked.connect(self._write)
        self.print = Button(tr("In câu trả lời"), "print")
        self.print.clicked.connect(lambda: self.print_asked.emit(self._held.id) if self._held else None)
        self.to_person = Button(tr("Mở dữ liệu của người này"), "person", "link")
        self.to_person.clicked.connect(lambda: self.person_asked.emit(self._held.person_id) if self._held else None)
        self.back_button = Button(tr("Danh sách"), "chevron_left", "link")
        self.back_button.clicked.connect(self.back)
        self.back_button.hide()
        self._lay_out()
        self.show_new()

    def begun(self) -> bool:
        """Whether words of a new request are in front."""
        return self._held is None and any(self._draft.get(f"new.{name}") for name in ("person", "who", "what"))

    def show_new(self) -> None:
        self._held = None
        self.set_title(tr("Yêu cầu mới"))
        self._fill({name: self._draft.get(f"new.{name}", "") for name in _NEW})
        if not self.received_on.value():
            self.received_on.set_day(clock.today())
        if not self.kind.value():
            self.kind.set_value(next(iter(DATA_REQUESTS)))
        self._turn()

    def show_request(self, held: DataRequest) -> None:
        same = self._held is not None and self._held.id == held.id
        self._held = held
        self.set_title(tr("Yêu cầu số {no}", no=held.id))
        self.pill.set_mark(mark(held, clock.today()))
        self.words.setText("\n".join((held.who, asked(held), due(held))))
        if not (same and self.answer.hasFocus()):
            self.answer.set_value(held.answer or self._draft.get(f"answer:{held.id}", ""))
            self.answered_on.set_day(held.answered_on or clock.today())
        self._turn()

    def forget(self, of: str) -> None:
        """What was written down is no draft any more: "new", or "answer:" with a number."""
        self._draft = {name: words for name, words in self._draft.items() if not name.startswith(of)}
        self.flush()

    def refuse(self, error: RuleError) -> bool:
        """Says at the fields why nothing was written down; False if the error is about none of them."""
        found = {problem.field: messages.of_problem(problem) for problem in error.problems}
        found = found or ({error.field: messages.of_error(error)} if error.field else {})
        for name, field in self.fields.items():
            field.set_problem(found.get(name, ""))
        first = next((name for name in self.fields if name in found), "")
        if first:
            self.fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(first)

    def flush(self) -> None:
        self._rest.stop()
        if self._draft != self._kept:
            self._kept = dict(self._draft)
            self.drafted.emit(self._kept)

    def _edited(self, name: str, words: str) -> None:
        if self._held is None:
            self._draft[f"new.{name}"] = words
        elif name == "answer" and self._held.is_open:
            self._draft[f"answer:{self._held.id}"] = words
        if not self._rest.isActive():
            self._rest.start()

    def _write(self) -> None:
        for field in self.fields.values():
            field.set_problem("")
        if self._held is not None:
            self.answered.emit(self._held.id, self.answer.value(), self.answered_on.day())
            return
        day = self.received_on.day()
        if day is None:
            self.fields["received_on"].set_problem(messages.sentence("data_request_day_wrong"))
            return
        self.asked.emit({"kind": self.kind.value(), "who": self.who.value(), "person_id": self.person.value(),
                         "what": self.what.value(), "received_on": day})  # fmt: skip

    def _fill(self, words: Mapping[str, str]) -> None:
        for name in _NEW:
            editor = self.fields[name].editor
            assert isinstance(editor, LineEdit | Choice)
            editor.set_value(words[name])
            self.fields[name].set_problem("")

    def _turn(self) -> None:
        """Shows the fields of a new request, or the request with its answer."""
        held = self._held
        for name in _NEW:
            self.fields[name].setVisible(held is None)
        for name in ("answer", "answered_on"):
            self.fields[name].setVisible(held is not None)
            self.fields[name].setEnabled(held is not None and held.is_open and self._officer)
            self.fields[name].set_problem("")
        self.pill.setVisible(held is not None)
        self.words.setVisible(held is not None)
        self.print.setVisible(held is not None and not held.is_open)
        self.to_person.setVisible(held is not None and bool(held.person_id))
        self.write.setVisible(self._officer and (held is None or held.is_open))
        self.write.setText(tr("Ghi yêu cầu") if held is None else tr("Ghi câu trả lời"))

    def _fields(self) -> dict[str, Field]:
        due_help = tr("NĐ 356/2025/NĐ-CP: trả lời trong 2 ngày làm việc")
        found = {
            "person": Field(tr("Người trong sổ tay"), self.person),
            "who": Field(tr("Họ tên người yêu cầu"), self.who),
            "kind": Field(tr("Yêu cầu gì"), self.kind, required=True),
            "what": Field(tr("Nội dung"), self.what),
            "received_on": Field(tr("Ngày nhận"), self.received_on, required=True, help_text=due_help),
            "answered_on": Field(tr("Ngày trả lời"), self.answered_on, required=True),
            "answer": Field(tr("Trả lời"), self.answer, required=True),
        }
        for name, field in found.items():
            editor = field.editor
            assert isinstance(editor, LineEdit | Choice | TextEdit)
            editor.setObjectName(f"data_request_{name}")
            editor.edited.connect(lambda words, name=name: self._edited(name, words))
            editor.committed.connect(lambda words, name=name: self._edited(name, words))
        return found

    def _lay_out(self) -> None:
        scroll = Scroll()
        scroll.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        scroll.body.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        scroll.body.addWidget(self.words)
        scroll.body.addWidget(self.to_person, 0, Qt.AlignmentFlag.AlignLeft)
        for field in self.fields.values():
            scroll.body.addWidget(field)
        scroll.body.addStretch(1)
        self.fill(scroll)
        foot: QHBoxLayout = self.foot()
        foot.addStretch(1)
        foot.addWidget(self.print)
        foot.addWidget(self.write)


def find(session: Session, words: str) -> list[tuple[str, str]]:
    """What a choice of people offers: (id, what tells two of one name apart)."""
    screen = session.screen
    return [(one.id, line_of(one)) for one in people.rows(screen, people.page(screen, words, limit=30))]


def named(session: Session, person_id: str) -> str:
    """The words of one entry; "" once it is no more."""
    row_id = people.row_id_of(session.screen, person_id)
    return "" if row_id is None else line_of(people.at(session.screen, row_id))
