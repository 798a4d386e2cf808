"""Sentences for codes: what went wrong and what to do next, in the reader's language."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.errors import Problem, RuleError, TroubleError
from resources import path

LANGUAGES = ("vi", "en")
_spoken = ["vi"]


class _Facts(dict[str, object]):
    # A sentence with a gap too many must still reach the user.
    def __missing__(self, name: str) -> str:
        return "…"


def speak(language: str) -> None:
    """The language of all sentences from now on where none is asked for: the window's. The command line's is "vi"."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _spoken[0] = language


def spoken() -> str:
    """The language sentences are said in where none is asked for."""
    return _spoken[0]


@functools.cache
def sentences(language: str) -> Mapping[str, str]:
    """Every sentence of a language by its code, from all files of resources/messages/<language>/."""
    found: dict[str, str] = {}
    for file in _files(language):
        found |= _told(file)
    return found


def reading() -> Iterator[None]:
    """Reads the sentences of the window file by file, so that the first one to be said is there at once."""
    for file in _files(_spoken[0]):
        _told(file)
        yield


def _files(language: str) -> list[Path]:
    return sorted(path(f"messages/{language}").glob("*.toml"))


@functools.cache
def _told(file: Path) -> dict[str, str]:
    import tomllib  # not before the first word of the program is on the screen

    return tomllib.loads(file.read_text(encoding="utf-8"))


def sentence(code: str, facts: Mapping[str, object] | None = None, language: str = "") -> str:
    """The sentence of `code` with its facts filled in; the code itself if somebody forgot to write one."""
    base = code.partition(":")[0]
    return sentences(language or _spoken[0]).get(base, code).format_map(_Facts(facts or {}))


def of_problem(problem: Problem, language: str = "") -> str:
    return sentence(problem.code, problem.facts, language)


def of_error(error: Exception, language: str = "") -> str:
    if isinstance(error, RuleError | TroubleError):
        return sentence(error.code, error.facts, language)
    return sentence("our_bug", {"kind": type(error).__name__}, language)


def problem_values(problem: Problem, language: str = "") -> dict[str, Any]:
    """A problem as the command line prints it."""
    values: dict[str, Any] = {"code": problem.code, "message": of_problem(problem, language)}
    if problem.field:
        values["field"] = problem.field
    if problem.row is not None:
        values["row"] = problem.row
    if problem.source:
        values["source"] = problem.source
    if not problem.blocks:
        values["warning"] = True
    return values
