"""The end of a paper: who signs, room for the seal, who receives a copy."""

from __future__ import annotations

from collections.abc import Sequence

from domain.dossier import Signature
from domain.text import clean
from exports.writers.fonts import bold, bold_italic, regular
from exports.writers.lines import flat
from exports.writers.paper import Paper

_SIGNER = bold(14, 18)
_COPIES_HEAD = bold_italic(12, 16)
_COPIES = regular(11, 14)
_SEAL = 80.0  # room to sign and seal; with less the seal covers the names
_BEFORE = 14.0


def height(signature: Signature, width: float) -> float:
    """Room in points that the block of that width needs, to be kept on one page."""
    return _BEFORE + _SEAL + _SIGNER.leading * len(_head(signature, width) + _name(signature, width)) + 4


def draw(paper: Paper, top: float, signature: Signature, left: float, width: float) -> None:
    """Below `top`: authority and position, the seal's room, the name, all centred in their column."""
    middle, y = left + width / 2, top - _BEFORE - _SIGNER.size
    for line in _head(signature, width):
        paper.centred(middle, y, line, _SIGNER)
        y -= _SIGNER.leading
    y -= _SEAL
    for line in _name(signature, width):
        paper.centred(middle, y, line, _SIGNER)
        y -= _SIGNER.leading


def copies_height(copies: Sequence[str], width: float) -> float:
    return _BEFORE + _COPIES_HEAD.leading + _COPIES.leading * len(_copies(copies, width))


def draw_copies(paper: Paper, top: float, copies: Sequence[str], left: float, width: float) -> None:
    y = top - _BEFORE - _COPIES_HEAD.size
    paper.text(left, y, "Nơi nhận:", _COPIES_HEAD)
    y -= _COPIES_HEAD.leading
    for line in _copies(copies, width):
        paper.text(left, y, line, _COPIES)
        y -= _COPIES.leading


def _head(signature: Signature, width: float) -> list[str]:
    return flat(clean(f"{signature.authority}\n{signature.position}"), _SIGNER, width)


def _name(signature: Signature, width: float) -> list[str]:
    return flat(clean(signature.name), _SIGNER, width)


def _copies(copies: Sequence[str], width: float) -> list[str]:
    """Each copy on its own line after a dash; the last one, the filing line, ends with a full stop."""
    ended = [f"- {clean(copy)};" for copy in copies[:-1]] + [f"- {clean(copy)}." for copy in copies[-1:]]
    return [line for copy in ended for line in flat(copy, _COPIES, width)]
