"""Modules are brought in one at a time, and exactly those that a plain import would bring."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui import modules

APART = """
import json, sys
from importlib import import_module
from ui.modules import OURS, brought_in
before, most = set(sys.modules), 0
if sys.argv[2] == "pieces":
    for _ in brought_in(sys.argv[1]):
        new = sorted(name for name in set(sys.modules) - before if name.partition(".")[0] in OURS)
        most = max(most, sum(not name.startswith(f"{new[0]}.") for name in new))
        before |= set(sys.modules)
else:
    import_module(sys.argv[1])
print(json.dumps([most, sorted(name for name in sys.modules if name.partition(".")[0] in OURS)]))
"""


def apart(name: str, how: str) -> tuple[int, list[str]]:
    """How many modules of ours came in one piece at most, a folder that names what is in it counted as one, and those
    that are there in the end, in a program of its own."""
    done = subprocess.run([sys.executable, "-c", APART, name, how], check=True, capture_output=True, text=True)
    most, there = json.loads(done.stdout)
    return most, there


def test_the_same_modules_come_one_after_the_other() -> None:
    most, there = apart("domain.emulation", "pieces")
    assert there == apart("domain.emulation", "plain")[1]
    assert most == 1


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of modules that are taken for ours."""
    room = tmp_path / "room"
    room.mkdir()
    (room / "__init__.py").write_text("WORD = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(modules, "OURS", (*modules.OURS, "room"))
    yield room
    for name in [name for name in sys.modules if name.partition(".")[0] == "room"]:
        del sys.modules[name]


def brought(name: str) -> list[str]:
    seen: list[str] = []
    for _ in modules.brought_in(name):
        seen += [each for each in sys.modules if each.partition(".")[0] == "room" and each not in seen]
    return seen


def test_what_a_module_stands_on_comes_before_it(told: Path) -> None:
    (told / "deep.py").write_text("X = 1\n")
    (told / "wide.py").write_text("from room import WORD, deep\nfrom room.deep import X\n")
    (told / "top.py").write_text("import json\nfrom room.wide import X\n")
    assert brought("room.top") == ["room", "room.deep", "room.wide", "room.top"]
    assert brought("room.top") == []


def test_what_only_checkers_and_functions_name_is_left_alone(told: Path) -> None:
    (told / "later.py").write_text("X = 1\n")
    (told / "after.py").write_text("X = 1\n")
    (told / "top.py").write_text(
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from room import later\n    from room.later import X\n"
        "from room.after import X\n"
        "def late():\n    import room.later\n"
    )
    assert brought("room.top") == ["room", "room.after", "room.top"]


def test_a_folder_that_names_what_is_in_it_comes_with_it_after_what_that_stands_on(told: Path) -> None:
    (told / "deep.py").write_text("X = 1\n")
    (told / "sub").mkdir()
    (told / "sub" / "__init__.py").write_text("from room.sub.part import X\n")
    (told / "sub" / "part.py").write_text("from room.deep import X\n")
    seen = brought("room.sub.part")
    assert seen[:2] == ["room", "room.deep"] and sorted(seen[2:]) == ["room.sub", "room.sub.part"]


def test_two_that_name_each_other_end(told: Path) -> None:
    (told / "one.py").write_text("import room.two\nX = 1\n")
    (told / "two.py").write_text("import room.one\nY = 1\n")
    assert sorted(brought("room.one")) == ["room", "room.one", "room.two"]


def test_many_names_before_it_hide_nothing(told: Path) -> None:
    (told / "far.py").write_text("X = 1\n")
    many = "".join(f"name_{number} = {number}\n" for number in range(300))
    (told / "top.py").write_text(f"{many}import room.far\n")
    assert brought("room.top") == ["room", "room.far", "room.top"]
