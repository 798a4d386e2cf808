"""The forms that record something about a unit, in the page: an event with its paper, a headcount, a cluster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import unit_events, units
from desktop.operations.unit_events import Added, Paper
from desktop.operations.units import Line
from domain import dates, money
from domain.errors import RuleError
from domain.labels import LEVELS
from domain.unit import Level
from domain.unit_tree import RANKS
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.choices import Choice, SearchChoice
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.unit_choice import UnitChoice
from ui.people import unit_words
from ui.session import Session
from ui.words import tr

Editors = dict[str, LineEdit | Choice | SearchChoice]


class Form(StrEnum):
    ADD = "add"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    DISSOLVE = "dissolve"
    HEADCOUNT = "headcount"
    CLUSTER = "cluster"


_EVENT = ("on", "document", "reason")
ENDS, STAYS = "ends", "stays"  # what becomes of a unit that is split
_FIELDS = {
    Form.ADD: ("name", "code", "level", "since", "document", "reason"),
    Form.RENAME: ("name", "code", *_EVENT),
    Form.MOVE: ("to", *_EVENT),
    Form.MERGE: ("to", *_EVENT),
    Form.SPLIT: ("way", "name", "code", "name2", "code2", *_EVENT),
    Form.DISSOLVE: _EVENT,
    Form.HEADCOUNT: ("on", "members", "workers"),
    Form.CLUSTER: ("on", "cluster"),
}


class UnitForm(QWidget):
    """done()   saved, or put away: the details are wanted again"""

    done = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = Form.RENAME
        self._line: Line | None = None
        self._typed = self._saving = False
        self.title = label("", "heading", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self.banner = Banner()
        today = clock.today()
        self.editors: Editors = {
            "way": Choice(), "name": LineEdit(), "code": LineEdit(), "name2": LineEdit(), "code2": LineEdit(),
            "level": Choice(),
            "to": UnitChoice(lambda query: unit_words.find(session, query, today),
                             lambda unit_id: unit_words.named(units.line(session.screen, unit_id, today)),
                             tr("gõ vài chữ của tên hoặc mã")),
            "on": DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm")),
            "since": DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm")),
            "document": LineEdit(), "reason": LineEdit(), "members": LineEdit(), "workers": LineEdit(),
            "cluster": SearchChoice(),
        }  # fmt: skip
        self.fields = _fields(self.editors)
        self.save, self.away = Button(tr("Ghi lại"), "checkmark", "primary"), Button(tr("Thôi"))
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.away.clicked.connect(self._put_away)
        for name, editor in self.editors.items():
            editor.edited.connect(lambda _text: self._note())
            if isinstance(editor, LineEdit) and name != "to":  # there Enter chooses from the list
                editor.returnPressed.connect(self._save)

    def begin(self, form: Form, line: Line) -> None:
        """An empty form about a unit."""
        self.form, self._line, self._typed = form, line, False
        for name, field in self.fields.items():
            field.set_problem("")
            show_if(field, name in _FIELDS[form])
            if name not in ("level", "way"):
                self.editors[name].set_value("")
        title, hint = _words(form, line)
        self.title.setText(title)
        self.hint.setText(hint)
        self.banner.clear()
        self._fill(form, line)
        self.fields["to"].set_title(tr("Hợp nhất vào") if form is Form.MERGE else tr("Chuyển về dưới"))
        first = form is Form.SPLIT
        self.fields["name"].set_title(tr("Tên đơn vị mới thứ nhất") if first else tr("Tên đơn vị"))
        self.fields["code"].set_title(tr("Mã đơn vị mới thứ nhất") if first else tr("Mã đơn vị"))
        self.fields["on"].set_title(tr("Ngày đếm") if form is Form.HEADCOUNT else tr("Từ ngày"))
        self.editors[_FIELDS[form][0]].setFocus()

    def typed(self) -> bool:
        """Whether something stands here that has not been saved."""
        return self._typed

    def _fill(self, form: Form, line: Line) -> None:
        if form is Form.RENAME:
            self.editors["name"].set_value(line.name)
            self.editors["code"].set_value(line.code)
        elif form is Form.ADD:
            levels = self.editors["level"]
            assert isinstance(levels, Choice)
            below = {str(level) for level in Level if RANKS[level] < RANKS[line.level]} | {str(Level.GRASSROOTS)}
            levels.set_items([(level, tr(words)) for level, words in LEVELS.items() if level in below])
            levels.set_value(str(Level.GRASSROOTS))
        elif form is Form.SPLIT:
            ways = self.editors["way"]
            assert isinstance(ways, Choice)
            ways.set_items([(ENDS, tr("Chia: đơn vị này kết thúc")),
                            (STAYS, tr("Tách: đơn vị này vẫn còn"))])  # fmt: skip
            ways.set_value(ENDS)
        elif form is Form.CLUSTER:
            clusters = self.editors["cluster"]
            assert isinstance(clusters, SearchChoice)
            clusters.set_items([(name, name) for name in units.cluster_names(self._session.screen)])

    def _save(self) -> None:
        if self._saving or self._line is None:
            return
        for field in self.fields.values():
            field.set_problem("")
        self.banner.clear()
        name = "since" if self.form is Form.ADD else "on"
        typed = self.editors[name].value()
        if typed.strip() and self._day(name) is None:
            self._failed(RuleError("date_unreadable", field=name, words=typed))
            return
        work = self._work(self.form, self._line.id)
        self._saving = True
        self._session.do(lambda desk, _job: work(desk), self._saved, self._failed)

    def _work(self, form: Form, unit_id: str) -> Callable[[Desk], Changes | Added]:
        """What is to be done with the words as they stand now."""
        words = {name: editor.value() for name, editor in self.editors.items()}
        on, to = self._day("since" if form is Form.ADD else "on"), words["to"]
        paper = Paper(on, words["document"], words["reason"])
        members, workers = _number(words["members"]), _number(words["workers"])
        parts = [(words["name"], words["code"]), (words["name2"], words["code2"])]
        level = Level(words["level"] or str(Level.GRASSROOTS))
        works: dict[Form, Callable[[Desk], Changes | Added]] = {
            Form.ADD: lambda desk: unit_events.add(desk, words["name"], words["code"], level, unit_id, paper),
            Form.RENAME: lambda desk: unit_events.rename(desk, unit_id, words["name"], words["code"], paper),
            Form.MOVE: lambda desk: unit_events.move(desk, unit_id, to, paper),
            Form.MERGE: lambda desk: unit_events.merge(desk, unit_id, to, paper),
            Form.DISSOLVE: lambda desk: unit_events.dissolve(desk, unit_id, paper),
            Form.SPLIT: lambda desk: unit_events.split(desk, unit_id, parts, paper, ends=words["way"] != STAYS),
            Form.HEADCOUNT: lambda desk: unit_events.set_count(desk, unit_id, on, members, workers),
            Form.CLUSTER: lambda desk: unit_events.set_cluster(desk, unit_id, on, words["cluster"]),
        }
        return works[form]

    def _day(self, name: str) -> date | None:
        editor = self.editors[name]
        assert isinstance(editor, DateEdit)
        return editor.day()

    def _saved(self, result: Changes | Added) -> None:
        self._saving = self._typed = False
        if isinstance(result, Added) and result.ended_on:
            day = dates.shown(result.ended_on)
            self._session.told.emit(tr("Đã thêm. Công đoàn cấp huyện: đã ghi kết thúc từ {day}.", day=day))
        else:
            self._session.told.emit(tr("Đã ghi vào cây đơn vị."))
        self.done.emit()

    def _failed(self, error: Exception) -> None:
        self._saving = False
        field = self.fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None and not field.isHidden():
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _put_away(self) -> None:
        self._typed = False
        self.done.emit()

    def _note(self) -> None:
        self._typed = True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.title, self.hint, self.banner, *self.fields.values()):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.away)
        row.addWidget(self.save)
        column.addLayout(row)
        column.addStretch(1)


def _fields(editors: Editors) -> dict[str, Field]:
    paper = tr("Số, ngày văn bản; không có văn bản thì ghi lý do")
    own = tr("Riêng đơn vị này, không kể đơn vị bên dưới")
    return {
        "way": Field(
            tr("Chia hay tách"),
            editors["way"],
            help_text=tr("Chia thì gói, sáng kiến cũ theo đơn vị mới thứ nhất; tách thì ở lại"),
        ),
        "name": Field(tr("Tên đơn vị"), editors["name"], required=True),
        "code": Field(tr("Mã đơn vị"), editors["code"], help_text=tr("Mã đã dùng không đặt cho đơn vị khác")),
        "name2": Field(tr("Tên đơn vị mới thứ hai"), editors["name2"], help_text=tr("Tách một đơn vị thì để trống")),
        "code2": Field(tr("Mã đơn vị mới thứ hai"), editors["code2"]),
        "level": Field(tr("Cấp"), editors["level"]),
        "to": Field(tr("Chuyển về dưới"), editors["to"], required=True),
        "on": Field(tr("Từ ngày"), editors["on"], required=True),
        "since": Field(tr("Có từ ngày"), editors["since"], help_text=tr("Để trống nếu đơn vị có từ trước")),
        "document": Field(tr("Văn bản"), editors["document"], help_text=paper),
        "reason": Field(tr("Lý do"), editors["reason"]),
        "members": Field(tr("Số đoàn viên"), editors["members"], required=True, help_text=own),
        "workers": Field(tr("Số người lao động"), editors["workers"], required=True),
        "cluster": Field(tr("Cụm, khối thi đua"), editors["cluster"], help_text=tr("Để trống nếu không thuộc cụm nào")),
    }


def _words(form: Form, line: Line) -> tuple[str, str]:
    """The title of a form and one sentence about what it does."""
    name = line.name
    said = {
        Form.ADD: (tr("Thêm đơn vị dưới {name}", name=name), ""),
        Form.RENAME: (tr("Đổi tên, mã của {name}", name=name), tr("Tên và mã cũ vẫn giữ cho những ngày trước đó.")),
        Form.MOVE: (tr("Chuyển {name}", name=name), tr("Các đơn vị bên dưới đi theo.")),
        Form.MERGE: (tr("Hợp nhất {name}", name=name), tr("Đơn vị này kết thúc; đơn vị bên dưới về đơn vị tiếp tục.")),
        Form.SPLIT: (
            tr("Chia, tách {name}", name=name),
            tr("Gói và sáng kiến của đơn vị cũ không đổi; gói đã đóng trước đó vẫn nhận được."),
        ),
        Form.DISSOLVE: (tr("Giải thể {name}", name=name), tr("Đơn vị này kết thúc; đơn vị bên dưới chuyển lên trên.")),
        Form.HEADCOUNT: (tr("Số người của {name}", name=name), tr("Số của mỗi ngày được giữ riêng.")),
        Form.CLUSTER: (tr("Cụm, khối thi đua của {name}", name=name), ""),
    }
    return said[form]


def _number(words: str) -> int | None:
    """A number of people as typed, with or without dots; None if it is none."""
    try:
        return money.parse(words) if words.strip() else None
    except (ValueError, RuleError):
        return None
