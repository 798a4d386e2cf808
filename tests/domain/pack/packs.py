"""Packs for the tests: the shipped texts, and small edits of them that break one rule each."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import resources
from domain.pack.shape import part_of
from domain.schema import Place

SHIPPED = ("75k-2021", "1m-2022")


@cache
def text(name: str = "1m-2022") -> str:
    return resources.path(f"programmes/{name}.toml").read_text("utf-8")


def data(name: str = "1m-2022") -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(text(name)))


def edited(old: str, new: str, name: str = "1m-2022") -> tuple[str, int]:
    """The shipped text with the first `old` replaced, and the line (from 1) where that begins."""
    at = text(name).index(old)
    return text(name)[:at] + new + text(name)[at + len(old) :], text(name).count("\n", 0, at) + 1


# A key for the example of each part whose keys are data as well.
EXAMPLE_KEYS = {
    "kinds": "technical",
    "groups": "worker",
    "papers": "summary_table",
    "number_forms": "submission_letter",
    "sources": "title",
}


def whole() -> dict[str, Any]:
    """A pack with everything in it that one may have, made from the examples of the shape."""
    made: dict[str, Any] = example(())
    made["sources"] |= dict.fromkeys((*made["required"], *made["limits"]), made["sources"]["title"])
    return made


def example(at: Place) -> Any:
    """A value of this place with everything in it that a pack may have, each as its example says."""
    shape = part_of(at)
    if "properties" in shape:
        return {name: example((*at, name)) for name in shape["properties"]}
    if shape["type"] == "object":
        return {EXAMPLE_KEYS[str(at[-1])]: example((*at, EXAMPLE_KEYS[str(at[-1])]))}
    if at == ("rubric", "criteria"):  # one that gives points and one that asks yes or no
        first = {name: example((*at, 0, name)) for name in ("code", "title", "max_points", "min_points", "bands")}
        return [first, {**first_of_gate(at), "kind": "gate"}]
    if shape["type"] == "array":
        return [example((*at, 0))]
    given = shape["examples"][0]
    return date.fromisoformat(given) if shape.get("format") == "date" else given


def first_of_gate(at: Place) -> dict[str, Any]:
    gate = {name: example((*at, 1, name)) for name in ("title", "yes", "no")}
    return {"code": "lawful", **gate}


def leaves(value: Any, at: Place = ()) -> Iterator[Place]:
    """The places of everything that is no table and no list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*at, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*at, number))
    else:
        yield at


GATES = """[[rubric.criteria]]
code = "new"
title = "Mới trong đơn vị"
kind = "gate"
yes = "Chưa có ở đơn vị trước ngày nộp đơn"
no = "Đơn vị đã làm như vậy từ trước"

[[rubric.criteria]]
code = "lawful"
title = "Không trái quy định"
kind = "gate"

"""
APPROVALS = """[rubric]
title = "Số thành viên đồng ý"
source = "TT 18/2013/TT-BKHCN, Điều 8"
approvals = "2/3"
"""


def gated() -> str:
    """The shipped text with two gates before its points."""
    return edited("[[rubric.criteria]]\n", GATES + "[[rubric.criteria]]\n")[0]


def gates_alone() -> str:
    """The shipped text with gates and no points."""
    return _without_rubric() + APPROVALS + "\n" + GATES


def approvals_alone() -> str:
    """The shipped text with no criteria at all: the members who agree are counted."""
    return _without_rubric() + APPROVALS


def _without_rubric() -> str:
    return text()[: text().index("[rubric]")]
