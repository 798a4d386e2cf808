"""One entry of the person book: its cells, each saved when it is left, and what hangs on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import initiatives, people
from desktop.operations.people import Kept
from domain import dates, identity_numbers, phones
from domain.entry import NO, YES
from domain.errors import RuleError
from domain.labels import GENDERS, LEADERS, MEMBERSHIPS
from domain.person import PURPOSE, Person
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.initiatives.author_card import choice
from ui.people.book_list import born, line_of
from ui.session import Session
from ui.words import tr

CELLS = ("full_name", "birth_year", "phone", "position", "workplace", "education", "membership", "leader", "gender",
         "purpose", "consent_on", "consent_note")  # fmt: skip
_SHOWN = 20


class BookForm(QStackedWidget):
    """made(row_id) when a new entry is in the store; back() where list and form take turns.

    What cannot be kept stays in its cell with the reason, also after another entry was looked at.
    """

    made = Signal(int)
    back = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.row_id: int | None = None
        self._person = Person()
        self._making = False
        self._kept: dict[int | None, dict[str, str]] = {}
        self.banner = Banner()
        self.fields = _fields()
        for cell, field in self.fields.items():
            editor = self.editor(cell)
            editor.setObjectName(f"person_{cell}")
            editor.edited.connect(lambda _words, cell=cell: self._edited(cell))
            editor.committed.connect(lambda _words, cell=cell: self._commit(cell))
            field.setParent(self)
        self.empty = Empty("people", tr("Chưa chọn người nào"), tr("Chọn một dòng ở danh sách, hoặc bấm «Thêm người»."))
        self.card = Card(" ", ruled=True)
        self.personal_data = Button(tr("Dữ liệu cá nhân của người này"), "lock_closed", "link")
        self.personal_data.clicked.connect(self._to_personal_data)
        self.addWidget(self.empty)
        self.addWidget(self.card)
        self._build()

    def editor(self, cell: str) -> LineEdit | Choice:
        found = self.fields[cell].editor
        assert isinstance(found, LineEdit | Choice)
        return found

    def show_person(self, row_id: int) -> None:
        """Opens an entry; what was typed into the one before is saved, or kept with its reason."""
        self.flush()
        self._show(row_id, people.at(self._session.screen, row_id))
        self._show_links()

    def show_new(self) -> None:
        """Empty cells: the entry is made once its name is left."""
        self.flush()
        self._show(None, Person())
        self._show_links()
        self.editor("full_name").setFocus(Qt.FocusReason.OtherFocusReason)

    def close_person(self) -> None:
        self.flush()
        self.row_id, self._person = None, Person()
        self.setCurrentWidget(self.empty)

    def refresh(self) -> None:
        """The entry in front may have been changed elsewhere; a cell being typed in is left alone."""
        if self.row_id is None or self.currentWidget() is not self.card:
            return
        person = people.at(self._session.screen, self.row_id)
        told, before = words_of(person), words_of(self._person)
        for cell in CELLS:
            if self.editor(cell).value() == before[cell] and not self.editor(cell).hasFocus():
                self.editor(cell).set_value(told[cell])
        self._person = person
        self.card.set_title(person.full_name)
        self._show_links()

    def flush(self) -> None:
        """Saves what was typed and not left yet."""
        for cell in CELLS:
            self._commit(cell)

    def unsaved(self) -> list[str]:
        """The cells whose words the book cannot keep, but might once they are put right."""
        wrong = [cell for cell, field in self.fields.items() if field.problem()]
        return [cell for cell in wrong if not identity_numbers.found(self.editor(cell).value(), cell)]

    def _show(self, row_id: int | None, person: Person) -> None:
        self.row_id, self._person = row_id, person
        self.banner.clear()
        self.card.set_title(person.full_name or tr("Người mới"))
        kept = self._kept.get(row_id, {})
        for cell, words in words_of(person).items():
            self.fields[cell].set_problem("")
            self.editor(cell).set_value(kept.get(cell, words))
        for cell in kept:
            self._commit(cell)
        self.setCurrentWidget(self.card)

    def _edited(self, cell: str) -> None:
        """A number of an identity card is refused with the key that makes it one."""
        refused = identity_numbers.found(self.editor(cell).value(), cell)
        self.fields[cell].set_problem(messages.sentence("identity_number") if refused else "")

    def _commit(self, cell: str) -> None:
        words = self.editor(cell).value()
        if words == words_of(self._person)[cell] or self.currentWidget() is not self.card:
            self._kept.get(self.row_id, {}).pop(cell, None)
            return
        row_id = self.row_id
        self._kept.setdefault(row_id, {})[cell] = words
        if row_id is None:
            self._make(cell)
            return
        self._session.do(lambda desk, _job: people.type_in(desk, row_id, {cell: words}),
                         lambda kept: self._saved(cell, words, kept),
                         lambda error: self._failed(row_id, error))  # fmt: skip

    def _make(self, cell: str) -> None:
        """The first cell makes the entry if it is the name; the others follow as soon as there is one."""
        name = self.editor("full_name").value().strip()
        if cell != "full_name" or not name or self._making:
            return
        self._making = True
        self._session.do(lambda desk, _job: people.enter(desk, {"full_name": name}),
                         self._entered, lambda error: self._failed(None, error))  # fmt: skip

    def _entered(self, kept: Kept) -> None:
        self._making = False
        self._kept.pop(None, None)
        if self.row_id is None:
            self.row_id, self._person = kept.row_id, kept.person
            self.card.set_title(kept.person.full_name)
            for cell in CELLS:
                self._commit(cell)
            self.made.emit(kept.row_id)

    def _saved(self, cell: str, words: str, kept: Kept) -> None:
        waiting = self._kept.get(kept.row_id, {})
        if waiting.get(cell) == words:
            del waiting[cell]
        if kept.row_id != self.row_id:
            return
        self._person = kept.person
        self.card.set_title(kept.person.full_name)
        self.banner.clear()
        if self.editor(cell).value() == words:
            self.fields[cell].set_problem("")
            self.editor(cell).set_value(words_of(kept.person)[cell])

    def _failed(self, row_id: int | None, error: Exception) -> None:
        self._making = False if row_id is None else self._making
        if isinstance(error, RuleError) and error.field in self.fields:
            if row_id == self.row_id:
                self.fields[error.field].set_problem(messages.of_error(error))
        else:
            self.banner.say("error", messages.of_error(error))

    def _to_personal_data(self) -> None:
        self.flush()
        self._session.asked.emit("people", ("personal_data", self._person.id))

    def forget(self) -> None:
        """A person's data was taken away: no words that wait for being put right may bring it back."""
        self._kept.clear()
        for field in self.fields.values():
            field.set_problem("")
        if self.row_id is not None:
            self._show(self.row_id, people.at(self._session.screen, self.row_id))

    def _show_links(self) -> None:
        """The person's initiatives, and the entries merged into this one."""
        while self._links.count():
            item = self._links.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.personal_data.setVisible(self.row_id is not None)
        if self.row_id is None:
            return
        row_ids = people.initiatives_of(self._session.screen, self._person.id)
        title = tr("Sáng kiến của người này: {n}", n=len(row_ids))
        self._links.addWidget(label(title, "label"))
        for row in initiatives.rows(self._session.screen, row_ids[:_SHOWN]):
            self._links.addWidget(self._link(row), 0, Qt.AlignmentFlag.AlignLeft)
        for row in people.merges(self._session.screen, self._person.id):
            if row["kept"] == self._person.id:
                self._links.addWidget(self._merged(row))

    def _link(self, row: dict[str, Any]) -> Button:
        button = Button(f"{row['number']}  {_short(row['title'])}", "lightbulb", "link", tip=row["title"])
        button.clicked.connect(lambda: self._session.asked.emit("initiatives", row["id"]))
        return button

    def _merged(self, row: dict[str, Any]) -> QWidget:
        dropped = people.get(self._session.screen, row["dropped"])
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(label(tr("Đã gộp: {who}", who=line_of(dropped)), "muted", wrap=True), 1)
        undo = Button(tr("Tách lại"), "arrow_undo")
        undo.setObjectName("undo_merge")
        undo.clicked.connect(lambda: self._undo(dropped.id))
        across.addWidget(undo, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _undo(self, person_id: str) -> None:
        self._session.do(lambda desk, _job: people.undo_merge(desk, person_id),
                         lambda _kept: self._session.told.emit(tr("Đã tách lại thành hai người.")),
                         lambda error: self.banner.say("error", messages.of_error(error)))  # fmt: skip

    def _build(self) -> None:
        scroll = Scroll()
        self.card.fill(scroll)
        scroll.body.addWidget(self.banner)
        scroll.body.addWidget(self.fields["full_name"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, cell in enumerate(CELLS[1:9]):
            grid.addWidget(self.fields[cell], at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        scroll.body.addLayout(grid)
        scroll.body.addWidget(self.fields["purpose"])
        consent = QHBoxLayout()
        consent.setSpacing(12)
        consent.addWidget(self.fields["consent_on"], 1)
        consent.addWidget(self.fields["consent_note"], 1)
        scroll.body.addLayout(consent)
        scroll.body.addWidget(self.personal_data, 0, Qt.AlignmentFlag.AlignLeft)
        self._links = QVBoxLayout()
        self._links.setSpacing(6)
        scroll.body.addLayout(self._links)
        scroll.body.addStretch(1)


def words_of(person: Person) -> dict[str, str]:
    """What the cells show of an entry."""
    leader = "" if person.leader is None else YES if person.leader else NO
    plain = {cell: str(getattr(person, cell)) for cell in CELLS if isinstance(getattr(person, cell), str)}
    consent = dates.shown(person.consent_on) if person.consent_on else ""
    return {cell: plain.get(cell, "") for cell in CELLS} | {
        "birth_year": born(person),
        "phone": phones.shown(person.phone),
        "leader": leader,
        "consent_on": consent,
    }


def _fields() -> dict[str, Field]:
    law = tr("Luật 91/2025/QH15: ghi rõ mục đích và sự đồng ý")
    return {
        "full_name": Field(tr("Họ và tên"), LineEdit(), required=True),
        "birth_year": Field(tr("Năm sinh"), LineEdit(tr("1985 hoặc 12/8/1985"))),
        "phone": Field(tr("Điện thoại"), LineEdit()),
        "position": Field(tr("Chức vụ"), LineEdit()),
        "workplace": Field(tr("Đơn vị công tác"), LineEdit()),
        "education": Field(tr("Trình độ chuyên môn"), LineEdit(tr("Ví dụ: Kỹ sư cơ khí"))),
        "membership": Field(tr("Đoàn viên"), choice(MEMBERSHIPS)),
        "leader": Field(tr("Lãnh đạo, quản lý"), choice(LEADERS)),
        "gender": Field(tr("Giới tính"), choice(GENDERS)),
        "purpose": Field(tr("Mục đích lưu thông tin"), LineEdit(PURPOSE), help_text=law),
        "consent_on": Field(tr("Ngày người này đồng ý"), LineEdit("12/8/2026")),
        "consent_note": Field(tr("Căn cứ của sự đồng ý"), LineEdit(tr("Theo danh sách ngày…"))),
    }


def _short(title: str) -> str:
    return title if len(title) <= 48 else title[:47].rstrip() + "…"
