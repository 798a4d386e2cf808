"""Reading any list an office keeps as a table: the one way in for files made elsewhere."""

from __future__ import annotations

from pathlib import Path

from domain.errors import RuleError, TroubleError
from exports.workbooks.separate import read_apart
from exports.workbooks.workbook import LIMITS, Limits, Step, Workbook


def _silent(_done: int, _total: int) -> None:
    pass


def read(path: Path, *, sheet: str | None = None, step: Step = _silent, limits: Limits = LIMITS) -> Workbook:
    """The workbook with all its sheets, or with the one named `sheet`; text comes as it stands in the file.

    Kinds: .xlsx .xlsm .xls .xlsb .ods .html by content, .csv .tsv .txt by name. All errors carry the fact `file`.
    RuleError: workbook_missing, workbook_encrypted, workbook_empty, workbook_too_large, sheet_missing (`names`).
    TroubleError: workbook_not_opened, workbook_unreadable, workbook_timed_out, workbook_crashed.
    """
    try:
        workbook = _read(path, sheet, step, limits)
        if not any(page.rows for page in workbook.sheets):
            raise RuleError("workbook_empty")
    except (RuleError, TroubleError) as error:
        error.facts["file"] = path.name
        raise
    return workbook


def _read(path: Path, sheet: str | None, step: Step, limits: Limits) -> Workbook:
    try:
        if path.stat().st_size > limits.file_bytes:
            raise RuleError("workbook_too_large")
        with path.open("rb") as file:
            return read_apart(file, path.name, sheet, step, limits)
    except FileNotFoundError as error:
        raise RuleError("workbook_missing") from error
    except OSError as error:
        raise TroubleError("workbook_not_opened", again=True) from error
