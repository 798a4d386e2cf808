"""The fields few records need at first: declarations, the rest of the recognition request, the benefit in detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.initiative import ANSWERS, YEARLY, Answer
from domain.labels import ANSWERS as WORDS
from domain.labels import FIELDS
from domain.programme import Programme
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit, MoneyEdit, TextEdit
from ui.common.field import Field
from ui.common.fold import Fold
from ui.common.pieces import Pieces, at_once
from ui.words import tr

Editor = Choice | DateEdit | LineEdit | MoneyEdit | TextEdit
MakeField = Callable[[str, str, Any], Field]
MakeDate = Callable[[str], DateEdit]

DECLARED = (*ANSWERS, "consent_on", "consent_by", "research_accepted_on")
REQUESTED = ("trial_from_on", "nature", "conditions", "confidential", "author_gain", "user_gain", "first_users")
COMPUTED = ("benefit_inputs", "benefit_evidence", "benefit_from_on", "benefit_to_on", "benefit_confirmed_by",
            "benefit_confirmed_on", *YEARLY)  # fmt: skip
LINES_SHOWN = 3


def titles() -> Mapping[str, str]:
    """Titles that fit the form where the field's full name is too long for it."""
    return {
        "lawful": tr("Không trái trật tự, đạo đức xã hội"),
        "unprotected": tr("Không đang được bảo hộ sở hữu trí tuệ"),
        "consent_on": tr("Ngày đồng ý áp dụng"),
        "consent_by": tr("Thủ trưởng đồng ý"),
        "first_users": tr("Người tham gia áp dụng lần đầu"),
        "author_gain": tr("Lợi ích theo tác giả"),
        "user_gain": tr("Lợi ích theo nơi đã áp dụng"),
        "benefit_from_on": tr("Tính từ ngày"),
        "benefit_to_on": tr("Tính đến ngày"),
        "benefit_confirmed_by": tr("Người xác nhận"),
    }


class MoreFields(QWidget):
    """Three folds. `fold_of` says where a field is; the fields themselves are made by the form's own maker. `later`:
    whoever makes them goes through `pieces`."""

    def __init__(
        self, programme: Programme, make: MakeField, make_date: MakeDate, parent: QWidget | None = None, *,
        later: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._limits, self._make, self._date = programme.limits, make, make_date
        self._titles = titles()
        self.folds = {
            "declared": Fold(tr("Điều kiện, cam đoan của đơn vị")),
            "requested": Fold(tr("Theo đơn yêu cầu công nhận")),
            "computed": Fold(tr("Giá trị làm lợi: số liệu, xác nhận, từng năm")),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for fold in self.folds.values():
            column.addWidget(fold)
        self.pieces = self._fill()
        if not later:
            at_once(self.pieces)

    def _fill(self) -> Pieces:
        for key, fill in (("declared", self._declared), ("requested", self._requested), ("computed", self._computed)):
            yield
            yield from fill(self.folds[key])

    def fold_of(self, name: str) -> Fold | None:
        for key, names in (("declared", DECLARED), ("requested", REQUESTED), ("computed", COMPUTED)):
            if name in names:
                return self.folds[key]
        return None

    def count(self, values: Mapping[str, Any]) -> None:
        """Says at each fold how many of its fields hold something."""
        for key, names in (("declared", DECLARED), ("requested", REQUESTED), ("computed", COMPUTED)):
            filled = sum(bool(values.get(name)) for name in names)
            self.folds[key].say(tr("đã ghi {n}/{all}", n=filled, all=len(names)) if filled else "")

    def _declared(self, fold: Fold) -> Pieces:
        answers = [(str(answer), tr(words)) for answer, words in WORDS.items()]
        for name in ANSWERS:
            choice = Choice(answers)
            choice.set_value(str(Answer.UNKNOWN))
            fold.body.addWidget(self._field(name, choice))
            yield
        who = self._field("consent_by", LineEdit(tr("Họ tên, chức vụ")))
        self._side_by_side(fold, self._field("consent_on", self._date("12/8/2022")), who)
        fold.body.addWidget(self._field("research_accepted_on", self._date("12/8/2022")))

    def _requested(self, fold: Fold) -> Pieces:
        fold.body.addWidget(self._field("trial_from_on", self._date("12/8/2022")))
        for name in REQUESTED[1:]:
            fold.body.addWidget(self._text(name))
            yield

    def _computed(self, fold: Fold) -> Pieces:
        for name in ("benefit_inputs", "benefit_evidence"):
            fold.body.addWidget(self._text(name))
            yield
        period = [self._field(name, self._date("31/12/2022")) for name in ("benefit_from_on", "benefit_to_on")]
        self._side_by_side(fold, *period)
        yield
        who = self._field("benefit_confirmed_by", LineEdit(tr("Họ tên, chức vụ")))
        self._side_by_side(fold, who, self._field("benefit_confirmed_on", self._date("12/8/2022")))
        yield
        for name in YEARLY:
            fold.body.addWidget(self._field(name, MoneyEdit(placeholder="48.500.000")))

    def _text(self, name: str) -> Field:
        return self._field(name, TextEdit("", self._limits.get(name, 0), LINES_SHOWN))

    def _field(self, name: str, editor: Editor) -> Field:
        return self._make(name, self._titles.get(name) or tr(FIELDS[name]), editor)

    def _side_by_side(self, fold: Fold, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for field in fields:
            row.addWidget(field, 1)
        fold.body.addLayout(row)
