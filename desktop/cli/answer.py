"""What a command answers: values for a program, sentences for a person, and an exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DONE, REFUSED, USAGE, TROUBLE, NOT_GENUINE = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Answer:
    """`printed` says that the command has written its JSON itself, because it is too long to be held."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    exit_code: int = DONE
    printed: bool = False


def say(*lines: str, exit_code: int = DONE, **values: Any) -> Answer:
    return Answer(values, lines, exit_code)
