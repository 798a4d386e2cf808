"""The technical report tells nothing of anybody, whatever the register and the log hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import crash
from desktop.desk import Desk
from desktop.operations import diagnostics, initiatives, people
from desktop.settings import config_dir
from domain.errors import RuleError
from tests.desktop.operations import unions

MARKER = "Đặngmarkerzz"


@pytest.fixture
def filled(unit: Desk) -> Desk:
    initiatives.enter(unit, {"title": f"Gá {MARKER}", "authors": [{"full_name": MARKER, "phone": "0912345678"}]})
    people.enter(unit, {"full_name": MARKER})
    return unit


def test_the_report_counts_and_names_nobody(filled: Desk, tmp_path: Path) -> None:
    log = config_dir() / "logs" / "sangkien.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        raise ValueError(MARKER)
    except ValueError as error:
        told = crash.described(error)
    log.write_text(
        f"2026-11-28 08:00:00,000 CRITICAL uncaught {told}\n"
        f"2026-11-28 08:00:01,000 WARNING Qt: cannot open '/home/{MARKER}/x' of {MARKER!r}\n"
        f"{MARKER} by some other program\n",
        "utf-8",
    )
    written = diagnostics.write(filled, tmp_path / "báo cáo.txt").read_text("utf-8-sig")
    log.unlink()
    for secret in (MARKER, "0912345678", unions.OFFICER, unions.UNIT.name, str(filled.home), unions.UNIT.code):
        assert secret not in written, secret
    assert "initiative: 1" in written and "ValueError" in written and "test_diagnostics.py" in written
    assert "Qt: cannot open …" in written and "Đọc thử cả tệp: tốt" in written


def test_it_is_written_as_text_only(unit: Desk, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="report_format_unknown"):
        diagnostics.write(unit, tmp_path / "x.pdf")
