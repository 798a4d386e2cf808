"""The journal as a file of its own: one line of JSON each, which anybody can check with a hash and a short program."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from domain.errors import TroubleError
from domain.journal_chain import Head, Line
from exports.writers.whole import appearing

SCHEMA = "sangkien-journal/1"
_FIELDS = {field.name: field.type for field in dataclasses.fields(Line)}
_LONGEST = 64 << 20


def write(target: Path, unit_code: str, lines: Iterable[Line], head: Head) -> int:
    """The whole journal, its head last; whole or not at all. Returns how many lines there are."""
    count = 0
    with appearing(target) as stream:
        _put(stream, {"schema": SCHEMA, "unit_code": unit_code})
        for line in lines:
            _put(stream, dataclasses.asdict(line))
            count += 1
        _put(stream, {"head": dataclasses.asdict(head)})
    return count


def read(source: Path) -> tuple[list[Line], Head | None]:
    """The lines as they are told, checked by nobody yet; the head is None where the file was cut before it.

    TroubleError: journal_file_unreadable (no such file, not of this kind, not one JSON object a line).
    """
    lines, head = list[Line](), None
    try:
        with source.open("rb") as stream:
            told = _objects(stream)
            if next(told, {}).get("schema") != SCHEMA:
                raise ValueError("schema")
            for one in told:
                if head is not None:
                    raise ValueError("after the head")
                if "head" in one:
                    head = _head(one["head"])
                else:
                    lines.append(_line(one))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise TroubleError("journal_file_unreadable", path=str(source)) from error
    return lines, head


def _head(told: object) -> Head:
    if not isinstance(told, dict):
        raise TypeError("head")
    return Head(int(told["id"]), str(told["chain"]))


def _line(told: dict[str, object]) -> Line:
    if set(told) != set(_FIELDS):
        raise ValueError("fields")
    if type(told["id"]) is not int or any(type(told[name]) is not str for name in _FIELDS if name != "id"):
        raise TypeError("fields")
    return Line(**told)  # type: ignore[arg-type]  # checked above


def _objects(stream: BinaryIO) -> Iterator[dict[str, object]]:
    while raw := stream.readline(_LONGEST):
        told = json.loads(raw.decode("utf-8"))
        if not isinstance(told, dict):
            raise TypeError("line")
        yield told


def _put(stream: BinaryIO, told: object) -> None:
    stream.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")
