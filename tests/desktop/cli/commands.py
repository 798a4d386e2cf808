"""Running commands in this process and reading their JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from resources import path


class Shell:
    """Runs commands on one register; `ok` demands success, `call` gives the exit code with the answer."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def call(self, *arguments: object, home: bool = True) -> tuple[int, dict[str, Any]]:
        at = ["--home", str(self.home)] if home else []
        self._capsys.readouterr()
        code = run.main([str(argument) for argument in arguments] + at + ["--json"])
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return code, answer

    def ok(self, *arguments: object, home: bool = True) -> dict[str, Any]:
        code, answer = self.call(*arguments, home=home)
        assert code == 0, answer
        return answer

    def words(self, *arguments: object) -> str:
        """What a person reads."""
        self._capsys.readouterr()
        assert run.main([*map(str, arguments), "--home", str(self.home)]) == 0
        return self._capsys.readouterr().out

    def new(self, code: str, name: str, *more: str) -> Shell:
        self.ok("new", "--unit-code", code, "--unit-name", name, "--plain", *more)
        return self


def sample() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))
    return entries


def write(target: Path, values: object) -> Path:
    target.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return target
