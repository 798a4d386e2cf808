"""The letters of our papers: Tinos, which has the metrics of Times New Roman, and how wide its words are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import resources

_FILES = {
    "Tinos": "Tinos_400Regular.ttf",
    "Tinos-Bold": "Tinos_700Bold.ttf",
    "Tinos-Italic": "Tinos_400Regular_Italic.ttf",
    "Tinos-BoldItalic": "Tinos_700Bold_Italic.ttf",
}

# A register repeats some thousand syllables over and over: each is measured and encoded once. Its numbers come once.
KEPT = 1 << 13


@dataclass(frozen=True)
class Face:
    """A font at a size; `leading` is the distance of two baselines, all in points."""

    font: str
    size: float
    leading: float


def regular(size: float, leading: float = 0) -> Face:
    return Face("Tinos", size, leading or size * 1.2)


def bold(size: float, leading: float = 0) -> Face:
    return Face("Tinos-Bold", size, leading or size * 1.2)


def italic(size: float, leading: float = 0) -> Face:
    return Face("Tinos-Italic", size, leading or size * 1.2)


def bold_italic(size: float, leading: float = 0) -> Face:
    return Face("Tinos-BoldItalic", size, leading or size * 1.2)


@cache
def load(name: str) -> Any:
    """The font of that name, registered with the PDF library and to be embedded in part; read from disk once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(resources.path(f"fonts/{_FILES[name]}")))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=KEPT)
def width(word: str, font: str) -> float:
    """Width of `word` at size 1."""
    return float(load(font).stringWidth(word, 1))


def drawable(text: str, font: str) -> str:
    """Text in which a character the font does not have is a box, so that nothing vanishes unseen."""
    has = load(font).face.charToGlyph
    return "".join(char if ord(char) in has else "□" for char in text)
