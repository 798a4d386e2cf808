"""The chain of the journal: each line holds the one before, so that no line is changed, taken out or moved unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

START = "0" * 64
ERASED = "words_taken_out"  # the operation of a line that vouches for lines which lost somebody's data


@dataclass(frozen=True)
class Line:
    """One line as it is stored. `digest` is of the detail as it was first written, salted so that nobody guesses
    the words that were taken out of it; `chain` holds this line and all before it."""

    id: int
    at: str
    user_name: str
    operation: str
    subject: str
    detail: str
    salt: str
    digest: str
    chain: str


@dataclass(frozen=True)
class Broken:
    """What does not fit: `code` is journal_line_changed, journal_line_missing, journal_line_odd or journal_cut; at
    or after line `id`."""

    code: str
    id: int


@dataclass(frozen=True)
class Head:
    """The last line there is: its number and the chain up to it."""

    id: int = 0
    chain: str = START


def digest(salt: str, detail: str) -> str:
    return hashlib.sha256(f"{salt}\n{detail}".encode()).hexdigest()


def link(before: str, line_id: int, words: tuple[str, str, str, str], detail_digest: str) -> str:
    """The chain up to a line whose `words` are at, user_name, operation, subject."""
    told = json.dumps([before, line_id, *words, detail_digest], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def vouched(lines: Iterable[Line]) -> dict[int, str]:
    """What each line that lost somebody's data says since, as a digest, by what later lines tell of it."""
    found: dict[int, str] = {}
    for line in lines:
        if line.operation == ERASED:
            found |= {int(name): str(said) for name, said in _lines(line.detail).items() if name.isdecimal()}
    return found


def broken(lines: Iterable[Line], since: dict[int, str], head: Head | None = None) -> Iterator[Broken]:
    """Everything that does not fit, in the order of the lines; `since` is what `vouched` found in the same lines.

    After a break the chain is taken up again as it is told, so that one edit is one finding, or two.
    """
    last = Head()
    for line in lines:
        if line.id != last.id + 1:
            yield Broken("journal_line_missing", last.id + 1)
        words = (line.at, line.user_name, line.operation, line.subject)
        linked = link(last.chain, line.id, words, line.digest) == line.chain
        if not linked or digest(line.salt, line.detail) not in (line.digest, since.get(line.id)):
            yield Broken("journal_line_changed", line.id)
        last = Head(line.id, line.chain)
    if head is not None and head != last:
        yield Broken("journal_cut", last.id)


def _lines(detail: str) -> dict[str, Any]:
    try:
        told = json.loads(detail).get("lines", {})
    except (ValueError, AttributeError):
        return {}
    return told if isinstance(told, dict) else {}
