"""Bringing in a module in pieces: all at once what it stands on would hold up the screen."""

from __future__ import annotations

import dis
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from types import CodeType

from ui.common.pieces import Pieces

OURS = ("ui", "desktop", "db", "exports", "domain", "resources")


def brought_in(name: str) -> Pieces:
    """Imports a module of ours after each one of ours that its first lines name, and so on down: a piece for each."""
    yield from _brought_in(name, set())


def _brought_in(name: str, asked: set[str]) -> Pieces:
    if name in sys.modules or name in asked:
        return
    folder = name.rpartition(".")[0]
    if folder:
        yield from _brought_in(folder, asked)
    if name in asked:
        return  # it came with its folder
    asked.add(name)
    for needed in _needed(name):
        yield from _brought_in(needed, asked)
    if not folder or folder in sys.modules:  # else it comes with its folder, which names it
        import_module(name)
        yield


def _needed(name: str) -> Iterator[str]:
    """The modules of ours that are named outside of any function, but for those only a checker of types reads. Of a
    program that keeps its code elsewhere none are known."""
    spec = _found(name)
    get_code = getattr(spec.loader, "get_code", None) if spec is not None else None
    code: CodeType | None = get_code(name) if get_code is not None else None
    if code is None:
        return
    module, asked, skipped_to = "", False, 0
    for step in dis.get_instructions(code):
        if step.offset < skipped_to:
            continue
        if asked:  # the jump over what only a checker of types reads
            skipped_to, asked = int(step.argval), False
        elif step.opname == "LOAD_NAME" and step.argval == "TYPE_CHECKING":
            asked = True
        elif step.opname == "IMPORT_NAME":
            module = step.argval if step.argval.partition(".")[0] in OURS else ""
            if module:
                yield module
        elif step.opname == "IMPORT_FROM" and module and _is_module(module, step.argval):
            yield f"{module}.{step.argval}"


def _found(name: str) -> ModuleSpec | None:
    """Where a module lies; to ask Python for one in a folder would import the folder."""
    folder = name.rpartition(".")[0]
    if not folder or folder in sys.modules:
        return find_spec(name)
    above = _found(folder)
    return PathFinder.find_spec(name, above.submodule_search_locations) if above is not None else None


def _is_module(folder: str, name: str) -> bool:
    """Whether what is taken from a folder is a module in it and not a word of it."""
    held = sys.modules.get(folder)
    return hasattr(held, "__path__") and not hasattr(held, name) and find_spec(f"{folder}.{name}") is not None
