"""The words of this register's own unit, as they stand on its papers."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import registers
from domain.errors import RuleError
from domain.labels import BLOCKS, LEVELS
from domain.unit import Block, Unit
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.session import Session
from ui.words import tr


class UnitCard(Card):
    """Name, upper union, place and block; the code and the level never change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Đơn vị"), parent=parent)
        self._session = session
        self._shown = session.screen.unit
        self.fixed = label("", "muted", wrap=True)
        self.name, self.place = LineEdit(), LineEdit()
        self.upper_code, self.upper_name = LineEdit(), LineEdit()
        self.block = Choice([(code, tr(words)) for code, words in BLOCKS.items()])
        self.fields = {
            "unit_name": Field(tr("Tên đơn vị"), self.name, required=True),
            "upper_code": Field(tr("Mã cấp trên"), self.upper_code),
            "upper_name": Field(tr("Công đoàn cấp trên"), self.upper_name),
            "block": Field(tr("Khối"), self.block),
            "place": Field(tr("Địa danh ghi trên văn bản"), self.place),
        }
        self.banner = Banner()
        self.save = button(tr("Lưu thay đổi"), "checkmark")
        self.save.clicked.connect(self.flush)
        for line in (self.name, self.upper_code, self.upper_name, self.place, self.block):
            line.edited.connect(lambda _text: self._mark())
        self._lay_out()
        self.show_unit()

    def show_unit(self) -> None:
        self._shown = unit = self._session.screen.unit
        level = tr(LEVELS[str(unit.level)])
        self.fixed.setText(tr("Mã {code}  ·  {level}. Mã và cấp không đổi được.", code=unit.code, level=level))
        self.name.set_value(unit.name)
        self.upper_code.set_value(unit.upper_code)
        self.upper_name.set_value(unit.upper_name)
        self.place.set_value(unit.place)
        self.block.set_value(str(unit.block))
        self._mark()

    def changed(self) -> bool:
        """Whether something typed here has not been saved; a change made elsewhere is none."""
        return self._typed() != self._shown

    def refresh(self) -> None:
        """Shows what was changed elsewhere, unless somebody is typing here."""
        if not self.changed():
            self.show_unit()

    def flush(self) -> None:
        """Saves what was typed, if anything was."""
        if not self.changed():
            return
        wanted = self._typed()
        self.save.setEnabled(False)
        self._session.do(lambda desk, _job: registers.change_unit(desk, wanted), self._saved, self._failed)

    def valid(self) -> bool:
        """Whether what was typed can be saved; marks what cannot."""
        for field in self.fields.values():
            field.set_problem("")
        try:
            registers.checked(self._typed())
        except RuleError as error:
            self._failed(error)
        return not any(field.problem() for field in self.fields.values())

    def _typed(self) -> Unit:
        return dataclasses.replace(
            self._shown,
            name=self.name.value(),
            upper_code=self.upper_code.value(),
            upper_name=self.upper_name.value(),
            place=self.place.value(),
            block=Block(self.block.value()),
        )

    def _mark(self) -> None:
        self.save.setEnabled(self.changed())

    def _saved(self, _changes: Changes) -> None:
        for field in self.fields.values():
            field.set_problem("")
        self.banner.clear()
        self.show_unit()
        self._session.told.emit(tr("Đã lưu thông tin đơn vị."))

    def _failed(self, error: Exception) -> None:
        self._mark()
        field = self.fields.get(error.field) if isinstance(error, RuleError) else None
        if field is not None:
            field.set_problem(messages.of_error(error))
            field.editor.setFocus()
        else:
            self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        self.body.addWidget(self.fixed)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.fields["unit_name"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for at, name in enumerate(("upper_code", "upper_name", "block", "place")):
            grid.addWidget(self.fields[name], at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addLayout(row)
