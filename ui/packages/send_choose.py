"""First step of sending: which initiatives go into the package."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.overview import Todo
from desktop.operations.packages import READY, Item
from domain import money
from domain.initiative import leading_author
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind
from ui.common.pill import Mark
from ui.overview import todo
from ui.packages.check_table import CheckTable
from ui.words import tr

FRESH, ALL = "fresh", "all"


class ChooseStep(QWidget):
    """A list with boxes. `changed` when the choice has changed; `key_asked` for the button that makes a signing key;
    `asked(page, what)` for the one that leads to what has to be done before anything can be sent."""

    changed = Signal()
    key_asked = Signal()
    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._ahead: tuple[str, object] = ("initiatives", None)
        self.key_banner = Banner()
        self.key_banner.clicked.connect(self.key_asked)
        self.note = Banner()
        self.note.clicked.connect(lambda: self.asked.emit(*self._ahead))
        self.chips = Chips(tr("Sáng kiến nào"))
        self.chips.chosen.connect(self._filter)
        self.table: CheckTable[Item] = CheckTable(_columns(), lambda item: item.stored.row_id, tr("Sáng kiến để gửi"))
        self.table.turned.connect(self._turned)
        self.count = label("", "label")
        self.all_button = Button(tr("Chọn tất cả"), look="link")
        self.none_button = Button(tr("Bỏ chọn tất cả"), look="link")
        self.all_button.clicked.connect(lambda: self._set(True))
        self.none_button.clicked.connect(lambda: self._set(False))
        card = Card()
        card.fill(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.key_banner, self.note, self.chips):
            column.addWidget(part)
        column.addWidget(card, 1)
        below = QHBoxLayout()
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.all_button)
        below.addWidget(self.none_button)
        column.addLayout(below)

    def set_items(self, items: Sequence[Item], ahead: Sequence[Todo] = (), *, keep: bool) -> None:
        """Everything that may go. Checked at first: what was never sent or changed since; later (`keep`) as it was.

        `ahead` is what has to be done first while there is nothing.
        """
        self._items = list(items)
        ids = {item.stored.row_id for item in items}
        fresh = [item for item in items if is_fresh(item)]
        self.table.set_checked(self.table.checked() & ids if keep else {item.stored.row_id for item in fresh})
        self.chips.set_chips(
            [
                (FRESH, tr("Chưa gửi hoặc đã sửa"), len(fresh)),
                (ALL, tr("Tất cả đã công nhận"), len(items)),
            ]
        )
        self._filter(self.chips.current())
        self._say(len(fresh), ahead)
        self._count()

    def say_trouble(self, sentence: str, code: str) -> None:
        """Nothing could be planned; where the union above is not known, a button leads to where it is written."""
        self._ahead = ("people", None)
        self.note.say("error", sentence, tr("Mở «Người & đơn vị»") if code.startswith("recipient_") else "")

    def chosen(self) -> list[Item]:
        """The items checked, in their order."""
        checked = self.table.checked()
        return [item for item in self._items if item.stored.row_id in checked]

    def leave_out(self, row_ids: set[int]) -> None:
        self.table.set_checked(self.table.checked() - row_ids)
        self._turned()

    def _filter(self, which: str) -> None:
        self.table.set_rows(self._items if which == ALL else [item for item in self._items if is_fresh(item)])

    def _set(self, on: bool) -> None:
        shown = {item.stored.row_id for item in self._items if self.chips.current() == ALL or is_fresh(item)}
        checked = self.table.checked()
        self.table.set_checked(checked | shown if on else checked - shown)
        self._turned()

    def _turned(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.count.setText(tr("Đã chọn {n} sáng kiến", n=len(self.table.checked())))

    def _say(self, fresh: int, ahead: Sequence[Todo]) -> None:
        if not self._items:
            self._say_what_is_ahead(ahead)
        elif not fresh:
            self.note.say("ok", tr("Mọi sáng kiến đã công nhận đều đã gửi và chưa sửa gì từ đó. Chỉ gửi lại khi cần."))
        else:
            self.note.clear()

    def _say_what_is_ahead(self, ahead: Sequence[Todo]) -> None:
        """Nothing is recognised: which steps are left, and a button to the nearest one."""
        if not ahead:
            words = tr("Chưa có sáng kiến nào được công nhận. Hãy hoàn tất công nhận rồi quay lại đây.")
            self._ahead = ("initiatives", None)
            self.note.say("warn", words, tr("Mở danh sách sáng kiến"))
            return
        if ahead[0].kind == "new":
            self._ahead = ("initiatives", "new")
            words = tr("Sổ chưa có sáng kiến nào. Hãy ghi sáng kiến, đưa qua thẩm định và công nhận rồi quay lại đây.")
            self.note.say("warn", words, tr("Ghi sáng kiến"))
            return
        told = "; ".join(todo.line(one)[0] for one in ahead)
        words = tr("Chưa có sáng kiến nào được công nhận nên chưa có gì để gửi. Còn phải làm: {told}.", told=told)
        _words, verb, page, _icon = todo.line(ahead[0])
        self._ahead = (page, todo.SECTIONS.get(ahead[0].kind, ahead[0].kind))
        self.note.say("warn", words, verb)


def is_fresh(item: Item) -> bool:
    """Recognised and never sent, or changed since."""
    return item.stored.initiative.state in READY or item.changed


def sent_mark(item: Item) -> Mark:
    if not item.stored.sealed_sha256:
        return Mark(tr("Chưa gửi"), "box", "info")
    return Mark(tr("Đã sửa"), "edit", "warn") if is_fresh(item) else Mark(tr("Trong gói"), "send", "neutral")


def _columns() -> list[Column[Item]]:
    return [
        Column(tr("Sáng kiến"), title_cell, Kind.TWO_LINES),
        Column(tr("Tác giả"), _author, Kind.TWO_LINES, sample="Nguyễn Thị Hoàng Oanh", fold_below=80),
        Column(tr("Lần gửi trước"), lambda item: Cell(mark=sent_mark(item)), Kind.PILL, sample=tr("Chưa gửi")),
    ]


def title_cell(item: Item) -> Cell:
    held = item.stored.initiative
    benefit = f"{money.plain(held.benefit_vnd)} đ" if held.benefit_vnd else ""
    leading = leading_author(held)
    author = leading.full_name if leading else ""
    second = "  ·  ".join(filter(None, (held.number, benefit)))
    folded = "  ·  ".join(filter(None, (held.number, author)))
    return Cell(held.title, second, folded, tip=held.title)


def _author(item: Item) -> Cell:
    leading = leading_author(item.stored.initiative)
    return Cell(leading.full_name, leading.workplace) if leading else Cell()
