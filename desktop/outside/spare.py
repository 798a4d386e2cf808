"""Processes that read files of strangers, one for each file; a spare one waits, so that looking at one is quick."""

from __future__ import annotations

import atexit
import json
import subprocess
from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.outside import worker
from domain.errors import RuleError, TroubleError
from exports.apart import run

# A packed program has no interpreter to start: its front door hands this option's value to worker.main.
OPTION = "--read-outside"
CODES = run.Codes("outside_too_heavy", "outside_timed_out", "outside_crashed")
# What a reader may refuse a file for; anything else it says is no answer.
_REFUSALS = frozenset({
    "evidence_picture_unreadable", "pdf_unreadable", "pdf_encrypted", "pdf_no_room", "pdf_no_page", "pdf_unsigned",
    "pdf_locked", "pdf_altered_before", "root_wrong",
})  # fmt: skip
_BYTES_A_SECOND = 1 << 20


class Limits(NamedTuple):
    """How much of this computer one picture or PDF may use, a second more for each of its megabytes."""

    seconds: float = 20
    memory_bytes: int = 1 << 30


# At most so many wait: none until `keep`. Taking from a list is one step, whichever threads ask at once.
_room = [0]
_waiting: list[subprocess.Popen[bytes]] = []


def keep(wanted: bool) -> None:
    """Whether a reader shall wait from the first file on; without it every file waits for its own to start."""
    _room[0] = int(wanted)
    if not wanted:
        _end()


def ask(
    kind: str, task: str, content: bytes, name: str, *, limits: Limits = Limits(),  # noqa: B008 - a frozen value
    watched: Callable[[], None] = lambda: None, **facts: Any,
) -> tuple[Any, bytes]:  # fmt: skip
    """What a reader says to the task of that name: JSON values, which are to be looked at, and bytes.

    All errors name the file: RuleError outside_too_heavy and what refuses it; TroubleError outside_timed_out,
    outside_crashed. Never on the screen's thread. Whatever `watched` raises ends the reader and passes through.
    """
    allowed = limits.seconds + len(content) / _BYTES_A_SECOND
    asked = {"task": task, "facts": {"name": name, **facts}, "seconds": allowed, "memory_bytes": limits.memory_bytes}
    try:
        told = run.answer(_taken(kind), (json.dumps(asked).encode(), b"\n", content), seconds=allowed,
                          memory_bytes=limits.memory_bytes, codes=CODES, watched=watched)  # fmt: skip
        return _understood(told)
    except (RuleError, TroubleError) as error:
        error.facts |= {"name": name, "file": name}
        raise
    finally:
        if kind == worker.LOOK and len(_waiting) < _room[0]:
            _waiting.append(_started(kind))


def _taken(kind: str) -> subprocess.Popen[bytes]:
    while kind == worker.LOOK:
        try:
            process = _waiting.pop()
        except IndexError:
            break
        if process.poll() is None:
            return process
        _close(process)
    return _started(kind)


def _started(kind: str) -> subprocess.Popen[bytes]:
    return run.started("desktop.outside.worker", OPTION, kind)


def _understood(told: bytes) -> tuple[Any, bytes]:
    line, _, body = told.partition(b"\n")
    try:
        head = json.loads(line)
        if "values" in head:
            return head["values"], body
        code, facts = head["refused"], dict(head["facts"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise TroubleError(CODES.crashed) from None
    if code not in _REFUSALS:
        raise TroubleError(CODES.crashed)
    raise RuleError(code, **facts)


def _close(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.kill()


def _end() -> None:
    while _waiting:
        _close(_waiting.pop())


atexit.register(_end)
