"""A list of initiatives as a workbook: the columns, the order and the filter it has on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop.desk import Desk, demand_officer
from desktop.operations import initiative_list
from desktop.operations.initiative_list import Filter
from domain import labels
from domain.errors import RuleError
from exports.writers.list_xlsx import Cell, Kind, ListColumn
from exports.writers.whole import appearing

_AT_ONCE = 500
_NAME = "Sáng kiến"
Row = dict[str, Any]
Titles = dict[tuple[str, str], str]

COLUMNS: dict[str, ListColumn] = {
    "number": ListColumn("Số", width=15),
    "title": ListColumn("Sáng kiến", width=50),
    "author": ListColumn("Tác giả", width=24),
    "workplace": ListColumn("Nơi công tác", width=28),
    "phone": ListColumn("Điện thoại", width=14),
    "unit": ListColumn("Đơn vị", width=32),
    "state": ListColumn("Trạng thái", width=18),
    "kind": ListColumn("Loại giải pháp", width=26),
    "phase": ListColumn("Giai đoạn", width=16),
    "block": ListColumn("Khối", width=20),
    "group": ListColumn("Nhóm đối tượng", width=24),
    "benefit": ListColumn("Giá trị làm lợi (đồng)", Kind.MONEY, 20),
    "applied": ListColumn("Áp dụng từ", Kind.DAY, 12),
    "accepted": ListColumn("Tiếp nhận", Kind.DAY, 12),
    "missing": ListColumn("Còn thiếu", Kind.MONEY, 10),
}
USUAL = ("number", "title", "author", "workplace", "phone", "state", "benefit", "applied")


@dataclass(frozen=True)
class Exported:
    """The finished file."""

    path: Path
    rows: int
    sheets: int


def write(
    desk: Desk, chosen: Filter, sort: str, keys: Sequence[str], target: Path, *, step: Callable[[int, int], None]
) -> Exported:
    """Writes the list; stopped by `step`, or on any trouble, no file appears.

    RuleError report_format_unknown, column_unknown; TroubleError disk_full, report_write_failed.
    """
    demand_officer(desk)
    if target.suffix.lower() != ".xlsx":
        raise RuleError("report_format_unknown", file=target.name, formats="xlsx")
    for key in keys:
        if key not in COLUMNS:
            raise RuleError("column_unknown", field="columns", name=key, names=", ".join(COLUMNS))
    from exports.writers import list_xlsx

    row_ids = initiative_list.page(desk, chosen, sort)
    told = [COLUMNS[key] for key in keys]
    with appearing(target) as stream:
        sheets = list_xlsx.write(stream, _NAME, told, _rows(desk, row_ids, keys), len(row_ids), step)
    return Exported(target, len(row_ids), sheets)


def _rows(desk: Desk, row_ids: Sequence[int], keys: Sequence[str]) -> Iterator[list[Cell]]:
    titles = initiative_list.code_titles(desk)
    for start in range(0, len(row_ids), _AT_ONCE):
        for row in initiative_list.rows(desk, row_ids[start : start + _AT_ONCE]):
            yield [_cell(key, row, titles) for key in keys]


def _cell(key: str, row: Row, titles: Titles) -> Cell:
    if key in ("kind", "phase", "group"):
        return titles.get((row["programme"], row[key]), row[key])
    if key in ("applied", "accepted"):
        words = row["applied_from_on" if key == "applied" else "accepted_on"]
        return date.fromisoformat(words) if words else None
    if key == "state":
        return labels.STATES[row["state"]]
    if key == "block":
        return labels.BLOCKS.get(row["block"], row["block"])
    if key == "unit":
        return str(row["unit_name"] or row["unit_code"])
    if key == "missing":
        return row["missing"] or None if row["own"] else None
    value: Cell = row["benefit_vnd" if key == "benefit" else key]
    return value
