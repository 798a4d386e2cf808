"""A record field by field, as whoever gets a package sees it; what is withheld is struck out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from domain import dates, money, record
from domain.entry import NO, YES
from domain.initiative import DATES
from domain.labels import BENEFIT_STATES, BLOCKS, FIELDS, GENDERS, LEADERS, MEMBERSHIPS
from domain.programme import Programme, title_of
from ui.common.labels import label
from ui.common.pill import Mark, Pill
from ui.common.scroll import Scroll
from ui.packages.wording import shown_value
from ui.words import tr

_HIDDEN = (*record.INNER, "id", "programme", "pack_version")


class RecordView(Scroll):
    """One record. `withheld` fields show what stays here, struck out, and say so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: QFrame | None = None
        self._texts: list[str] = []
        self.body.addStretch(1)

    def show_record(
        self,
        values: Mapping[str, Any],
        pack: Programme | None,
        withheld: Sequence[str] = (),
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        """`values` are what leaves (JSON), `kept` the same record as it is held here."""
        self.clear()
        rows = self._rows = QFrame()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for name in (name for name in FIELDS if name in values and name not in _HIDDEN):
            if name == "credited_no":
                self._add_credited(grid, values)
            elif name in withheld:
                self._add_withheld(grid, name, words_of(name, (kept or values)[name], pack))
            elif words := words_of(name, values[name], pack):
                self._add(grid, name, words)
        self.body.insertWidget(0, rows)
        rows.show()
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows, self._texts = None, []

    def text(self) -> str:
        """All that is shown, a line a field; withheld ones begin with ✕."""
        return "\n".join(self._texts)

    def _add(self, grid: QGridLayout, name: str, words: str) -> None:
        said = label(words, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"{field_name(name)}: {words}")
        grid.addWidget(_heading(name), len(self._texts), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, len(self._texts), 1, Qt.AlignmentFlag.AlignTop)
        self._texts.append(f"{field_name(name)}: {words}")

    def _add_credited(self, grid: QGridLayout, values: Mapping[str, Any]) -> None:
        place, authors = values["credited_no"], values.get("authors") or ()
        if isinstance(place, int) and 1 <= place <= len(authors):
            self._add(grid, "credited_no", str(authors[place - 1].get("full_name", "")))

    def _add_withheld(self, grid: QGridLayout, name: str, words: str) -> None:
        said = label(words, "muted", wrap=True)
        said.setStyleSheet("text-decoration: line-through;")  # the sheet's font would win over setFont
        mark = Pill(Mark(tr("Giữ lại"), "lock_closed", "warn"))
        mark.setToolTip(tr("Cần bảo mật: bên nhận thấy mục này trống."))
        said.setAccessibleName(tr("{name}: giữ lại, bên nhận không thấy", name=field_name(name)))
        at = len(self._texts)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(mark)
        both.addWidget(said)
        grid.addWidget(_heading(name), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(both, at, 1)
        self._texts.append(f"✕ {field_name(name)}: {words}")


def field_name(name: str) -> str:
    """The name of a field as forms write it."""
    return tr(FIELDS[name]) if name in FIELDS else name


def words_of(name: str, value: Any, pack: Programme | None) -> str:
    """A JSON value of a field in words; "" if there is nothing."""
    if name == "authors":
        return "\n".join(f"{place}. {_author(values)}" for place, values in enumerate(value, 1))
    if name in DATES and value:
        return _day(str(value))
    if name == "benefit_vnd" and value is not None:
        return money.plain(int(value))
    if name == "benefit_state":
        return next((tr(words) for state, words in BENEFIT_STATES.items() if state and state == value), "")
    if name in ("trial", "technology_secret"):
        return tr("Có") if value else ""
    if pack is not None and name == "phase":
        return next((phase.title for phase in pack.phases if phase.id == value), str(value))
    if name == "block":
        return tr(BLOCKS.get(str(value), str(value)))
    if pack is not None and name in ("kind", "group"):
        return title_of(pack.kinds if name == "kind" else pack.groups, str(value))
    return shown_value(value)


def _author(values: Mapping[str, Any]) -> str:
    share = values.get("share_pct")
    parts = [
        values.get("full_name", ""),
        _born(values),
        values.get("position", ""),
        values.get("workplace", ""),
        values.get("phone", ""),
        values.get("education", ""),
        *_told_apart(values),
        tr("đóng góp {share} %", share=shown_value(share)) if share is not None else "",
        values.get("awards", ""),
    ]
    return "; ".join(str(part) for part in parts if part)


def _born(values: Mapping[str, Any]) -> str:
    if values.get("born_on"):
        return tr("sinh ngày {day}", day=_day(str(values["born_on"])))
    return tr("sinh năm {year}", year=values["birth_year"]) if values.get("birth_year") else ""


def _told_apart(values: Mapping[str, Any]) -> list[str]:
    leader = values.get("leader")
    return [
        tr("chủ nhiệm đề tài") if values.get("leads") else "",
        "" if leader is None else tr(LEADERS[YES if leader else NO]),
        tr(GENDERS.get(str(values.get("gender")), "")),
        tr(MEMBERSHIPS.get(str(values.get("membership")), "")),
    ]


def _day(value: str) -> str:
    try:
        return dates.shown(date.fromisoformat(value))
    except ValueError:
        return value


def _heading(name: str) -> QWidget:
    made = label(field_name(name), "muted", wrap=True)
    made.setMinimumWidth(made.fontMetrics().averageCharWidth() * 14)
    made.setMaximumWidth(made.fontMetrics().averageCharWidth() * 22)
    return made
