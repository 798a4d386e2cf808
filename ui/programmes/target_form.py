"""Handing down a target: to which unit, for which phase, how much, and by which document."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import programmes, targets
from domain.errors import RuleError
from domain.target import Target
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice, SearchChoice
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.scroll import Scroll
from ui.session import Session
from ui.words import tr


class TargetForm(Card):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Giao chỉ tiêu"), ruled=True, parent=parent)
        self._session = session
        self._names: dict[str, tuple[str, str]] = {}
        self.unit, self.phase = SearchChoice(), Choice()
        self.initiatives, self.persons, self.pct = LineEdit(), LineEdit(), LineEdit()
        self.document, self.day = LineEdit(), DateEdit()
        self.fields = {
            "unit_code": Field(tr("Đơn vị nhận"), self.unit, required=True,
                               help_text=tr("Chọn trong danh sách, hoặc gõ mã đơn vị.")),
            "phase": Field(tr("Giai đoạn"), self.phase),
            "initiatives": Field(tr("Số sáng kiến"), self.initiatives),
            "persons": Field(tr("Số người"), self.persons),
            "persons_pct": Field(tr("Tỷ lệ người có sáng kiến (%)"), self.pct),
            "document": Field(tr("Văn bản giao"), self.document, required=True,
                              help_text=tr("Số và tên văn bản, ví dụ KH 12/KH-LĐLĐ.")),
            "document_on": Field(tr("Ngày văn bản"), self.day),
        }  # fmt: skip
        self.banner = Banner()
        self.give = button(tr("Giao chỉ tiêu"), "checkmark", primary=True)
        self.give.clicked.connect(self.hand_down)
        self._lay_out()

    def show_choices(self) -> None:
        """The units and phases there are now; what is typed stays."""
        desk = self._session.screen
        below = [(code, (name, "grassroots")) for code, name in targets.below(desk)]
        self._names = {desk.unit.code: (desk.unit.name, str(desk.unit.level)), **dict(below)}
        self.unit.set_items([(code, f"{name} ({code})") for code, (name, _level) in self._names.items()])
        whole = [("", tr("Cả chương trình"))]
        self.phase.set_items(whole + [(phase.id, phase.title) for phase in programmes.current(desk).phases])
        if not self.unit.value():
            self.unit.set_value(desk.unit.code)
        if not self.phase.value():
            self.phase.set_value("")
            self.phase.setCurrentIndex(0)

    def hand_down(self) -> None:
        for field in self.fields.values():
            field.set_problem("")
        self.banner.clear()
        wanted = self._typed()
        if wanted is not None:
            self.give.setEnabled(False)
            self._session.do(lambda desk, _job: targets.hand_down(desk, wanted), self._done, self._failed)

    def _typed(self) -> Target | None:
        """What was typed; None with the problem at its field where a number or a day cannot be read."""
        numbers: dict[str, float] = {}
        for name, line in (("initiatives", self.initiatives), ("persons", self.persons), ("persons_pct", self.pct)):
            number = _number(line.value(), fraction=name == "persons_pct")
            if number is None:
                self.fields[name].set_problem(tr("Không đọc được con số. Ghi chữ số, ví dụ 1200."))
                line.setFocus()
                return None
            numbers[name] = number
        if self.day.value().strip() and self.day.day() is None:
            self.fields["document_on"].set_problem(tr("Không đọc được ngày. Ghi ngày/tháng/năm, ví dụ 12/8/2022."))
            self.day.setFocus()
            return None
        code = self.unit.value().strip().upper()
        name, level = self._names.get(code, (code, "grassroots"))
        return Target("", self.phase.value(), level, code, name, int(numbers["initiatives"]), int(numbers["persons"]),
                      numbers["persons_pct"], self.document.value(), self.day.day())  # fmt: skip

    def _done(self, _changes: Changes) -> None:
        self.give.setEnabled(True)
        for line in (self.initiatives, self.persons, self.pct):
            line.set_value("")
        self._session.told.emit(tr("Đã giao chỉ tiêu."))

    def _failed(self, error: Exception) -> None:
        self.give.setEnabled(True)
        if isinstance(error, RuleError) and error.problems:
            for problem in error.problems:
                self.fields[problem.field].set_problem(messages.of_problem(problem))
            self.fields[error.problems[0].field].editor.setFocus()
        else:
            self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _lay_out(self) -> None:
        scroll = Scroll()
        scroll.body.addWidget(self.fields["unit_code"])
        scroll.body.addWidget(self.fields["phase"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(self.fields["initiatives"], 0, 0)
        grid.addWidget(self.fields["persons"], 0, 1)
        scroll.body.addLayout(grid)
        for name in ("persons_pct", "document", "document_on"):
            scroll.body.addWidget(self.fields[name])
        scroll.body.addWidget(self.banner)
        scroll.body.addStretch(1)
        self.fill(scroll)
        foot = self.foot()
        foot.addStretch(1)
        foot.addWidget(self.give)


def _number(words: str, *, fraction: bool) -> float | None:
    """A count as 1200 or 1.200, a share as 15 or 12,5; nothing typed is 0, None what cannot be read."""
    bare = words.strip().replace(" ", "").rstrip("%")
    bare = bare.replace(",", ".") if fraction else bare.replace(".", "")
    if not bare:
        return 0
    whole, _, rest = bare.partition(".")
    if not whole.isascii() or not whole.isdecimal() or len(whole) > 9 or (rest and not rest.isdecimal()):
        return None
    return float(bare) if fraction else int(bare)
