"""How much evidence the register takes, and how long removed files are kept: a card of the settings."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import evidence_limits
from desktop.operations.evidence_limits import Limits
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.session import Session
from ui.words import tr


class EvidenceCard(Card):
    """Three numbers; nothing is set before all of them can be."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Minh chứng"), parent=parent)
        self._session = session
        self.lines = {name: LineEdit() for name in ("file_mb", "record_mb", "kept_days")}
        titles = {"file_mb": tr("Một tệp, MB"), "record_mb": tr("Một sáng kiến, MB"),
                  "kept_days": tr("Giữ tệp đã bỏ, ngày")}  # fmt: skip
        self.fields = {name: Field(titles[name], line) for name, line in self.lines.items()}
        self.banner = Banner()
        self.save = button(tr("Đặt mức"), "checkmark")
        self.save.clicked.connect(self._save)
        hint = tr("Quá số ngày này, tệp đã bỏ không lấy lại được nữa và nhường chỗ trong sổ.")
        self.body.addWidget(label(hint, "muted", wrap=True))
        self.body.addWidget(self.banner)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, 0, place)
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        self.body.addLayout(row)
        self.show_limits()

    def show_limits(self) -> None:
        held = evidence_limits.get(self._session.screen)
        for name, line in self.lines.items():
            line.set_value(str(getattr(held, name)))

    def _save(self) -> None:
        self.banner.clear()
        for field in self.fields.values():
            field.set_problem("")
        told = {name: line.value().strip() for name, line in self.lines.items()}
        wrong = [name for name, words in told.items() if not words.isdecimal()]
        for name in wrong:
            self.fields[name].set_problem(tr("Hãy ghi một số nguyên."))
        if not wrong:
            limits = Limits(**{name: int(words[:9]) for name, words in told.items()})
            self._session.do(lambda desk, _job: evidence_limits.put(desk, limits), self._saved, self._failed)

    def _saved(self, _changes: Changes) -> None:
        self._session.told.emit(tr("Đã đặt mức của minh chứng"))

    def _failed(self, error: Exception) -> None:
        problems = error.problems if isinstance(error, RuleError) else ()
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_problem(messages.of_problem(problem))
        self.banner.say("error", messages.of_error(error))
