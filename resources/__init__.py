"""The cellar: files that ship with the program, found by name."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file or folder `name` (with forward slashes) below resources/; FileNotFoundError if it is not shipped."""
    found = ROOT / name
    if not found.exists():
        raise FileNotFoundError(name)
    return found
