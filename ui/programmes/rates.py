"""What remuneration is reckoned with: the minimum wages by day, and the share of a transfer's price."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import programmes, support
from domain import dates, money, remuneration
from domain.errors import RuleError
from domain.programme import Remuneration
from domain.remuneration import MinimumWage
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.editors import DateEdit, LineEdit, MoneyEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.numbers import amount_words
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.people.columns import Columns
from ui.session import Session
from ui.words import tr


class Rates(Scroll):
    """Two cards, `wages` and `transfer`; they scroll where the screen is low or the letters are large."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.wages, self.transfer = WagesCard(session), TransferCard()
        self.body.setContentsMargins(0, 0, 6, 0)
        self.body.addWidget(Columns((self.wages,), (self.transfer,)))
        self.body.addStretch(1)
        self.setFocusProxy(self.wages.from_on)

    def refresh(self) -> None:
        self.wages.refresh()
        self.transfer.show_rule(programmes.current(self._session.screen).remuneration)


class WagesCard(Card):
    """The wages in force from each day; a new one, or another for the same day, is added below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Mức lương tối thiểu, lương cơ sở"), parent=parent)
        self._session = session
        self.model: PageModel[MinimumWage] = PageModel(_columns(), SequenceProvider[MinimumWage](), self)
        self.table = Table(self.model, tr("Mức lương theo ngày"))
        self.from_on = DateEdit(lambda words: dates.parse(words, clock.today()), "01/7/2024")
        self.amount, self.source = MoneyEdit(placeholder="2.340.000"), LineEdit(tr("Nghị định số …, ngày …"))
        self.fields = {
            "from_on": Field(tr("Áp dụng từ ngày"), self.from_on, required=True),
            "vnd": Field(tr("Mức một tháng (đồng)"), self.amount, required=True),
            "source": Field(tr("Văn bản"), self.source, required=True),
        }
        self.banner = Banner()
        self.add = button(tr("Ghi mức lương"), "add")
        self.add.clicked.connect(self._add)
        for line in (self.from_on, self.amount, self.source):
            line.returnPressed.connect(self._add)
        self._lay_out()

    def refresh(self) -> None:
        found = list(reversed(support.wages(self._session.screen)))
        self.table.refresh(SequenceProvider(found))

    def _add(self) -> None:
        for field in self.fields.values():
            field.set_problem("")
        self.banner.clear()
        day, vnd, source = self.from_on.day(), self.amount.amount(), self.source.value()
        if day is None:
            self._say("from_on", tr("Ghi ngày/tháng/năm, ví dụ 01/7/2024."))
        elif vnd is None:
            self._say("vnd", tr("Ghi số tiền, ví dụ 2.340.000."))
        else:
            self._session.do(lambda desk, _job: support.put_wage(desk, day, vnd, source), self._added, self._failed)

    def _added(self, _changes: object) -> None:
        for editor in (self.from_on, self.amount, self.source):
            editor.set_value("")
        self.refresh()
        self._session.told.emit(tr("Đã ghi mức lương."))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.field in self.fields:
            self._say(error.field, messages.of_error(error))
        else:
            self.banner.say("error", messages.of_error(error))

    def _say(self, name: str, sentence: str) -> None:
        self.fields[name].set_problem(sentence)
        self.fields[name].editor.setFocus()

    def _lay_out(self) -> None:
        warning = tr("Phải đối chiếu với văn bản trước khi trả; mức ghi ở đây thay mức có sẵn của cùng ngày.")
        self.body.addWidget(label(warning, "muted", wrap=True))
        self.table.setMinimumHeight(220)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.fields["from_on"], 2)
        row.addWidget(self.fields["vnd"], 3)
        self.body.addLayout(row)
        self.body.addWidget(self.fields["source"])
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.add)
        self.body.addLayout(below)


class TransferCard(Card):
    """The least for the authors of one transfer, as the price is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Chuyển giao cho nơi khác áp dụng"), parent=parent)
        self._rule: Remuneration | None = None
        self.price = MoneyEdit(placeholder="100.000.000")
        self.price.edited.connect(lambda _words: self._show())
        self.price.committed.connect(lambda _words: self._show())
        self.answer = label("", "heading", wrap=True)
        self._source = label("", "small", wrap=True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Field(tr("Giá chuyển giao (đồng)"), self.price))
        column.addWidget(self.answer)
        column.addWidget(self._source)
        self.body.addLayout(column)

    def show_rule(self, rule: Remuneration | None) -> None:
        self._rule = rule
        self.price.setEnabled(rule is not None)
        self._source.setText(tr("Nguồn: {source}.", source=rule.source) if rule else "")
        self._show()

    def _show(self) -> None:
        if self._rule is None:
            self.answer.setText(tr("Chương trình này không nêu mức thù lao."))
            return
        price = self.price.amount()
        if price is None:
            share = f"{self._rule.transfer_pct:g}".replace(".", ",")
            self.answer.setText(tr("Tác giả được trả ít nhất {share} % giá chuyển giao.", share=share))
            return
        least = remuneration.transfer(price, self._rule)
        told = tr("Trả tác giả ít nhất {vnd} đ ({words}).", vnd=money.plain(least), words=amount_words(least))
        self.answer.setText(told)


def _columns() -> tuple[Column[MinimumWage], ...]:
    return (
        Column(tr("Từ ngày"), lambda wage: Cell(dates.shown(wage.from_on)), sample="00/00/0000"),
        Column(tr("Đồng/tháng"), lambda wage: Cell(money.plain(wage.vnd)), Kind.MONEY, sample="10.000.000"),
        Column(tr("Văn bản"), lambda wage: Cell(wage.source, tip=wage.source)),
    )
