"""What is wrong with a wording: a gap no paper knows, a part that is missing, a block that is none."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.errors import Problem
from domain.paper.content import Look
from domain.paper.known import CELLS, GAPS, LISTS, NAMES

Wording = Mapping[str, Any]
NUMBER = "{no}"
_MOST = 4000  # letters of one piece of words
# What each kind of block is made of: words with gaps, and everything else with its type.
_WORDS = {
    "letterhead": ("unit", "number", "place_and_day"),
    "motto": ("place_and_day",),
    "title": ("text", "about"),
    "text": ("text",),
    "table": (),
    "lines": (),
    "code": ("text", "caption"),
    "chart": ("text",),
    "logo": (),
    "closing": (),
}
_OTHERS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "letterhead": {"upper": str},
    "title": {"size": (int, float), "new_page": bool},
    "text": {"look": str, "spare": bool, "each": str},
    "table": {"of": str, "columns": list, "size": (int, float), "blank": int},
    "lines": {"count": int},
    "chart": {"of": str, "labels": str, "values": str, "standing": bool, "last": bool, "most": int},
    "logo": {"height": (int, float)},
    "closing": {"signatures": list, "copies": list},
}
_MUST = {
    "title": ("text",),
    "text": ("text",),
    "table": ("of", "columns"),
    "lines": ("count",),
    "code": ("text", "caption"),
    "chart": ("of", "labels", "values", "text"),
    "closing": ("signatures",),
}
# What a paper has to have if the shipped one has it, and the parts of its layout that nobody changes by words.
_KEPT_BLOCKS = {"title": "tên văn bản", "table": "bảng"}
_KEPT_LAYOUT = ("landscape", "framed", "sheet")
_ALWAYS = {"kind": str, "when": str, "unless": str}
_HEAD = {"title": str, "needs": list, "landscape": bool, "framed": bool, "sheet": bool, "number_form": str,
         "block": list}  # fmt: skip
_COLUMN = {"of": str, "each": str, "head": str, "width": (int, float), "centred": bool}
_SIGNATURE = {"authority": str, "position": str, "name": str}
_BROKEN, _UNKNOWN, _NEEDED, _BRACES = "template_broken", "template_gap_unknown", "template_needs", "template_braces"


def problems(wording: Wording, shipped: Wording) -> list[Problem]:
    """Everything that keeps a wording from being used in place of the one that ships; `field` is where it stands, like
    "block.3.text"."""
    found = list(_shape(wording))
    if found:
        return found
    found += [one for no, block in enumerate(wording["block"]) for one in _block(f"block.{no}", block)]
    found += _words("title", wording["title"], NAMES)
    if NUMBER not in wording.get("number_form", NUMBER) or len(wording.get("number_form", "")) > 60:
        found.append(Problem("template_number_form", "number_form", facts={"form": wording["number_form"]}))
    return found or [*_missing(wording, shipped)]


def used(wording: Wording) -> set[str]:
    """Every gap and every cell that stands somewhere in a wording."""
    found: set[str] = set()
    for block in wording["block"]:
        kind = block["kind"]
        for name in _WORDS[kind]:
            found |= gaps(block.get(name, ""))
        if kind == "letterhead":
            found |= {"number_line"} if "number" not in block else set()
        if kind == "table":
            found |= {column["of"] for column in block["columns"] if "of" in column}
            found |= {name for column in block["columns"] for name in gaps(column.get("head", ""))}
        for one in block.get("signatures", ()):
            found |= {one["name"]} if one.get("name") else set()
            found |= gaps(one.get("authority", "")) | gaps(one.get("position", ""))
        found |= {name for copy in block.get("copies", ()) for name in gaps(copy)}
    return found


def gaps(words: str) -> set[str]:
    """The names in braces; ValueError where braces do not match."""
    return {name.lower() for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def _shape(wording: Wording) -> Iterator[Problem]:
    yield from _typed("", wording, _HEAD, ("title", "block"))
    blocks = wording.get("block")
    if not isinstance(blocks, list):
        return
    for no, block in enumerate(blocks):
        at = f"block.{no}"
        kind = block.get("kind") if isinstance(block, Mapping) else None
        if kind not in _WORDS:
            yield _broken(at)
            continue
        allowed = {**_ALWAYS, **dict.fromkeys(_WORDS[kind], str), **_OTHERS.get(kind, {})}
        yield from _typed(at, block, allowed, _MUST.get(kind, ()))
        for name, inner, must in (("columns", _COLUMN, ("width",)), ("signatures", _SIGNATURE, ())):
            for place, one in enumerate(block.get(name, ()) if isinstance(block.get(name, ()), list) else ()):
                yield from _typed(f"{at}.{name}.{place}", one, inner, must)


def _typed(at: str, given: Any, allowed: Mapping[str, Any], must: Sequence[str]) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        yield _broken(at)
        return
    for name in must:
        if name not in given:
            yield _broken(f"{at}.{name}".lstrip("."))
    for name, value in given.items():
        # A truth value is a whole number to Python, and nothing of the kind to people.
        wrong = name not in allowed or not isinstance(value, allowed[name])
        if wrong or (isinstance(value, bool) and allowed[name] is not bool):
            yield _broken(f"{at}.{name}".lstrip("."))


def _block(at: str, block: Wording) -> Iterator[Problem]:
    for name in ("when", "unless"):
        yield from _named(f"{at}.{name}", [one.strip() for one in block.get(name, "").split(",") if one.strip()])
    cells = CELLS.get(block["each"]) if "each" in block else ()
    if cells is None or ("look" in block and block["look"] not in set(Look)):
        yield _broken(at)
        return
    for name in _WORDS[block["kind"]]:
        yield from _words(f"{at}.{name}", block.get(name, ""), (*NAMES, *cells))
    if block["kind"] in ("table", "chart"):
        yield from _table(at, block)
    yield from _closing(at, block)


def _table(at: str, block: Wording) -> Iterator[Problem]:
    cells = CELLS.get(block["of"])
    asked = [block[name] for name in ("labels", "values") if name in block]
    if cells is None or not 10 <= block.get("size", 11) <= 12 or not set(asked) <= set(cells):
        yield _broken(at)
        return
    for no, column in enumerate(block.get("columns", ())):
        place = f"{at}.columns.{no}"
        known = column["each"] in LISTS if "each" in column else column.get("of") in cells and "head" in column
        if not known or column["width"] <= 0:
            yield _broken(place)
        yield from _words(f"{place}.head", column.get("head", ""), NAMES)


def _closing(at: str, block: Wording) -> Iterator[Problem]:
    for no, one in enumerate(block.get("signatures", ())):
        place = f"{at}.signatures.{no}"
        yield from _named(f"{place}.name", [one["name"]] if one.get("name") else [])
        for name in ("authority", "position"):
            yield from _words(f"{place}.{name}", one.get(name, ""), NAMES)
    for no, copy in enumerate(block.get("copies", ())):
        yield from _words(f"{at}.copies.{no}", copy, NAMES) if isinstance(copy, str) else [_broken(at)]


def _missing(wording: Wording, shipped: Wording) -> Iterator[Problem]:
    """What the paper has to say, and who signs it, may be worded otherwise and never be left out."""
    for name in sorted(set(shipped.get("needs", ())) - used(wording)):
        yield Problem(_NEEDED, name, facts={"name": name, "meaning": GAPS.get(name, name)})
    kinds, asked = ([block["kind"] for block in one["block"]] for one in (wording, shipped))
    for kind, words in _KEPT_BLOCKS.items():
        if kind in asked and kind not in kinds:
            yield Problem("template_block_missing", "block", facts={"what": words})
    for name in _KEPT_LAYOUT:
        if wording.get(name, False) is not shipped.get(name, False):
            yield _broken(name)
    have, wanted = (_signatures(one) for one in (wording, shipped))
    if have != wanted:
        yield Problem("template_closing", "block", facts={"count": sum(wanted)})


def _signatures(wording: Wording) -> list[int]:
    return [len(block["signatures"]) for block in wording["block"] if block["kind"] == "closing"]


def _words(at: str, words: str, known: Sequence[str]) -> Iterator[Problem]:
    try:
        named = gaps(words)
    except ValueError:
        yield Problem(_BRACES, at, facts={"words": words[:60]})
        return
    if len(words) > _MOST:
        yield Problem("template_too_long", at, facts={"most": _MOST})
    for name in sorted(named - set(known)):
        yield Problem(_UNKNOWN, at, facts={"name": name, "words": words[:60]})


def _named(at: str, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        if name not in NAMES and name not in CELLS:
            yield Problem(_UNKNOWN, at, facts={"name": name, "words": name})


def _broken(at: str) -> Problem:
    return Problem(_BROKEN, at, facts={"at": at or "block"})
