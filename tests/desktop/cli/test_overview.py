"""The first page from the command line: its figures, and the list behind each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    for number, values in enumerate([*sample()[:3], {"title": "Kệ sắt"}]):
        made.ok("enter", write(tmp_path / f"{number}.json", values))
    return made


def test_every_figure_of_the_overview_opens_as_many_as_it_says(shell: Shell) -> None:
    seen = shell.ok("overview")
    assert (seen["total"], seen["missing"], seen["sent"], seen["todo"]["missing"]) == (4, 1, 0, 1)
    verified = next(one["count"] for one in seen["benefits"] if one["state"] == "verified")
    told = {"total": 4, "missing": 1, "sent": 0, "verified": verified}
    told |= {f"month:{one['month']}": one["initiatives"] for one in seen["months"]}
    told |= {f"state:{state}": n for state, n in seen["states"].items()}
    for figure, n in told.items():
        listed = shell.ok("overview", "--list", figure)
        assert listed["total"] == len(listed["rows"]) == n, figure
    code, answer = shell.call("overview", "--list", "colour")
    assert (code, answer["error"]) == (1, "overview_figure_unknown")
