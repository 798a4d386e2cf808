"""The members of a council being seated: a row each with name and role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain import labels, text
from domain.council import Attendance, CouncilMember, Role
from ui.common.buttons import Button, FlatButton
from ui.common.choices import Choice, SearchChoice
from ui.common.labels import label
from ui.words import tr

# The seats every council needs (TT 18/2013 Đ.8); the rest are added.
USUAL = (Role.CHAIRMAN, Role.SECRETARY, Role.EXPERT, Role.UNION_REPRESENTATIVE)


class MemberRow(QWidget):
    """edited()    name or role has changed
    removed()   the row shall go
    """

    edited = Signal()
    removed = Signal()

    def __init__(
        self, people: Sequence[str], name: str, role: str, attendance: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = SearchChoice([(one, one) for one in people], tr("họ và tên"))
        self.name.setAccessibleName(tr("Họ và tên thành viên"))
        self.role = Choice([(str(one), tr(labels.COUNCIL_ROLES[one])) for one in Role], tr("vai trò"))
        self.role.setAccessibleName(tr("Vai trò trong hội đồng"))
        # It can be taken back: nobody knows before the session who will come.
        marks = [("", tr("chưa điểm danh")), *((str(one), tr(labels.ATTENDANCES[one])) for one in Attendance)]
        self.attendance = Choice(marks, tr("chưa điểm danh"))
        self.attendance.setMinimumContentsLength(9)
        self.attendance.setAccessibleName(tr("Tham gia phiên họp"))
        self.remove = FlatButton("delete", tr("Bỏ thành viên này"))
        self.name.set_value(name)
        self.role.set_value(role)
        self.attendance.set_value(attendance)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name, 10)
        row.addWidget(self.role, 10)
        row.addWidget(self.attendance, 7)
        row.addWidget(self.remove)
        self.name.edited.connect(lambda _: self.edited.emit())
        self.name.committed.connect(lambda _: self.edited.emit())
        self.role.edited.connect(lambda _: self.edited.emit())
        self.attendance.edited.connect(lambda _: self.edited.emit())
        self.remove.clicked.connect(self.removed)

    def body(self) -> dict[str, str]:
        return {
            "name": text.clean_line(self.name.value()),
            "role": self.role.value(),
            "attendance": self.attendance.value(),
        }


class MemberRows(QWidget):
    """edited()    a name, a role or the number of rows has changed
    resized()   there are other rows than before, by whomever
    """

    edited = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[MemberRow] = []
        self._people: Sequence[str] = ()
        self.add = Button(tr("Thêm thành viên"), "person_add")
        self.add.setObjectName("add_member")
        self.add.clicked.connect(self._add_empty)
        heads = QHBoxLayout()
        heads.setSpacing(8)
        heads.addWidget(label(tr("Họ và tên"), "label"), 10)
        heads.addWidget(label(tr("Vai trò"), "label"), 10)
        heads.addWidget(label(tr("Tham gia họp"), "label"), 7)
        heads.addSpacing(FlatButton("delete", "").sizeHint().width() + 8)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(heads)
        column.addLayout(self._column)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def set_people(self, people: Sequence[str]) -> None:
        """Names that are offered while typing: the users of the register, who can mark on the screen."""
        self._people = people
        for row in self.rows:
            row.name.set_items([(one, one) for one in people])

    def set_members(self, members: Sequence[Mapping[str, Any]]) -> None:
        """Rows of {"name", "role", "attendance"}; without any, the usual seats with no names."""
        while self.rows:
            self._drop(self.rows[-1])
        for member in members or [{"name": "", "role": str(role)} for role in USUAL]:
            self._add(*(str(member.get(key, "")) for key in ("name", "role", "attendance")))
        self.resized.emit()

    def body(self) -> list[dict[str, str]]:
        """Every row as it stands."""
        return [row.body() for row in self.rows]

    def members(self) -> tuple[CouncilMember, ...]:
        """The rows with a role; one without a name is kept, so that the rules can say it lacks one."""
        return tuple(
            CouncilMember(one["name"], Role(one["role"]), Attendance(one["attendance"]) if one["attendance"] else None)
            for one in self.body()
            if one["role"]
        )

    def without_role(self) -> int:
        return sum(not one["role"] for one in self.body())

    def strangers(self) -> list[str]:
        """Names that are no user's of the register; the one under the keyboard may be half a name and is left out."""
        names = [row.body()["name"] for row in self.rows if not row.name.hasFocus()]
        return [name for name in names if name and name not in self._people]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, as the eye goes: row by row, then the button that adds one."""
        return [*(stop for row in self.rows for stop in (row.name, row.role, row.attendance, row.remove)), self.add]

    def _add_empty(self) -> None:
        self._add("", "")
        self.resized.emit()
        self.rows[-1].name.setFocus()
        self.edited.emit()

    def _add(self, name: str, role: str, attendance: str = "") -> None:
        row = MemberRow(self._people, name, role, attendance)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.addWidget(row)

    def _remove(self, row: MemberRow) -> None:
        place = self.rows.index(row)
        self._drop(row)
        (self.rows[min(place, len(self.rows) - 1)].name if self.rows else self.add).setFocus()
        self.edited.emit()

    def _drop(self, row: MemberRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
