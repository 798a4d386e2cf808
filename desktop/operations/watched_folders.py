"""A folder that is watched: which of its packages have not been taken in, or refused, here yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db import packages, refusals
from desktop.desk import Desk
from desktop.operations import encryption, receiving
from domain.errors import RuleError, TroubleError
from exports.package import verify
from exports.transports import folder as folders

PURPOSE = "watch"  # of the folder in the settings of this PC
Key = tuple[str, int, int]


class WatchedFolder:
    """One folder. What was looked into once is not opened again while name, size and time of the file stay."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._identities: dict[Key, tuple[str, str]] = {}

    def unseen(self, desk: Desk) -> list[Path]:
        """The packages in it that this register has not met, by name; TroubleError watch_folder_missing."""
        try:
            files = sorted(file for file in self.place.iterdir() if receiving.may_be(file))
        except OSError as error:
            raise TroubleError("watch_folder_missing", again=True, path=str(self.place)) from error
        return [file for file in files if not self._met(desk, file)]

    def _met(self, desk: Desk, file: Path) -> bool:
        found = self._identity(file, encryption.identities(desk))
        if found is None:
            return True  # gone again, or still being written
        manifest_sha256, file_sha256 = found
        if manifest_sha256 and packages.by_manifest(desk.store, manifest_sha256) is not None:
            return True
        return refusals.met(desk.store, file_sha256) or packages.left_as(desk.store, file_sha256) is not None

    def _identity(self, file: Path, own: Sequence[str]) -> tuple[str, str] | None:
        """SHA-256 of the manifest ("" for what is no package by itself) and of the file."""
        try:
            told = file.stat()
            key = (file.name, told.st_size, told.st_mtime_ns)
            if key not in self._identities:
                self._identities[key] = (_manifest(file, own), folders.file_sha256(file))
        except (OSError, TroubleError):
            return None
        return self._identities[key]


def _manifest(file: Path, own: Sequence[str]) -> str:
    try:
        return verify.identity(file, own)
    except RuleError:
        return ""
