"""What a paper says, block by block, without any layout: the same for pages to sign and for files to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.dossier import Signature

INSIDE_MARK = "Lưu hành nội bộ"


class Look(StrEnum):
    """How running words stand: `ground` is a "Căn cứ", `name` the one whom a certificate is for."""

    BODY = "body"
    GROUND = "ground"
    HEAD = "head"
    LEFT = "left"
    ITEM = "item"
    CENTRE = "centre"
    STRONG = "strong"
    SMALL = "small"
    NAME = "name"
    NOTE = "note"


@dataclass(frozen=True)
class Letterhead:
    """Who issues the paper beside the name and motto of the country; `upper` may be empty."""

    upper: str
    unit: str
    number_line: str
    place_and_day: str


@dataclass(frozen=True)
class Motto:
    """The name and motto of the country alone, over a paper that a person writes; `place_and_day` may be empty."""

    place_and_day: str = ""


@dataclass(frozen=True)
class Title:
    """`size` is in points; `new_page` begins what is annexed to the paper."""

    text: str
    about: str = ""
    size: float = 14
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    """`spare` words are left out where the paper would not fit the one page it has to fit."""

    words: str
    look: Look = Look.BODY
    spare: bool = False


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the printed width, one for each heading; `centred` are columns from 0; `size` in points,
    10–12 (QĐ 933/QĐ-TLĐ). Of a `sheet` the rows may be made only while they are read."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str, ...]]
    centred: frozenset[int] = frozenset()
    size: float = 11.5


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on by hand."""

    count: int


@dataclass(frozen=True)
class Code:
    """Words to be read by a camera (QR), with what stands beside for people."""

    words: str
    caption: str


@dataclass(frozen=True)
class Chart:
    """Figures beside each other, a bar for each label; `shown` are the figures as words."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    shown: tuple[str, ...]
    standing: bool = False


@dataclass(frozen=True)
class Logo:
    """The union's own picture in the middle of the page, at most so high and three times as wide."""

    picture: bytes
    height_mm: float = 18


@dataclass(frozen=True)
class Closing:
    """Who signs, from left to right, and who receives a copy; one who signs alone stands on the right."""

    signatures: tuple[Signature, ...]
    copies: tuple[str, ...] = ()


Block = Letterhead | Motto | Title | Text | Table | Lines | Code | Chart | Logo | Closing


@dataclass(frozen=True)
class Content:
    """One paper. `inside` papers say on each page that they stay in the unit; `framed` ones have a drawn border and one
    page; a `sheet` is one table under a title, of any number of rows."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    inside: bool = False
    framed: bool = False
    sheet: bool = False
