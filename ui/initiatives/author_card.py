"""One author of the form: a small card of seven fields, and a fold with what is asked for less often."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.entry import YES
from domain.labels import GENDERS, LEADERS, MEMBERSHIPS
from domain.person import Person
from domain.programme import Programme
from ui.common.buttons import Button, flat
from ui.common.choices import Choice
from ui.common.editors import LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.pieces import Pieces, at_once
from ui.initiatives import field_help
from ui.initiatives.locking import lock
from ui.initiatives.name_edit import NameEdit, Offer, nobody
from ui.initiatives.switch import Switch
from ui.initiatives.values import CELLS, MORE_CELLS, AuthorWords, person_words
from ui.words import tr

Cell = LineEdit | TextEdit | Choice | Switch


class AuthorCard(QFrame):
    """`edited(cell)` with every key, `committed()` when a cell is left, `removed()` for its cross.

    `person_id` is the link into the person book; choosing somebody offered below the name fills the empty cells.
    """

    edited = Signal(str)
    committed = Signal()
    removed = Signal()

    def __init__(
        self, programme: Programme, offer: Offer = nobody, parent: QWidget | None = None, *, later: bool = False
    ) -> None:
        """`later`: whoever makes it goes through `pieces`."""
        super().__init__(parent)
        self.setProperty("look", "card")
        self.person_id = ""
        self.name = NameEdit(offer)
        self.name.taken.connect(self.take)
        self.pieces = self._make(programme)
        if not later:
            at_once(self.pieces)

    def _make(self, programme: Programme) -> Pieces:
        self.fields: dict[str, Field] = _usual(programme, self.name)
        yield
        self.fields |= _more()
        yield
        told = field_help.everything()
        for cell, field in self.fields.items():
            field.set_more(field_help.more(told, cell, programme), narrow=cell in ("birth_year", "share_pct"))
        for cell in (*CELLS, *MORE_CELLS):
            editor = self.editor(cell)
            editor.setObjectName(f"author_{cell}")
            editor.edited.connect(lambda _value, cell=cell: self._edited(cell))
            editor.committed.connect(lambda _value: self.committed.emit())
        yield
        yield from self._build()
        self.setFocusProxy(self.name)

    def editor(self, cell: str) -> Cell:
        found = self.fields[cell].editor
        assert isinstance(found, Cell)
        return found

    def words(self) -> AuthorWords:
        words = {cell: self._word(cell) for cell in (*CELLS, *MORE_CELLS)}
        return words | {"person_id": self.person_id}

    def set_words(self, words: Mapping[str, str]) -> None:
        self.person_id = words.get("person_id", "")
        for cell in (*CELLS, *MORE_CELLS):
            self._put(cell, words.get(cell, ""))
        self._show_fold()

    def take(self, person: Person) -> None:
        """Somebody of the book is this author: the name as the book has it, and whatever cell is still empty."""
        told = person_words(person)
        self.person_id = person.id
        self.name.set_value(told.pop("full_name"))
        for cell, words in told.items():
            if not self._word(cell).strip():
                self._put(cell, words)
        self._show_fold()
        self.edited.emit("person")
        self.committed.emit()

    def blank(self) -> bool:
        return not any(self._word(cell).strip() for cell in (*CELLS, *MORE_CELLS))

    def unfold(self) -> None:
        """Shows the cells of the fold."""
        self.fold.setChecked(True)

    def set_place(self, place: int, count: int) -> None:
        """Which of how many authors this is; one alone needs no share and cannot be removed."""
        self._title.setText(tr("Tác giả {n}", n=place + 1) if count > 1 else tr("Tác giả"))
        self.remove.setVisible(count > 1 and not self._read_only)
        self.fields["share_pct"].setVisible(count > 1 or bool(self._word("share_pct")))

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for cell in (*CELLS, *MORE_CELLS):
            editor = self.editor(cell)
            if isinstance(editor, LineEdit | TextEdit):
                lock(editor, read_only)
            else:
                editor.setEnabled(not read_only)

    def _word(self, cell: str) -> str:
        value = self.editor(cell).value()
        if isinstance(value, bool):
            return YES if value else ""
        return value

    def _put(self, cell: str, words: str) -> None:
        editor = self.editor(cell)
        if isinstance(editor, Switch):
            editor.set_value(words == YES)
        else:
            editor.set_value(words)

    def _edited(self, cell: str) -> None:
        if cell in MORE_CELLS:
            self._show_fold()
        self.edited.emit(cell)

    def _show_fold(self) -> None:
        """The fold says how much stands in it, open or not."""
        count = sum(bool(self._word(cell).strip()) for cell in MORE_CELLS)
        words = tr("Thêm thông tin  ·  đã ghi {n}", n=count) if count else tr("Thêm thông tin")
        self.fold.setText(words)
        self.fold.setAccessibleDescription(tr("Trình độ, đoàn viên, chức vụ lãnh đạo, giới tính, chủ nhiệm đề tài"))

    def _turn(self, unfolded: bool) -> None:
        self.fold.set_icon("chevron_up" if unfolded else "chevron_down")
        self._ground.setVisible(unfolded)

    def _build(self) -> Pieces:
        self._read_only = False
        self._title = label(tr("Tác giả"), "small")
        self.remove = flat("dismiss", tr("Bỏ tác giả này"))
        self.remove.setObjectName("remove_author")
        self.remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.remove)
        names = QHBoxLayout()
        names.setSpacing(10)
        born = self.editor("birth_year")
        born.setMinimumWidth(born.fontMetrics().horizontalAdvance("00/00/0000") + 26)  # a whole day can be read
        for cell, share in (("full_name", 5), ("birth_year", 3), ("share_pct", 2)):
            names.addWidget(self.fields[cell], share)
        places = (("position", 0, 0), ("workplace", 0, 1), ("phone", 1, 0), ("awards", 1, 1))
        column_of_rows = QVBoxLayout(self)
        column_of_rows.setContentsMargins(11, 5, 11, 10)
        column_of_rows.setSpacing(6)
        column_of_rows.addLayout(head)
        column_of_rows.addLayout(names)
        yield
        column_of_rows.addLayout(self._grid(places))
        yield
        yield from self._build_fold(column_of_rows)

    def _build_fold(self, column: QVBoxLayout) -> Pieces:
        self.fold = Button(tr("Thêm thông tin"), "chevron_down", "link")
        self.fold.setObjectName("more_of_author")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._turn)
        row = QHBoxLayout()
        row.addWidget(self.fold)
        row.addStretch(1)
        column.addLayout(row)
        yield
        self._ground = QWidget()
        places = (("education", 0, 0), ("membership", 0, 1), ("gender", 1, 0), ("leader", 1, 1), ("leads", 2, 1))
        grid = self._grid(places)
        grid.setContentsMargins(0, 0, 0, 0)
        self._ground.setLayout(grid)
        self._ground.hide()
        column.addWidget(self._ground)
        self._show_fold()

    def _grid(self, places: tuple[tuple[str, int, int], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for cell, row, column in places:
            grid.addWidget(self.fields[cell], row, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return grid


def choice(codes: Mapping[str, str]) -> Choice:
    """A choice among codes of domain.labels that may also be left open."""
    return Choice([("", tr("Chưa nêu")), *((code, tr(words)) for code, words in codes.items())])


def _usual(programme: Programme, name: NameEdit) -> dict[str, Field]:
    first, last = programme.award_years
    awards = TextEdit(tr("Danh hiệu thi đua, hình thức khen thưởng"), limit=0, lines=2)
    return {
        "full_name": Field(tr("Họ và tên"), name, required=True),
        "birth_year": Field(tr("Năm sinh"), LineEdit(tr("1985 hoặc 12/8/1985"))),
        "share_pct": Field(tr("Tỷ lệ (%)"), LineEdit()),
        "position": Field(tr("Chức vụ"), LineEdit()),
        "workplace": Field(tr("Đơn vị công tác"), LineEdit()),
        "phone": Field(tr("Điện thoại"), LineEdit()),
        "awards": Field(tr("Khen thưởng {first}–{last}", first=first, last=last), awards),
    }


def _more() -> dict[str, Field]:
    return {
        "education": Field(tr("Trình độ chuyên môn"), LineEdit(tr("Ví dụ: Kỹ sư cơ khí"))),
        "membership": Field(tr("Đoàn viên"), choice(MEMBERSHIPS)),
        "gender": Field(tr("Giới tính"), choice(GENDERS)),
        "leader": Field(tr("Lãnh đạo, quản lý"), choice(LEADERS)),
        "leads": Field(tr("Vai trò trong đề tài"), Switch(tr("Chủ nhiệm đề tài"))),
    }
