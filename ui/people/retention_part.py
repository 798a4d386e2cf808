"""«Đến hạn»: how long personal data is kept here, and the people whose data is due to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import retention
from desktop.operations.retention import Standing
from domain import dates
from domain.retention import WITHDRAWN, Due
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.empty import Empty
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

OFFERED = (0, 1, 2, 3, 5, 10, 15, 20)


class RetentionPart(QWidget):
    """person_asked(id) opens that person's data, where it is exported, erased or anonymised; counted(n) tells how many
    are due. It is asked for beside the screen: a province has many people."""

    person_asked, counted = Signal(str), Signal(int)

    def __init__(self, session: Session, *, officer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.standing: Standing | None = None
        self.banner = Banner()
        self.years = Choice(_offered(OFFERED))
        self.years.setEnabled(officer)
        self.years.edited.connect(self._put)
        self.old_packages = label("", "muted", wrap=True)
        self.see = Button(tr("Xem dữ liệu người này"), "person", "primary")
        self.see.setEnabled(False)
        self.see.clicked.connect(self._see)
        self.model: PageModel[Due] = PageModel(_columns(), SequenceProvider[Due](), self)
        self.table = Table(self.model, tr("Đến hạn"))
        self.table.picked.connect(lambda _place: self.see.setEnabled(True))
        self.table.opened.connect(lambda _place: self._see())
        self.empty = Empty("checkmark_circle", tr("Không ai đến hạn"), "")
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        screen = self._session.screen
        self._session.ask(lambda _job: retention.standing(screen), self._show, self._failed)

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        self.years.set_items(_offered(sorted({*OFFERED, standing.years})))
        self.years.set_value(str(standing.years))
        self.table.refresh(SequenceProvider(standing.due))
        self.stack.setCurrentIndex(0 if standing.due else 1)
        if standing.years:
            self.empty.say("checkmark_circle", tr("Không ai đến hạn"))
        else:
            self.empty.say("clock", tr("Chưa đặt số năm giữ"),
                           tr("Chọn số năm ở trên; tới khi đó chỉ người rút lại sự đồng ý là đến hạn."))  # fmt: skip
        show_if(self.see, bool(standing.due))
        self.see.setEnabled(self.table.current_id() is not None)
        told = tr("{n} gói đã gửi, đã nhận cũ hơn hạn này: khi không cần chứng minh nữa thì xóa tệp trong thư mục "
                  "packages của sổ.", n=standing.old_packages)  # fmt: skip
        self.old_packages.setText(told)
        show_if(self.old_packages, standing.old_packages > 0)
        more = tr("Chỉ hiện {n} người lâu nhất.", n=len(standing.due)) if standing.more else ""
        self.banner.say("info", more)
        self.counted.emit(len(standing.due))

    def _put(self, years: str) -> None:
        self._session.do(lambda desk, _job: retention.put(desk, int(years)), None, self._failed)

    def _see(self) -> None:
        place = self.table.current_id()
        for one in self.model.provider.rows([place]) if place is not None else []:
            self.person_asked.emit(one.person_id)

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        hint = tr("Tính từ lần cuối hồ sơ của một người thay đổi trong sổ; theo quy định lưu trữ của đơn vị. Người rút "
                  "lại sự đồng ý đến hạn ngay. Phần mềm chỉ nhắc, không tự xóa.")  # fmt: skip
        listed = Card()
        listed.fill(self.table)
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.stack.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field(tr("Giữ dữ liệu cá nhân"), self.years), 1)
        row.addWidget(label(hint, "muted", wrap=True), 3)
        foot = QHBoxLayout()
        foot.addWidget(self.old_packages, 4)
        foot.addStretch(1)
        foot.addWidget(self.see)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)


def _offered(years: Sequence[int]) -> list[tuple[str, str]]:
    return [(str(one), tr("{n} năm", n=one) if one else tr("Chưa đặt")) for one in years]


def _columns() -> tuple[Column[Due], ...]:
    return (
        Column(tr("Họ tên"), lambda one: Cell(one.full_name, _why(one)), Kind.TWO_LINES),
        Column(tr("Sáng kiến"), lambda one: Cell(str(one.records)), Kind.MONEY, sample="000.000", fold_below=44),
        Column(tr("Thay đổi lần cuối"), lambda one: Cell(dates.shown(one.last_on)), sample="00/00/0000  "),
    )


def _why(one: Due) -> str:
    if one.why == WITHDRAWN:
        return tr("Đã rút lại sự đồng ý")
    return tr("Hết hạn lưu từ {day}", day=dates.shown(one.due_on))
