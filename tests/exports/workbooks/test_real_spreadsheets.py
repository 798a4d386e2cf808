from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from desktop import messages
from domain.errors import RuleError, TroubleError
from exports.workbooks.read import read
from exports.workbooks.workbook import LIMITS
from tests.exports.workbooks.readers import Readers

_FOLDER = Path(os.environ.get("SANGKIEN_REAL", ""))
_OF_A_WORKBOOK = ("workbook_empty", "workbook_encrypted", "workbook_too_large", "workbook_unreadable",
                  "workbook_timed_out", "workbook_crashed")  # fmt: skip


def _answer(path: Path) -> tuple[str, str]:
    """What reading the file ended in: "rows" with how many, or an error's code with its sentence."""
    try:
        book = read(path)
    except (RuleError, TroubleError) as error:
        return error.code, messages.of_error(error)
    return "rows", str(sum(len(sheet.rows) for sheet in book.sheets))


@pytest.mark.real
def test_every_odd_workbook_gives_rows_or_one_sentence_within_the_bounds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 s of the processor and 1 GB for each file; one that met a bound is told as such, in words."""
    if "SANGKIEN_REAL" not in os.environ or not (_FOLDER / "spreadsheets").is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    assert (LIMITS.seconds, LIMITS.memory_bytes) == (20, 1 << 30)
    lines, codes = [], Counter[str]()
    most_spent, most_memory = 0.0, 0.0
    paths = [path for name in ("spreadsheets", "lists") for path in sorted((_FOLDER / name).rglob("*"))]
    for path in filter(Path.is_file, paths):
        readers, begun = Readers(), time.monotonic()
        monkeypatch.setattr(os, "waitpid", readers.ended)
        code, told = _answer(path)
        readers.close()
        codes[code] += 1
        most_spent, most_memory = max(most_spent, readers.spent), max(most_memory, readers.memory)
        took = (
            f"{time.monotonic() - begun:6.2f} s {readers.spent:6.2f} s of the processor {readers.memory / 1e6:5.0f} MB"
        )
        lines.append(f"{took}  {path.relative_to(_FOLDER)}: {told}")
        assert code == "rows" or (code in _OF_A_WORKBOOK and told.count("\n") == 0 and path.name in told), path
        assert readers.spent <= LIMITS.seconds + path.stat().st_size / LIMITS.bytes_a_second, path
        assert readers.memory <= LIMITS.memory_bytes, path
    lines.append(f"at most {most_spent:.1f} s of the processor and {most_memory / 1e6:.0f} MB")
    with capsys.disabled():
        print("\n" + "\n".join([*lines, ", ".join(f"{code} {count}" for code, count in codes.most_common())]))
    assert codes["rows"] > 500
    assert not codes["workbook_timed_out"]
