"""The part of JSON Schema that the program's own schemas use, and where a value breaks one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Violation:
    """`at` leads to the value that breaks `keyword`; for "required" to the object, whose missing name is `wanted`.

    For "additionalProperties" `at` ends with the name nobody knows, and `wanted` are the names there are.
    """

    at: Place
    keyword: str
    wanted: Any
    found: Any

    @property
    def path(self) -> str:
        """The place as it is written: records[0].count."""
        return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.at).lstrip(".")


def _number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda found: isinstance(found, dict),
    "array": lambda found: isinstance(found, list),
    "string": lambda found: isinstance(found, str),
    "integer": lambda found: isinstance(found, int) and not isinstance(found, bool),
    "number": _number,
    "boolean": lambda found: isinstance(found, bool),
}
_KEYWORDS: dict[str, Callable[[Any, Any], bool]] = {
    "type": lambda found, name: _TYPES[name](found),
    "const": lambda found, wanted: type(found) is type(wanted) and bool(found == wanted),
    "enum": lambda found, wanted: isinstance(found, str) and found in wanted,
    "pattern": lambda found, pattern: re.search(_python(pattern), found) is not None,
    "minLength": lambda found, least: len(found) >= least,
    "maxLength": lambda found, most: len(found) <= most,
    "minimum": lambda found, least: bool(found >= least),
    "exclusiveMinimum": lambda found, least: bool(found > least),
    "maximum": lambda found, most: bool(found <= most),
    "minItems": lambda found, least: len(found) >= least,
    "maxItems": lambda found, most: len(found) <= most,
    "minProperties": lambda found, least: len(found) >= least,
    "maxProperties": lambda found, most: len(found) <= most,
}
# Words for people, and those that say what stands inside.
KNOWN = frozenset(_KEYWORDS) | {"$schema", "title", "description", "examples", "format", "required", "properties",
                                "items", "additionalProperties", "propertyNames"}  # fmt: skip


def violations(found: Any, schema: Mapping[str, Any], at: Place = ()) -> Iterator[Violation]:
    """Where `found` breaks `schema`, from the outside in; only the keywords in KNOWN count.

    A day ("format": "date") is a `date`, as TOML has it: JSON has none, and no schema of ours for JSON asks for one.
    """
    if schema.get("format") == "date":
        if not isinstance(found, date) or isinstance(found, datetime):
            yield Violation(at, "format", "date", found)
        return
    for keyword, holds in _KEYWORDS.items():
        if keyword in schema and not holds(found, schema[keyword]):
            yield Violation(at, keyword, schema[keyword], found)
            return
    if isinstance(found, dict):
        yield from _inside(found, schema, at)
    elif isinstance(found, list):
        for number, inner in enumerate(found):
            yield from violations(inner, schema.get("items", {}), (*at, number))


def _inside(found: Mapping[str, Any], schema: Mapping[str, Any], at: Place) -> Iterator[Violation]:
    for name in schema.get("required", ()):
        if name not in found:
            yield Violation(at, "required", name, found)
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", {})
    pattern = schema.get("propertyNames", {}).get("pattern", "")
    for name, inner in found.items():
        if name not in known and rest is False:
            yield Violation((*at, name), "additionalProperties", tuple(known), inner)
        elif not re.search(_python(pattern), name):
            yield Violation((*at, name), "propertyNames", pattern, inner)
        else:
            yield from violations(inner, known.get(name, rest), (*at, name))


def _python(pattern: str) -> str:
    # In JSON Schema "$" is the very end; in Python it also matches before a last line break.
    return pattern.replace("$", r"\Z")
