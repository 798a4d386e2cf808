"""The crash log, in a process of its own that goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import crash

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Nguyễn Thị Ưởng"


def run(folder: Path, trouble: str) -> tuple[int, str]:
    """A program that installs the log and then does `trouble`: its exit code and what the log says."""
    program = f"from pathlib import Path\nfrom desktop import crash\ncrash.install(Path({str(folder)!r}))\n{trouble}\n"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, timeout=60)
    return ended.returncode, (folder / "sangkien.log").read_text(encoding="utf-8")


def test_an_error_is_written_down_without_what_it_says(tmp_path: Path) -> None:
    code, log = run(tmp_path, f"def save(): raise ValueError({SECRET!r})\nsave()")
    assert code == 1
    assert "CRITICAL uncaught ValueError" in log
    assert "save" in log
    assert SECRET not in log


def test_an_error_in_a_thread_too(tmp_path: Path) -> None:
    code, log = run(tmp_path, "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()")
    assert code == 0
    assert "uncaught in a thread ZeroDivisionError" in log


def test_qts_messages_without_the_name_in_the_path(tmp_path: Path) -> None:
    _, log = run(tmp_path, "from PySide6.QtCore import qWarning\nqWarning(f'cannot read {Path.home()}/so.db')")
    assert "WARNING Qt: cannot read ~/so.db" in log
    assert str(Path.home()) + "/so.db" not in log


@pytest.mark.skipif(os.name == "nt", reason="a segmentation fault is a matter of Unix")
def test_a_crash_of_the_machine_code(tmp_path: Path) -> None:
    code, log = run(tmp_path, "import ctypes\nctypes.string_at(0)")
    assert code < 0
    assert "Segmentation fault" in log


def test_the_log_does_not_grow_for_ever_and_still_hears_a_crash(tmp_path: Path) -> None:
    lines = "for _ in range(20_000): crash.LOG.info('x' * 100)\nimport ctypes\nctypes.string_at(0)"
    _, log = run(tmp_path, lines)
    assert "Segmentation fault" in log
    files = sorted(tmp_path.glob("sangkien.log*"))
    assert len(files) == 1 + crash.KEEP
    assert all(file.stat().st_size <= crash.MAX_BYTES + 5_000 for file in files)


def test_causes_are_named_and_messages_are_not() -> None:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        said = crash.described(error)
    assert said.index("KeyError") < said.index("ValueError")
    assert SECRET not in said
