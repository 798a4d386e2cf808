"""The five questions a new register begins with, as fields."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import registers, units
from domain.errors import RuleError
from domain.labels import BLOCKS, LEVELS
from domain.unit import Block, Level, Unit
from ui.common.choices import Choice, offer
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.registers.passphrase import PassphraseField
from ui.words import tr


class Answers(QWidget):
    """Unit, upper union, block and level, the person, the passphrase twice. `fields` are named as errors name them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit_code, self.unit_name = LineEdit(tr("27001")), LineEdit(tr("CĐCS Công ty TNHH May Hoa Sim"))
        self.upper_code, self.upper_name = LineEdit(tr("27000")), LineEdit(tr("LĐLĐ huyện Bình Tân"))
        self.level = Choice([(code, tr(words)) for code, words in LEVELS.items()])
        self.block = Choice([(code, tr(words)) for code, words in BLOCKS.items()])
        self.user, self.place = LineEdit(tr("Nguyễn Thị Ngọc Hân")), LineEdit(tr("Bình Tân"))
        offer(self.upper_name, units.federations(clock.today()))
        self.level.set_value(str(Level.GRASSROOTS))
        self.block.set_value(str(Block.ENTERPRISE))
        self.first = PassphraseField(tr("Mật khẩu mở sổ"), weighed=True)
        self.again = PassphraseField(tr("Gõ lại mật khẩu"))
        self.fields = self._fields()
        self._lay_out()

    def unit(self) -> Unit:
        """What has been answered about the unit, not checked yet."""
        return Unit(
            self.unit_code.value(),
            self.unit_name.value(),
            Level(self.level.value()),
            self.upper_code.value(),
            self.upper_name.value(),
            Block(self.block.value()),
            self.place.value(),
        )

    def passphrase(self) -> str:
        return self.first.line.value()

    def valid(self) -> bool:
        """Whether a register can be made of the answers; marks every field that stands in the way."""
        for field in self.fields.values():
            field.set_problem("")
        found = registers.objections(self.unit(), self.user.value(), self.passphrase())
        for error in found:
            self.mark(error)
        differs = self.again.line.value() != self.passphrase()
        if differs and not self.first.problem():
            self.again.set_problem(tr("Hai lần gõ chưa giống nhau. Hãy gõ lại."))
        wrong = [field for field in self.fields.values() if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()
        return not found and not differs

    def mark(self, error: RuleError) -> bool:
        """Shows an error at its field; False if it has none here."""
        field = self.fields.get(error.field)
        if field is not None:
            field.set_problem(messages.of_error(error))
        return field is not None

    def _fields(self) -> dict[str, Field]:
        code_help = tr("Mã cấp trên đã cho")
        return {
            "unit_code": Field(tr("Mã đơn vị"), self.unit_code, required=True, help_text=code_help),
            "unit_name": Field(tr("Tên đơn vị"), self.unit_name, required=True),
            "upper_code": Field(tr("Mã cấp trên"), self.upper_code),
            "upper_name": Field(tr("Công đoàn cấp trên"), self.upper_name),
            "level": Field(tr("Cấp"), self.level, required=True),
            "block": Field(tr("Khối"), self.block, required=True),
            "user": Field(tr("Họ và tên của bạn"), self.user, required=True),
            "place": Field(tr("Địa danh ghi trên văn bản"), self.place),
            "passphrase": self.first,
            "again": self.again,
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        questions = (
            (tr("1. Đơn vị của bạn"), "unit_code", "unit_name"),
            (tr("2. Công đoàn cấp trên"), "upper_code", "upper_name"),
            (tr("3. Cấp và khối"), "level", "block"),
            (tr("4. Người giữ sổ"), "user", "place"),
            (tr("5. Mật khẩu"), "passphrase", "again"),
        )
        for question, left, right in questions:
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(label(question, "muted", wrap=True), 2)
            row.addWidget(self.fields[left], 3 if "code" in left else 4)
            row.addWidget(self.fields[right], 5 if "code" in left else 4)
            column.addLayout(row)
