"""Packs for the tests: the shipped texts, and small edits of them that break one rule each."""

from __future__ import annotations

import copy
import tomllib
from functools import cache
from typing import Any

import resources

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
