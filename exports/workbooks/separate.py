"""Having a workbook opened by a process of its own, and taking over what it read."""

from __future__ import annotations

import dataclasses
import io
import json
import os
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

from domain.errors import RuleError, TroubleError
from domain.table.cells import Cell
from exports.apart import run
from exports.workbooks.workbook import Limits, Sheet, Step, Workbook

# A packed program has no interpreter to start: its front door hands this option's value to worker.main.
OPTION = "--read-workbook"

_ROWS_A_STEP = 5000
_CODES = run.Codes("workbook_too_large", "workbook_timed_out", "workbook_crashed")


def read_apart(file: IO[bytes], name: str, sheet: str | None, step: Step, limits: Limits) -> Workbook:
    """The workbook in the open file of that name; facts of the errors lack only the name.

    RuleError: workbook_encrypted, workbook_too_large, sheet_missing. TroubleError: workbook_unreadable,
    workbook_timed_out, workbook_crashed. Whatever `step` raises ends the worker and passes through. What the worker
    tells comes through a pipe: in the temporary folder it would lie in the clear.
    """
    request = json.dumps({"sheet": sheet, "name": name, "limits": dataclasses.asdict(limits)})
    seconds = limits.seconds + os.fstat(file.fileno()).st_size / limits.bytes_a_second
    process = run.started("exports.workbooks.worker", OPTION, request, file=file)
    told = run.answer(process, (), seconds=seconds, memory_bytes=limits.memory_bytes, codes=_CODES,
                      watched=lambda: step(0, 0))  # fmt: skip
    return _take_over(io.BytesIO(told), step)


def _take_over(lines: Iterable[bytes], step: Step) -> Workbook:
    sheets: list[Sheet] = []
    count, told, encoding = 0, 0, ""
    for line in lines:
        kind, *values = json.loads(line, object_hook=_day)
        if kind == "rows":
            sheets[-1].rows.extend(values[0])
            count += len(values[0])
            if count // _ROWS_A_STEP > told:
                told = count // _ROWS_A_STEP
                step(count, 0)
        elif kind == "sheet":
            name, hidden, merged = values
            sheets.append(Sheet(name, [], hidden, tuple(tuple(corners) for corners in merged)))
        elif kind == "marks":
            name, marks = values
            sheets = [_marked(sheet, marks) if sheet.name == name else sheet for sheet in sheets]
        elif kind == "text":
            encoding = values[0]
        elif kind == "refused":
            _refuse(*values)
        else:
            return Workbook(tuple(sheets), encoding)
    raise TroubleError("workbook_crashed")


def _marked(sheet: Sheet, marks: dict[str, Any]) -> Sheet:
    runs = {}
    for row, column, changes in marks["fonts"]:
        # Thousands of cells are in one font alone: they share one tuple.
        runs[row, column] = _RUNS.setdefault(key, key) if len(key := _pairs(changes)) == 1 else key
    return dataclasses.replace(
        sheet,
        hidden_rows=frozenset(marks["hidden_rows"]),
        hidden_columns=frozenset(marks["hidden_columns"]),
        fonts=runs,
        uncounted=frozenset((row, column) for row, column in marks["uncounted"]),
        since_1904=marks["since_1904"],
    )


_RUNS: dict[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]] = {}


def _pairs(changes: list[list[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((start, encoding) for start, encoding in changes)


def _refuse(code: str, facts: dict[str, Any]) -> None:
    if code == "workbook_unreadable":
        raise TroubleError(code, **facts)
    raise RuleError(code, **facts)


def _day(value: dict[str, Any]) -> Cell | dict[str, Any]:
    if "on" in value:
        return date.fromisoformat(value["on"])
    return datetime.fromisoformat(value["at"]) if "at" in value else value
