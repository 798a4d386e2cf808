"""Plain data written as the lines of a pack's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_WIDE = 100  # a list that would make a longer line is written one entry a line


def value(given: Any) -> str:
    """One value on one line."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, str):
        return '"' + "".join(_letter(letter) for letter in given) + '"'
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, Mapping):
        return "{ " + ", ".join(f"{key(name)} = {value(inner)}" for name, inner in given.items()) + " }"
    if isinstance(given, list | tuple):
        return "[" + ", ".join(value(inner) for inner in given) + "]"
    return repr(given)


def key(name: str) -> str:
    plain = name and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name)
    return name if plain else value(name)


def pair(name: str, given: Any) -> str:
    """A line `name = value`, or several for a list that is long or holds tables."""
    line = f"{key(name)} = {value(given)}"
    if not isinstance(given, list | tuple) or not given:
        return line
    if len(line) <= _WIDE and not any(isinstance(inner, Mapping) for inner in given):
        return line
    return "\n".join([f"{key(name)} = [", *(f"    {value(inner)}," for inner in given), "]"])


def blocks(part: str, given: Any) -> list[tuple[str, dict[str, Any]]]:
    """A table, or a list of tables, as its blocks: the header line of each, and the pairs under it."""
    return list(_blocks((part,), given))


def _blocks(at: tuple[str, ...], given: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if is_list_of_tables(given):
        for entry in given:
            yield from _block(f"[[{'.'.join(map(key, at))}]]", at, entry)
    else:
        yield from _block(f"[{'.'.join(map(key, at))}]", at, given)


def _block(header: str, at: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    # One level of tables has headers of its own; what is deeper, the bands of a criterion, stays inside its line.
    deeper = {name: inner for name, inner in table.items() if len(at) == 1 and is_list_of_tables(inner)}
    yield header, {name: inner for name, inner in table.items() if name not in deeper}
    for name, inner in deeper.items():
        yield from _blocks((*at, name), inner)


def is_list_of_tables(given: Any) -> bool:
    return isinstance(given, list | tuple) and bool(given) and all(isinstance(inner, Mapping) for inner in given)


def block(header: str, pairs: Mapping[str, Any]) -> str:
    return "\n".join([header, *(pair(name, given) for name, given in pairs.items())])


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter
