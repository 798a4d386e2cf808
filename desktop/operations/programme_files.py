"""Programme packs as files: looking at one, installing it, writing it out, and sealing it for the units below."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.changes import Changes
from desktop.desk import Desk
from domain.errors import Problem
from domain.programme import Programme

# What installing a file would do.
NEW, NEWER, OLDER, SAME, DIFFERENT = "new", "newer", "older", "same", "different"


@dataclass(frozen=True)
class Offer:
    """A file before it is installed. `pack` is None while `problems` block; `standing` is one of the words above.

    `signed_by` is "" for a bare file, «chưa có chữ ký»; `signer_name` the union that signed the package.
    """

    path: Path
    pack: Programme | None
    problems: tuple[Problem, ...]
    standing: str
    signed_by: str
    signer_name: str
    manifest_sha256: str
    data: str


@dataclass(frozen=True)
class Installation:
    """`in_force` is False for a version older than the one in force: it is kept beside it."""

    pack: Programme
    standing: str
    signed_by: str
    signer_name: str
    in_force: bool
    changes: Changes


def look(desk: Desk, path: Path) -> Offer:
    """What a .toml file or a signed package holds. RuleError with the verdict's code if a package is not genuine."""
    raise NotImplementedError


def install(desk: Desk, path: Path, *, unsigned: bool = False) -> Installation:
    """Install a pack. A bare file needs the person's consent (`unsigned`); a package is held against the trust."""
    raise NotImplementedError


def write(desk: Desk, programme_id: str, target: Path, version: str = "") -> Path:
    """The pack's own .toml file, into a folder or under a new name."""
    raise NotImplementedError


def seal(desk: Desk, programme_id: str, to: Path, version: str = "") -> tuple[Path, Changes]:
    """The upper union's side: a signed package of this pack for its units, put into the folder `to`."""
    raise NotImplementedError
