"""Where a package is laid down, and what it is read from: a file, or whatever opens and appears like one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol


class Source(Protocol):
    """A file, or what reads like one without lying anywhere in the clear. As text it is the path people know it by."""

    @property
    def name(self) -> str: ...

    def open(self, mode: Literal["rb"]) -> BinaryIO: ...


class Place(Protocol):
    """A name for a package, and how its bytes get there."""

    @property
    def path(self) -> Path: ...

    def source(self) -> Source:
        """What lies there, to be read."""
        ...  # pragma: no cover

    def appearing(self) -> AbstractContextManager[BinaryIO]:
        """Takes bytes from beginning to end; under its name there is all of them or nothing new."""
        ...  # pragma: no cover

    def aside(self) -> AbstractContextManager[BinaryIO]:
        """For what waits while a package is sealed: written at its end, read anywhere, gone afterwards."""
        ...  # pragma: no cover


@dataclass(frozen=True)
class Clear:
    """A file that anybody may read."""

    path: Path

    def source(self) -> Source:
        return self.path

    @contextlib.contextmanager
    def appearing(self) -> Iterator[BinaryIO]:
        part = self.path.with_name(self.path.name + ".part")
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path)
        finally:
            # Nothing may cover up why it did not appear.
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    @contextlib.contextmanager
    def aside(self) -> Iterator[BinaryIO]:
        with tempfile.TemporaryFile(dir=self.path.parent) as file:
            yield file
