"""The further conditions of the list, and the filters kept under a name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import initiative_list, programmes, saved_filters, units
from desktop.operations.initiative_list import Filter
from domain import dates
from domain.errors import RuleError
from domain.labels import BLOCKS
from ui.common.buttons import Button
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit, MoneyEdit
from ui.common.field import Field
from ui.common.pieces import Pieces, at_once
from ui.common.unit_choice import UnitChoice
from ui.people import unit_words
from ui.session import Session
from ui.words import tr

COLUMNS = 4
_ENDS = ("benefit_from", "benefit_to", "applied_from", "applied_to", "accepted_from", "accepted_to")
_CHOICES = ("kinds", "phases", "groups", "blocks")


class FilterPanel(QFrame):
    """`changed()` when a condition is another one; `used(Filter)` when a kept filter is to be shown, with its search
    words, states and programme; `placed()` when the conditions stand in more or fewer lines."""

    changed = Signal()
    placed = Signal()
    used = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before it is shown or asked for anything."""
        super().__init__(parent)
        self._session = session
        self._current = Filter()
        self._columns = 0
        self.setProperty("look", "card")
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session, today = self._session, clock.today()
        self.unit = UnitChoice(lambda query: unit_words.find(session, query, today),
                               lambda unit_id: unit_words.named(units.line(session.screen, unit_id, today)),
                               tr("gõ vài chữ của tên hoặc mã"))  # fmt: skip
        self.choices = {name: Choice() for name in _CHOICES}
        yield
        self.ends: dict[str, LineEdit] = {}
        for name in _ENDS:
            self.ends[name] = self._end(name)
            yield
        self.saved, self.name = Choice(placeholder=tr("Chọn bộ lọc…")), LineEdit(tr("Tên bộ lọc"))
        self.keep, self.drop = Button(tr("Giữ bộ lọc")), Button(tr("Bỏ tên này"))
        self.clear_button = Button(tr("Bỏ lọc"), "dismiss")
        yield
        self.fields: dict[str, Field] = {}
        for name, (title, editor) in self._titled().items():
            self.fields[name] = Field(title, editor)
            yield
        self._build()
        yield
        self._connect()
        yield
        self.read_again()

    def parts(self) -> Filter:
        """The conditions that stand here; the search, the chip and the programme are somebody else's."""
        told = {name: (choice.value(),) if choice.value() else () for name, choice in self.choices.items()}
        days = {name: _iso(edit) for name, edit in self.ends.items() if isinstance(edit, DateEdit)}
        amounts = {name: edit.amount() for name, edit in self.ends.items() if isinstance(edit, MoneyEdit)}
        return Filter(under=self._code(), **told, **days, **amounts)  # type: ignore[arg-type]

    def count(self) -> int:
        """How many conditions filter."""
        return len(saved_filters.written(self.parts()))

    def show_parts(self, chosen: Filter) -> None:
        """Shows these conditions, without a signal."""
        for name, choice in self.choices.items():
            choice.set_value(next(iter(getattr(chosen, name)), ""))
        for name, edit in self.ends.items():
            value = getattr(chosen, name)
            if isinstance(edit, MoneyEdit):
                edit.set_amount(value)
            elif isinstance(edit, DateEdit):
                edit.set_day(dates.parse(value, clock.today()) if value else None)
        # Only for whom a unit is asked for: the tree of a province takes longer to read than all else here.
        self.unit.set_value(units.tree(self._session.screen).codes.get(chosen.under, "") if chosen.under else "")
        self._say_gone()

    def follow(self, current: Filter) -> None:
        """What the list shows now: what «keep» keeps."""
        self._current = current
        self.keep.setEnabled(bool(saved_filters.written(current)))

    def read_again(self) -> None:
        """Reads the programmes' lists and the kept filters anew."""
        packs = programmes.everything(self._session.screen)
        every = ("", tr("Tất cả"))
        said = {
            "kinds": ((one.code, one.title) for pack in packs for one in pack.kinds),
            "groups": ((one.code, one.title) for pack in packs for one in pack.groups),
            "phases": ((one.id, one.title) for pack in packs for one in pack.phases),
            "blocks": ((code, tr(words)) for code, words in BLOCKS.items() if code),
        }
        for name, items in said.items():
            self.choices[name].set_items([every, *_once(items)])
            self.choices[name].set_value("")
        kept = saved_filters.everything(self._session.screen)
        self.saved.set_items([(name, name) for name, _ in kept])
        self.drop.setEnabled(bool(kept) and bool(self.saved.value()))

    def _say_gone(self) -> None:
        """Which units that are not there any more count with the one chosen."""
        code = self._code()
        stands = initiative_list.under(self._session.screen, code) if code else None
        names = [one.name for one in stands.gone] if stands else []
        more = tr(" và {n} đơn vị khác", n=len(names) - 2) if len(names) > 2 else ""
        note = tr("Gồm cả đơn vị đã sáp nhập, giải thể: {names}", names="; ".join(names[:2]) + more) if names else ""
        if stands and stands.now:
            note = tr("Đơn vị này đã kết thúc; nay thuộc {unit}", unit=stands.now)
        self.fields["unit"].set_note(note)

    def _code(self) -> str:
        chosen = self.unit.value()
        return units.line(self._session.screen, chosen, clock.today()).code if chosen else ""

    def _end(self, name: str) -> LineEdit:
        if name.startswith("benefit"):
            return MoneyEdit(placeholder=tr("số đồng"))
        return DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))

    def _titled(self) -> dict[str, tuple[str, QWidget]]:
        ends = self.ends
        return {
            "kinds": (tr("Loại giải pháp"), self.choices["kinds"]),
            "phases": (tr("Giai đoạn"), self.choices["phases"]),
            "groups": (tr("Nhóm đối tượng"), self.choices["groups"]),
            "blocks": (tr("Khối"), self.choices["blocks"]),
            "unit": (tr("Đơn vị, cả bên dưới"), self.unit),
            "benefit_from": (tr("Làm lợi từ"), ends["benefit_from"]),
            "benefit_to": (tr("Làm lợi đến"), ends["benefit_to"]),
            "saved": (tr("Bộ lọc đã giữ"), self.saved),
            "applied_from": (tr("Áp dụng từ ngày"), ends["applied_from"]),
            "applied_to": (tr("Áp dụng đến ngày"), ends["applied_to"]),
            "accepted_from": (tr("Tiếp nhận từ ngày"), ends["accepted_from"]),
            "accepted_to": (tr("Tiếp nhận đến ngày"), ends["accepted_to"]),
        }

    def _build(self) -> None:
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self._place(COLUMNS)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.name.setAccessibleName(tr("Tên bộ lọc"))
        self.name.setMaximumWidth(260)
        for part in (self.drop, self.name, self.keep):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 11)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addLayout(row)

    def event(self, event: QEvent) -> bool:
        """A line below a field, as the words of an amount, makes the conditions higher."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.placed.emit()
        return done

    def minimumSizeHint(self) -> QSize:
        """Two fields side by side; in more room there are more."""
        return QSize(2 * self._widest() + 60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max(1, min(COLUMNS, (event.size().width() - 30) // (self._widest() + 12))))

    def _widest(self) -> int:
        return max(field.minimumSizeHint().width() for field in self.fields.values())

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self.fields.values()):
            self._grid.addWidget(field, place // columns, place % columns)
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, int(place < columns))
        layout = self.layout()
        if layout is not None:  # not while it is being made
            layout.invalidate()  # or it would tell the height it had
            self.placed.emit()

    def _connect(self) -> None:
        editors: list[Choice | LineEdit] = [*self.choices.values(), *self.ends.values(), self.unit]
        for editor in editors:
            editor.committed.connect(lambda _value: self.changed.emit())
        self.unit.committed.connect(lambda _value: self._say_gone())
        self.clear_button.clicked.connect(self._clear)
        # Not `committed`: the one that is shown may be asked for again.
        self.saved.activated.connect(lambda _row: self._use(self.saved.value()))
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self._drop)

    def _clear(self) -> None:
        self.saved.set_value("")
        self.used.emit(Filter(programme=self._current.programme))

    def _use(self, name: str) -> None:
        if name:
            self.name.set_value(name)
            self.drop.setEnabled(True)
            self.used.emit(saved_filters.get(self._session.screen, name))

    def _keep(self) -> None:
        name, current = self.name.value(), self._current
        self._session.do(lambda desk, _job: saved_filters.keep(desk, name, current),
                         lambda _changes: self._kept(name), self._refused)  # fmt: skip

    def _kept(self, name: str) -> None:
        self.fields["saved"].set_problem("")
        self.saved.set_value(" ".join(name.split()))
        self.drop.setEnabled(True)
        self._session.told.emit(tr("Đã giữ bộ lọc «{name}»", name=name))

    def _drop(self) -> None:
        name = self.saved.value()
        self._session.do(lambda desk, _job: saved_filters.remove(desk, name),
                         lambda _changes: self._dropped(), self._refused)  # fmt: skip

    def _dropped(self) -> None:
        self.saved.set_value("")
        self.name.set_value("")

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, RuleError):
            self._session.failed.emit(error)
            return
        self.fields["saved"].set_problem(messages.of_error(error))


def _iso(edit: DateEdit) -> str:
    day = edit.day()
    return day.isoformat() if day else ""


def _once(items: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Programmes share most of their codes."""
    return list(dict(items).items())
