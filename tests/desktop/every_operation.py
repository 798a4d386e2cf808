"""Every operation of the desk, and who is let in when it is called with things that can do nothing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QLockFile

import desktop.operations
from db.store import Store
from db.users import User
from desktop.desk import Desk
from domain.errors import RuleError
from domain.role import UserRole
from domain.unit import Block, Level, Unit

UNIT = Unit("27001", "CĐCS May Hoa Sim", Level.GRASSROOTS, "27", "LĐLĐ tỉnh", Block.ENTERPRISE, "Bình Tân")


class ReachedError(Exception):
    """The operation went past its door and wanted to work."""


class Wire:
    """Stands for the store and for every argument: whoever touches it has been let in."""

    def __getattr__(self, name: str) -> Any:
        raise ReachedError(name)


def operations() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """(module, name, function) of every public function that is given a desk."""
    for info in pkgutil.iter_modules(desktop.operations.__path__):
        module = importlib.import_module(f"desktop.operations.{info.name}")
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation == "Desk":
                yield info.name, name, function


def desk_of(*roles: UserRole) -> Desk:
    user = User(1, "Lê Văn Bình", frozenset(roles), "user-1")
    return Desk(Path("/nowhere"), cast(Store, Wire()), b"", user, UNIT, cast(QLockFile, None))


def refusal(function: Callable[..., Any], role: UserRole) -> str:
    """The code with which the operation refuses a user of this one role; "" where it lets him in."""
    given = {
        parameter.name: Wire()
        for place, parameter in enumerate(inspect.signature(function).parameters.values())
        if place and parameter.default is parameter.empty and parameter.kind is not parameter.VAR_POSITIONAL
    }
    try:
        made = function(desk_of(role), **given)
        if inspect.isgenerator(made):
            next(made)
        if hasattr(made, "__enter__"):
            made.__enter__()
    except RuleError as error:
        return error.code if error.code.endswith(("_needed", "_closed")) else ""
    except Exception:
        return ""
    return ""
