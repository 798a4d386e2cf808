"""The first word of the program is on the screen before the program is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import __main__ as front_door

ROOT = Path(__file__).resolve().parents[2]
MOST_MODULES = 170
FIRST = """
import sys
from desktop import __main__ as front_door
from ui import opening, window
def shown(word, settings, home, file):
    assert word.isVisible() and word.windowHandle().isExposed()
    heavy = {"openpyxl", "reportlab", "pyhanko", "cryptography", "sqlite_utils", "ui.flow"} & set(sys.modules)
    print(len(sys.modules), sorted(heavy), home, file)
    word.close()
    assert word.isVisible(), "nobody but the program takes it away"
    word.close_for_good()
    assert not word.isVisible()
    return 0
window._run = shown
sys.exit(front_door.main(["--home", "sổ của tôi", "gói.asice"]))
"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_word_stands_there_before_anything_heavy_is_loaded(tmp_path: Path, language: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[look]\nlanguage={language}\n", "utf-8")
    env = os.environ | {"SANGKIEN_CONFIG_DIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", FIRST], cwd=ROOT, env=env, capture_output=True, text=True, check=False,
                          encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    count, heavy, told = done.stdout.strip().split(" ", 2)
    assert (heavy, told) == ("[]", "sổ của tôi gói.asice")
    assert int(count) <= MOST_MODULES + 4 * (language != "vi"), "another language has its table of words besides"


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True), (["--home", "x"], True), (["g.asice"], True), (["--home", "x", "g.age"], True),
        (["list"], False), (["--home"], False), (["--home", "x", "list"], False), (["verify", "g.asice"], False),
        (["--home", "g.asice"], True),
    ],
)  # fmt: skip
def test_what_opens_the_window(arguments: list[str], window: bool) -> None:
    assert front_door._asks_for_a_window(arguments) is window
