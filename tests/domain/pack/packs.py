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
