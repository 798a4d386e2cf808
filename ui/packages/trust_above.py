"""An upper union's part: its root, the keys of units it vouches for, and the trust package that goes down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import kept_packages, messages
from desktop.changes import Changes
from desktop.operations import encryption, enrolments, keys, trust
from desktop.operations.enrolments import Unenrolled
from desktop.operations.trust import Standing, TrustedUnit
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.confirm import confirm
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.code_box import CodeBox
from ui.packages.stepper import DONE, LATER, NOW, StepCard
from ui.packages.vouch_form import VouchForm
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr

Unit = Mapping[str, Any]
_NAMES = 6  # of units that are named, the rest is counted


class AuthorityCard(Card):
    """Three steps that come again with every new unit. `print_asked(code)` to put the root's code on paper."""

    print_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Xác nhận khóa cho các đơn vị"), parent=parent)
        self._session = session
        self._vouched: tuple[Unit, ...] = ()
        self.root = StepCard(1, tr("Khóa gốc của đơn vị mình"))
        self.vouch = StepCard(2, tr("Xác nhận khóa từng đơn vị"))
        self.export = StepCard(3, tr("Xuất danh bạ khóa gửi các đơn vị"))
        for step in (self.root, self.vouch, self.export):
            self.body.addWidget(step)
        self._build_root()
        self._build_vouch()
        self._build_export()

    def show_standing(self, told: Standing) -> None:
        """Where the union stands now."""
        self._vouched = told.vouched
        made = bool(told.root_code)
        self.root_button.setVisible(not made)
        self.code.set_code(told.root_code)
        self.root.set_state(
            DONE if made else NOW,
            tr("In mã dưới đây vào công văn gửi các đơn vị, để họ nhận ra đúng danh bạ của mình.")
            if made
            else tr("Làm một lần. Từ khóa gốc, sổ này xác nhận khóa của các đơn vị và ký biên nhận."),
        )
        active = sum(unit["state"] == "active" for unit in told.vouched)
        self.vouch_button.setVisible(made)
        self.vouch.set_state(
            DONE if active else NOW if made else LATER,
            tr("Đang xác nhận {n} đơn vị.", n=active)
            if told.vouched
            else tr("Đơn vị gửi tệp yêu cầu; bạn gọi điện, nghe đọc 30 chữ số rồi gõ vào."),
        )
        self._show_units()
        self._show_export(told, made)
        ends_soon = made and told.office_days_left <= keys.WARN_DAYS
        day = dates.shown(date.fromisoformat(told.office_ends_on)) if made else ""
        words = tr("Chứng thư văn phòng dùng ký biên nhận và danh bạ có hạn đến {day}.", day=day)
        self.office.say("warn", words if ends_soon else "", tr("Gia hạn ba năm"))
        if made:
            work = self._session.do
            work(lambda desk, _job: enrolments.waiting(desk), self._show_waiting, lambda _error: self.waiting.clear())
        else:
            self.waiting.clear()

    def make_root(self) -> None:
        self.root_button.setEnabled(False)

        def failed(error: Exception) -> None:
            self.root_button.setEnabled(True)
            self.root.problem.say("error", messages.of_error(error))

        told = tr("Đã tạo khóa gốc")
        self._session.do(lambda desk, _job: trust.init(desk), lambda _answer: self._session.told.emit(told), failed)

    def open_request(self, file: Path) -> None:
        """A unit's request was chosen: shows who asks, and waits for the code heard on the telephone."""
        self.vouch.problem.clear()

        def failed(error: Exception) -> None:
            self.vouch.problem.say("error", messages.of_error(error))

        if not trust.has_root(self._session.screen):
            self.vouch.problem.say("warn", messages.sentence("root_missing"))
            return
        source, own = kept_packages.source(self._session.screen, file), encryption.identities(self._session.screen)
        self._session.ask(
            lambda _job: trust.read_request(source, own), lambda asked: self.form.show_request(file, asked), failed
        )

    def issue(self, file: Path, heard: str) -> None:
        """Vouches for the key of a request if the code heard is its own."""

        def done(answer: tuple[TrustedUnit, Changes]) -> None:
            self.form.hide()
            words = tr(
                "Đã xác nhận khóa của {unit}. Hãy xuất danh bạ khóa và gửi lại cho đơn vị.", unit=answer[0].unit_name
            )
            self.vouch.problem.say("ok", words)

        self._session.do(
            lambda desk, _job: trust.issue(desk, file, heard),
            done,
            lambda error: self.form.refuse(messages.of_error(error)),
        )

    def revoke(self, unit: Unit) -> None:
        """No longer vouches for a unit; not asked again here."""
        name = unit["unit_name"]

        def done(_changes: Changes) -> None:
            self.vouch.problem.say("warn", tr("Đã thu hồi khóa của {unit}. Hãy xuất danh bạ mới.", unit=name))

        self._session.do(
            lambda desk, _job: trust.revoke(desk, unit["unit_code"]),
            done,
            lambda error: self.vouch.problem.say("error", messages.of_error(error)),
        )

    def write_trust(self, folder: Path) -> None:
        """Writes the trust package, one version higher, into a folder."""

        def done(answer: tuple[Path, int, Changes]) -> None:
            self.export.problem.say("ok", tr("Đã ghi danh bạ {n} đơn vị vào {path}.", n=answer[1], path=answer[0]))

        self._session.do(lambda desk, _job: trust.export(desk, folder), done, self._not_written)

    def write_root(self, file: Path) -> None:
        """Writes the root's certificate, for those who check packages with programs of their own."""
        told = tr("Đã ghi chứng thư gốc vào {path}.", path=file)
        self._session.do(
            lambda desk, _job: trust.write_root(desk, file),
            lambda _file: self.export.problem.say("ok", told),
            self._not_written,
        )

    def renew_office(self) -> None:
        """Three more years for the office's certificate."""

        def done(_answer: tuple[str, Changes]) -> None:
            self._session.told.emit(tr("Đã gia hạn chứng thư văn phòng; không phải gửi lại danh bạ."))

        self._session.do(lambda desk, _job: trust.renew_office(desk), done, self._not_written)

    def _show_waiting(self, units: list[Unenrolled]) -> None:
        names = "; ".join(one.unit_name for one in units[:_NAMES]) + ("…" if len(units) > _NAMES else "")
        words = tr("{n} đơn vị bên dưới chưa xác nhận khóa: {names}", n=len(units), names=names)
        self.waiting.say("info", words if units else "")

    def _not_written(self, error: Exception) -> None:
        self.export.problem.say("error", messages.of_error(error))

    def _show_units(self) -> None:
        self.units.setVisible(bool(self._vouched))
        self.table.refresh(SequenceProvider(self._vouched))
        if self.table.current_id() is None:
            self.table.select_row(0)
        self._picked(self.table.current_id())
        rows = min(6, len(self._vouched))
        height = (
            self.table.verticalHeader().defaultSectionSize() * rows + self.table.horizontalHeader().sizeHint().height()
        )
        self.table.setFixedHeight(height + 4)

    def _show_export(self, told: Standing, made: bool) -> None:
        self.export_button.setVisible(made)
        self.pem_button.setVisible(made)
        if told.version and not told.unsent:
            words = tr(
                "Bản số {version} là mới nhất. Gửi cho các đơn vị bằng USB, e-mail hay Zalo đều được.",
                version=told.version,
            )
            self.export.set_state(DONE, words)
        elif told.version:
            words = tr(
                "Từ bản số {version}, danh sách đơn vị đã thay đổi. Hãy xuất bản mới và gửi lại.", version=told.version
            )
            self.export.set_state(NOW, words)
        else:
            words = tr("Danh bạ cho các đơn vị biết khóa nào được tin. Danh bạ không có gì bí mật.")
            self.export.set_state(NOW if told.vouched else LATER, words)

    def _build_root(self) -> None:
        self.root_button = self.root.add_button(Button(tr("Tạo khóa gốc"), "key", "primary"))
        self.root_button.clicked.connect(self.make_root)
        self.code = CodeBox(tr("Mã khóa gốc để ghi vào công văn"))
        self.code.copied.connect(lambda: self._session.told.emit(tr("Đã sao chép mã")))
        self.print_button = Button(tr("In mã…"), "print")
        self.print_button.clicked.connect(lambda: self.print_asked.emit(self.code.code()))
        self.code.buttons.addWidget(self.print_button)
        self.root.body.addWidget(self.code)
        self.office = Banner()
        self.office.clicked.connect(self.renew_office)
        self.root.body.addWidget(self.office)

    def _build_vouch(self) -> None:
        self.vouch_button = self.vouch.add_button(Button(tr("Mở yêu cầu cấp khóa…"), "folder_open"))
        self.vouch_button.clicked.connect(self._pick_request)
        self.form = VouchForm()
        self.form.hide()
        self.form.confirmed.connect(self.issue)
        self._model = PageModel(_columns(), SequenceProvider[Unit](), self)
        self.table = Table(self._model, tr("Đơn vị đã xác nhận khóa"))
        self.table.picked.connect(self._picked)
        self.units = Card()
        self.units.fill(self.table)
        self.revoke_button = Button(tr("Thu hồi khóa đơn vị đang chọn…"), "dismiss", "danger")
        self.revoke_button.clicked.connect(self._ask_revoke)
        foot = self.units.foot()
        foot.addWidget(self.revoke_button)
        foot.addStretch(1)
        self.waiting = Banner()
        self.vouch.body.addWidget(self.waiting)
        self.vouch.body.addWidget(self.form)
        self.vouch.body.addWidget(self.units)

    def _build_export(self) -> None:
        self.pem_button = Button(tr("Xuất chứng thư gốc…"), "certificate", "link")
        row = QHBoxLayout()
        row.addWidget(self.pem_button)
        row.addStretch(1)
        self.export.body.addLayout(row)
        self.export_button = self.export.add_button(Button(tr("Xuất danh bạ khóa…"), "arrow_export"))
        self.pem_button.setToolTip(tr("Tệp PEM để người ngoài tự kiểm tra gói bằng phần mềm của họ."))
        self.export_button.clicked.connect(self._pick_folder)
        self.pem_button.clicked.connect(self._pick_pem)

    def _picked(self, _place: object) -> None:
        unit = self._current()
        self.revoke_button.setEnabled(unit is not None and unit["state"] == "active")

    def _current(self) -> Unit | None:
        place = self.table.current_id()
        return self._vouched[place] if place is not None and place < len(self._vouched) else None

    def _ask_revoke(self) -> None:
        unit = self._current()
        if unit is None:
            return
        question = tr("Thu hồi khóa của {unit}?", unit=unit["unit_name"])
        detail = tr("Gói ký bằng khóa này từ nay bị từ chối. Đơn vị phải tạo yêu cầu mới và đọc mã lại từ đầu.")
        if confirm(self, question, detail, tr("Thu hồi khóa")):
            self.revoke(unit)

    def _pick_request(self) -> None:
        file = pickers.package(self, tr("Chọn yêu cầu cấp khóa"))
        if file is not None:
            self.open_request(file)

    def _pick_folder(self) -> None:
        folder = pickers.folder(self, tr("Ghi danh bạ khóa vào"))
        if folder is not None:
            self.write_trust(folder)

    def _pick_pem(self) -> None:
        name = f"{self._session.screen.unit.code.lower()}-root.pem"
        file = pickers.new_file(self, tr("Ghi chứng thư gốc"), name, "PEM (*.pem)")
        if file is not None:
            self.write_root(file)


def _columns() -> list[Column[Unit]]:
    return [
        Column(tr("Đơn vị"), lambda unit: Cell(unit["unit_name"], unit["unit_code"]), Kind.TWO_LINES),
        Column(
            tr("Xác nhận lúc"), lambda unit: Cell(when(unit["issued_at"])), sample="00/00/0000 00:00", fold_below=60
        ),
        Column(tr("Khóa"), lambda unit: Cell(mark=_mark(unit)), Kind.PILL, sample=tr("Đang được tin")),
    ]


def _mark(unit: Unit) -> Mark:
    if unit["state"] == "active":
        return Mark(tr("Đang được tin"), "shield_checkmark", "ok")
    return Mark(tr("Đã thu hồi"), "dismiss", "error")
