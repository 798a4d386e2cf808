"""Making something large in pieces: what is made may go on living while the screen answers in between."""

from __future__ import annotations

from collections.abc import Iterator

# Each step makes one more part, in some milliseconds; at the end all of it is there.
Pieces = Iterator[None]


def at_once(pieces: Pieces) -> None:
    """For whoever cannot wait: every piece that is still to be made."""
    for _ in pieces:
        pass
