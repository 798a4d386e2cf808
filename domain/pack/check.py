"""What is wrong with a pack: every thing with its line in the file, its place, and what to write instead."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.errors import Problem
from domain.pack import doubts as doubted
from domain.pack import lines, meaning
from domain.pack.shape import SHAPE, part_of
from domain.pack.words import named
from domain.schema import Place, Violation, violations

# Where the standard reader stops, and what that means for whoever wrote the line.
_SYNTAX = (
    ("Cannot", "pack_key_twice"),
    ("Duplicate", "pack_key_twice"),
    ("Expected '='", "pack_toml_equals"),
    ("Invalid value", "pack_toml_value"),
    ("Unterminated string", "pack_toml_string"),
    ("Illegal character", "pack_toml_string"),
    ("Unclosed", "pack_toml_array"),
    ("Expected newline", "pack_toml_extra"),
    ("Expected ']'", "pack_toml_table"),
    ("Invalid date", "pack_toml_day"),
)
_SOURCES = ("source", "document", "issuer")


def read(text: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The file's data and everything wrong with it, by line; the data is {} if it is no good TOML."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides what is no TOML: numbers of thousands of digits, and lists in lists without end.
        return {}, (_syntax(text, str(error)),)
    return data, _by_line(text, problems(data))


def read_doubts(text: str) -> tuple[Problem, ...]:
    """What should be looked at again in a file with nothing wrong, by line; `blocks` is False."""
    return _by_line(text, doubts(tomllib.loads(text)))


def problems(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Everything wrong with a pack's data, `field` naming the place: deadlines.0.on."""
    broken = _broken(data)
    return (*broken, *meaning.problems(_sound(data, broken)))


def doubts(data: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What should be looked at again in a pack's data, in the parts that have their right shape."""
    return tuple(doubted.doubts(_sound(data, _broken(data))))


def _broken(data: Mapping[str, Any]) -> list[Problem]:
    return [_worded(violation) for violation in violations(dict(data), SHAPE)]


def _sound(data: Mapping[str, Any], broken: Sequence[Problem]) -> dict[str, Any]:
    parts = {problem.field.partition(".")[0] for problem in broken}
    return {part: value for part, value in data.items() if part not in parts}


def _by_line(text: str, found: Sequence[Problem]) -> tuple[Problem, ...]:
    spots = lines.spots(text)
    at = [dataclasses.replace(problem, row=lines.line_of(spots, _place(problem.field))) for problem in found]
    return tuple(sorted(at, key=lambda problem: problem.row or 0))


def _place(field: str) -> Place:
    return tuple(int(step) if step.isdecimal() else step for step in field.split("."))


def _syntax(text: str, said: str) -> Problem:
    code = next((code for words, code in _SYNTAX if said.startswith(words)), "pack_toml_malformed")
    if "at end of document" in said and code == "pack_toml_value":
        code = "pack_toml_array"
    at = re.search(r"at line (\d+), column (\d+)", said)
    line = int(at[1]) if at else text.count("\n") + 1
    return Problem(code, row=line, facts={"column": int(at[2]) if at else 1})


def _worded(violation: Violation) -> Problem:
    at, wanted = violation.at, violation.wanted
    if violation.keyword == "required":
        return _missing(at, str(wanted))
    field, place = ".".join(map(str, at)), named(at[:-1]) or "gói"
    facts: dict[str, object] = {
        "place": named(at),
        "inside": place,
        "name": _name(at),
        "found": _shown(violation.found),
    }
    facts["example"] = example(at)
    if violation.keyword == "additionalProperties":
        return _unknown(at, field, facts, wanted)
    if violation.keyword in ("minLength", "minItems", "minProperties"):
        code = "pack_source_missing" if _name(at) in _SOURCES else "pack_empty"
        return Problem(code, field, facts=facts)
    if violation.keyword == "enum":
        facts["known"] = ", ".join(wanted)
        return Problem(_ENUMS.get((str(at[0]), _last(at)), "pack_choice_unknown"), field, facts=facts)
    if violation.keyword in ("minimum", "maximum", "exclusiveMinimum"):
        shape = part_of(at)
        least = shape.get("minimum", shape.get("exclusiveMinimum", 0))
        facts |= {"least": _shown(least), "most": _shown(shape.get("maximum", 10**9))}
        return Problem(_number_code(at), field, facts=facts)
    facts |= {"wanted": wanted}
    return Problem(_CODES[violation.keyword], field, facts=facts)


_CODES = {"type": "pack_type_wrong", "format": "pack_day_wrong", "pattern": "pack_form_wrong",
          "propertyNames": "pack_code_wrong", "maxLength": "pack_too_long", "maxItems": "pack_too_many"}  # fmt: skip
_ENUMS = {("required", "required"): "pack_field_not_in_record", ("eligibility", "rule"): "pack_rule_unknown",
          ("eligibility", "severity"): "pack_severity_unknown", ("portal", "fills"): "pack_fills_unknown",
          ("deadlines", "level"): "pack_level_unknown", ("targets", "level"): "pack_level_unknown",
          ("nomination_limits", "level"): "pack_level_unknown"}  # fmt: skip


def _number_code(at: Place) -> str:
    name = _name(at)
    if name.endswith("_pct"):
        return "pack_percentage_wrong"
    return "pack_money_wrong" if name.endswith("_vnd") else "pack_number_wrong"


def _missing(at: Place, name: str) -> Problem:
    where = (*at, name)
    facts: dict[str, object] = {"place": named(at) or "gói", "name": name, "example": example(where)}
    code = "pack_source_missing" if name in _SOURCES else "pack_part_missing"
    return Problem(code, ".".join(map(str, where)), facts=facts)


def _unknown(at: Place, field: str, facts: dict[str, object], known: tuple[str, ...]) -> Problem:
    close = difflib.get_close_matches(_name(at), known, n=2, cutoff=0.6)
    facts["known"] = ", ".join(close or known)
    return Problem("pack_field_not_in_record" if at[0] == "limits" else "pack_field_unknown", field, facts=facts)


def _name(at: Place) -> str:
    """The key a place ends with, the number of an entry left out."""
    return next((str(step) for step in reversed(at) if isinstance(step, str)), "")


_last = _name


def example(at: Place) -> str:
    """A line as it could be written at this place."""
    shape, name = part_of(at), _name(at)
    given = shape.get("examples", [None])[0]
    if shape.get("type") == "object":
        return f"[{name}]"
    if given is None:
        return f"[[{name}]]" if shape.get("items", {}).get("type") == "object" else f"{name} = [ … ]"
    return f"{name} = {_toml(given, day=shape.get('format') == 'date')}"


def _toml(value: Any, *, day: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value if day else f'"{value}"'
    if isinstance(value, list):
        return "[" + ", ".join(_toml(entry, day=day) for entry in value) + "]"
    return str(value)


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping | list):
        return "…"
    words = str(value)
    return words if len(words) <= 60 else words[:59] + "…"


def codes() -> Iterator[str]:
    """Every code this module finds by a table, for the test that each has its sentence."""
    yield from (code for _words, code in _SYNTAX)
    yield from _CODES.values()
    yield from _ENUMS.values()
    yield from ("pack_percentage_wrong", "pack_money_wrong", "pack_number_wrong", "pack_choice_unknown")
