"""The council, two of whose members are at other plants: three processes that share nothing but files on a stick."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHAIR, FAR, FARTHER = "Nguyễn Thị Ưởng", "Trần Văn Khoẻ", "Y Blim Niê"


class Process:
    """One PC, told what to do in its window and answering in JSON."""

    def __init__(self, person: str, folder: Path, stick: Path) -> None:
        folder.mkdir()
        places = {"SANGKIEN_HOME": str(folder / "register"), "SANGKIEN_CONFIG_DIR": str(folder / "config"),
                  "PYTHONIOENCODING": "utf-8"}  # fmt: skip
        command = [sys.executable, "-m", "tests.journeys.council_pc", person, str(folder), str(stick)]
        self._errors = (folder / "errors").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True, encoding="utf-8",
            env=os.environ | places,
        )  # fmt: skip
        self._folder = folder

    def __call__(self, *step: object) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write("\t".join(map(str, step)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, (self._folder / "errors").read_text(encoding="utf-8")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()
        self._errors.close()


@pytest.fixture
def council(tmp_path: Path) -> Iterator[tuple[Process, Process, Process]]:
    stick = tmp_path / "usb"
    stick.mkdir()
    pcs = tuple(Process(name, tmp_path / f"pc{place}", stick) for place, name in enumerate((CHAIR, FAR, FARTHER)))
    yield pcs[0], pcs[1], pcs[2]
    for pc in pcs:
        pc.end()


def test_two_members_mark_on_their_own_pcs_and_the_minutes_print(council: tuple[Process, Process, Process]) -> None:
    chair, far, farther = council
    chair("make", FAR, FARTHER)
    asked = {name: chair("ask", name) for name in (FAR, FARTHER)}
    for pc, name in ((far, FAR), (farther, FARTHER)):
        opened = pc("open", asked[name]["file"])
        assert opened == {"digits": asked[name]["digits"], "waiting": 3}
    assert far("mark", "poor", 1) == {"filed": 1}
    part = far("send")
    assert farther("mark", "good", 3) == {"filed": 3}
    whole = farther("send")
    assert chair("mark", "good", 3) == {"filed": 3}
    first = chair("take", whole["file"], part["file"])["packages"]
    assert [(one["appraiser"], one["digits"], one["new"]) for one in first] == [
        (FARTHER, whole["digits"], 3),
        (FAR, part["digits"], 1),
    ]
    far("mark", "good", 2)  # what was left
    far("mark", "good", 1, "SK-2022-0001")  # and he changes his mind about the first
    later = far("send")
    (second,) = chair("take", later["file"])["packages"]
    assert (second["new"], second["identical"], second["conflicts"], second["digits"]) == (3, 1, 0, "")
    (again,) = chair("take", part["file"])["packages"]
    assert again["identical"] == 1, "the first package once more: nothing goes back"
    decided = chair("decide")
    assert set(decided["means"].values()) == {84.5}
    assert decided["states"] == ["recognised"]
    papers = chair("papers")
    for name in (CHAIR, FAR, FARTHER):
        assert name in papers["council_minutes"]
    assert "84,5" in papers["council_minutes"]
    assert "Công nhận 03 sáng kiến" in papers["recognition_decision"]
    assert "27/QĐ-HĐSK" in papers["recognition_decision"]
    for pc in council:
        pc("leave")
