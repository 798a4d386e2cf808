"""Having a workbook opened by a process of its own, and taking over what it read."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from domain.errors import RuleError, TroubleError
from domain.table.cells import Cell
from exports.workbooks.watch import resident_bytes
from exports.workbooks.workbook import Limits, Sheet, Step

# A packed program has no interpreter to start: its front door hands this option's value to worker.main.
OPTION = "--read-workbook"

_POLL_SECONDS = 0.1
_ROWS_A_STEP = 5000
# Out of memory, the parser aborts: as a signal, or on Windows as this code.
_ABORTED = frozenset({-signal.SIGABRT, 0xC0000409})


def read_apart(path: Path, sheet: str | None, step: Step, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets of the workbook; facts of the errors lack only the file's name.

    RuleError: workbook_encrypted, workbook_too_large, sheet_missing. TroubleError: workbook_unreadable,
    workbook_timed_out, workbook_crashed. Whatever `step` raises ends the worker and passes through.
    """
    with path.open("rb") as file, tempfile.TemporaryFile() as out:
        code = _run(_command(sheet, limits), file, out, step, limits)
        if code in _ABORTED:
            raise RuleError("workbook_too_large")
        if code:
            raise TroubleError("workbook_crashed")
        out.seek(0)
        return _take_over(out, step)


def _command(sheet: str | None, limits: Limits) -> list[str]:
    """The one place that knows how to start the worker."""
    request = json.dumps({"sheet": sheet, "limits": dataclasses.asdict(limits)})
    if getattr(sys, "frozen", False):
        return [sys.executable, OPTION, request]
    return [sys.executable, "-m", "exports.workbooks.worker", request]


def _run(command: list[str], file: IO[bytes], out: IO[bytes], step: Step, limits: Limits) -> int:
    """The worker's exit code, once it has ended within the limits."""
    allowed = limits.seconds + os.fstat(file.fileno()).st_size / limits.bytes_a_second
    deadline = time.monotonic() + allowed
    root = Path(__file__).resolve().parents[2]
    window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with subprocess.Popen(
        command, stdin=file, stdout=out, stderr=subprocess.DEVNULL, cwd=root, creationflags=window
    ) as process:
        try:
            while True:
                left = deadline - time.monotonic()
                try:
                    return process.wait(min(max(left, 0), _POLL_SECONDS))
                except subprocess.TimeoutExpired:
                    step(0, 0)
                if (resident_bytes(process) or 0) > limits.memory_bytes:
                    raise RuleError("workbook_too_large")
                if left <= 0:
                    raise TroubleError("workbook_timed_out", again=True, seconds=round(allowed))
        finally:
            process.kill()


def _take_over(lines: Iterable[bytes], step: Step) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    count = told = 0
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
        elif kind == "refused":
            _refuse(*values)
        else:
            return tuple(sheets)
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
