"""The fields of the form, in the order of the paper one, for one programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock
from domain import dates, entry
from domain.errors import Problem
from domain.initiative import BenefitState, Initiative
from domain.programme import Choice as Entry
from domain.programme import Programme
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit, MoneyEdit, TextEdit
from ui.common.field import Field
from ui.common.pieces import Pieces, at_once
from ui.initiatives import field_help
from ui.initiatives.authors import AuthorsEditor
from ui.initiatives.locking import lock
from ui.initiatives.more_fields import MoreFields
from ui.initiatives.name_edit import Offer, nobody
from ui.initiatives.switch import Switch
from ui.initiatives.title_edit import TitleEdit
from ui.initiatives.values import shown
from ui.words import tr

Editor = LineEdit | TextEdit | Choice | Switch | AuthorsEditor


class Fields(QWidget):
    """Every field an officer fills in. `editors` and `fields` are by the name of the initiative's field.

    edited(name, value) and committed(name, value) as the editor of that field says it; added(card) of one more author.
    """

    edited = Signal(str, object)
    committed = Signal(str, object)
    added = Signal(object)

    def __init__(
        self, programme: Programme, keys: QObject, offer: Offer = nobody, parent: QWidget | None = None, *,
        later: bool = False,
    ) -> None:  # fmt: skip
        """`keys` is the event filter of the editors; `offer` finds people of the person book by name. `later`: whoever
        makes them goes through `pieces`."""
        super().__init__(parent)
        self.programme, self._keys, self._offer = programme, keys, offer
        self._help = field_help.everything()
        self.editors: dict[str, Editor] = {}
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        for part in (self._about, self._people, self._content, self._benefit):
            yield
            yield from part()
        self.more = MoreFields(self.programme, self._field, lambda example: DateEdit(_day, example), later=True)
        self._column.addWidget(self.more)
        yield from self.more.pieces
        self._column.addStretch(1)

    def unfold(self, name: str) -> None:
        """Opens the fold in which a field stands."""
        fold = self.more.fold_of(name)
        if fold is not None:
            fold.set_open(True)

    def editor_at(self, name: str) -> QWidget:
        """The widget that takes the keyboard for a problem's field, such as "authors.1.birth_year"; it can be seen."""
        self.unfold(name)
        field = self.field_at(name)
        widget = field.editor if field is not None else self.editors["title"]
        return widget.cards[0].editor("full_name") if isinstance(widget, AuthorsEditor) else widget

    def stands_at(self, problem: Problem) -> str:
        """The name of the field a problem is shown at: missing shares at the first author without one."""
        if problem.code == "shares_missing":
            place = next((n for n, words in enumerate(self.authors.value()) if not words["share_pct"].strip()), 0)
            return f"authors.{place}.share_pct"
        return problem.field

    def around(self, widget: QWidget) -> QWidget:
        """The whole field that holds this widget, its label and sentence included; of a list the innermost one."""
        inner = [field for card in self.authors.cards for field in card.fields.values()]
        held = (field for field in (*inner, *self.fields.values()) if field.isAncestorOf(widget))
        return next(held, widget)

    def field_at(self, name: str) -> Field | None:
        """The field that a problem stands at; None if the form has no such field."""
        first, _, rest = name.partition(".")
        if first == "authors" and rest:
            place, _, cell = rest.partition(".")
            return self.authors.field(int(place), cell)
        return self.fields.get(first)

    def holder(self, widget: QWidget | None) -> str:
        """The name of the field whose editor is, or holds, this widget; "" for none."""
        while widget is not None and widget is not self:
            for name, editor in self.editors.items():
                if widget is editor:
                    return name
            widget = widget.parentWidget()
        return ""

    def refused(self) -> tuple[Problem, ...]:
        """Fields with a number of an identity card, as they stand now."""
        return entry.refused({name: editor.value() for name, editor in self.editors.items()})

    def show_credited(self, initiative: Initiative, *, tied: bool) -> None:
        """Offers the choice of the counted author only where a person has to make it, or has made it."""
        names = [author.full_name for author in initiative.authors]
        choice, field = self.editors["credited_no"], self.fields["credited_no"]
        assert isinstance(choice, Choice)
        offered = len(names) > 1 and (tied or initiative.credited_no is not None)
        if offered:
            choice.set_items([("", tr("Theo tỷ lệ cao nhất")), *((str(n), name) for n, name in enumerate(names, 1))])
            choice.set_value(shown(initiative, "credited_no"))
        field.setVisible(offered)

    def set_read_only(self, read_only: bool) -> None:
        for editor in self.editors.values():
            if isinstance(editor, Choice | Switch):
                editor.setEnabled(not read_only)
            elif isinstance(editor, AuthorsEditor):
                editor.set_read_only(read_only)
            else:
                lock(editor, read_only)

    def _about(self) -> Pieces:
        title = TitleEdit(
            tr("Ví dụ: Đồ gá may túi giúp bớt thao tác ở chuyền 3"), self.programme.limits.get("title", 0)
        )
        self._column.addWidget(self._field("title", tr("Tên sáng kiến"), title))
        yield
        self._choice("kind", tr("Loại giải pháp"), self.programme.kinds)

    def _people(self) -> Pieces:
        self.authors = AuthorsEditor(self.programme, self._keys, self._offer, later=True)
        self._column.addWidget(self._field("authors", tr("Tác giả, đồng tác giả"), self.authors))
        yield
        yield from self.authors.pieces
        self.authors.added.connect(self.added)
        credited = self._field("credited_no", tr("Tác giả được tính"), Choice())
        credited.hide()
        self._column.addWidget(credited)

    def _content(self) -> Pieces:
        first = self._field("applied_from_on", tr("Áp dụng từ ngày"), DateEdit(_day, "12/8/2022"))
        last = self._field("applied_to_on", tr("Áp dụng đến ngày"), DateEdit(_day, "31/5/2023"))
        self._side_by_side(first, last)
        yield
        self._column.addWidget(self._field("trial", tr("Áp dụng thử"), Switch(tr("Mới áp dụng thử"))))
        self._text("summary", tr("Tóm tắt nội dung"), tr("Trước đây làm thế nào, nay làm thế nào…"), 6)
        yield
        self._text("effect", tr("Hiệu quả"), tr("Ví dụ: đã áp dụng tại 4 chuyền, năng suất tăng 12%…"), 4)
        yield
        self._text("reach", tr("Phạm vi ứng dụng"), tr("Ví dụ: bốn chuyền may của Xưởng 1"), 2)

    def _benefit(self) -> Pieces:
        choice = Choice(
            [
                (BenefitState.NONE, tr("Chưa nêu")),
                (BenefitState.VERIFIED, tr("Đã xác minh")),
                (BenefitState.CLAIMED, tr("Tự khai")),
                (BenefitState.NOT_COMPUTABLE, tr("Không tính được bằng tiền")),
            ]
        )
        choice.setMinimumContentsLength(7)
        how = self._field("benefit_state", tr("Cách xác định"), choice)
        amount = self._field("benefit_vnd", tr("Giá trị làm lợi (đồng)"), MoneyEdit(placeholder="48.500.000"))
        self._side_by_side(how, amount)
        yield
        self._text("benefit_note", tr("Cách tính giá trị làm lợi"), tr("Ví dụ: 1.850 quần/ngày × 150 ngày × 240 đ"), 3)
        self._line("area", tr("Lĩnh vực áp dụng"), tr("Ví dụ: công đoạn may"))
        yield
        self._choice("block", tr("Khối"), self.programme.blocks)
        self._choice("group", tr("Nhóm đối tượng"), self.programme.groups)
        yield
        self._line("investor", tr("Chủ đầu tư tạo ra sáng kiến"), "")
        secret = Switch(tr("Giữ bí mật khi gửi ra ngoài đơn vị"))
        field = self._field("technology_secret", tr("Bí mật công nghệ"), secret)
        field.set_help(
            tr(
                "Gửi đi: tên, tác giả, hiệu quả, giá trị làm lợi. "
                "Giữ lại: tóm tắt, lĩnh vực, phạm vi, cách tính, chủ đầu tư."
            )
        )
        self._column.addWidget(field)

    def _line(self, name: str, title: str, example: str) -> None:
        editor = LineEdit(example, self.programme.limits.get(name, 0))
        self._column.addWidget(self._field(name, title, editor))

    def _text(self, name: str, title: str, example: str, lines: int) -> None:
        editor = TextEdit(example, self.programme.limits.get(name, 0), lines)
        self._column.addWidget(self._field(name, title, editor))

    def _choice(self, name: str, title: str, entries: Sequence[Entry]) -> None:
        items = [("", tr("Chưa chọn")), *((entry.code, entry.title) for entry in entries)]
        self._column.addWidget(self._field(name, title, Choice(items)))

    def _field(self, name: str, title: str, editor: Editor) -> Field:
        more = field_help.more(self._help, name, self.programme)
        field = Field(title, editor, required=name in self.programme.required, more=more)
        editor.setObjectName(name)
        editor.installEventFilter(self._keys)
        editor.edited.connect(lambda value: self.edited.emit(name, value))
        editor.committed.connect(lambda value: self.committed.emit(name, value))
        self.editors[name], self.fields[name] = editor, field
        return field

    def _side_by_side(self, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in fields:
            row.addWidget(field, 1)
        self._column.addLayout(row)


def _day(words: str) -> Any:
    return dates.parse(words, clock.today())
