"""The look of the program: colour tokens, from which the palette and the one style sheet are made."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

import resources
from ui import icons

FAMILY = "Be Vietnam Pro"
MONEY_FAMILY = "Noto Sans"  # its figures are all of one width; those of the other family are not
BASE_POINTS = 10.0
SCALES = (90, 100, 110, 120, 130, 140)


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, `#rrggbb`. No colour is written anywhere else.

    `<tone>_bg` and `<tone>_fg` belong together; the tones of pills and banners are TONES.
    """

    bg: str
    surface: str
    surface2: str
    side: str
    side_on: str
    border: str
    border_strong: str
    scroll: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    hover: str
    error: str
    warn: str
    ok: str
    bar: str
    neutral_bg: str
    neutral_fg: str
    warn_bg: str
    warn_fg: str
    ok_bg: str
    ok_fg: str
    info_bg: str
    info_fg: str
    error_bg: str
    error_fg: str
    busy_bg: str
    busy_fg: str


TONES = ("neutral", "warn", "ok", "info", "error", "busy")

LIGHT = Tokens(
    bg="#F4F6F9",
    surface="#FFFFFF",
    surface2="#F8FAFC",
    side="#EAEFF6",
    side_on="#FFFFFF",
    border="#D8DFE8",
    border_strong="#8A97A8",
    scroll="#C3CCD8",
    text="#1A2230",
    muted="#55616F",
    accent="#0B5CAD",
    accent_hover="#094C90",
    on_accent="#FFFFFF",
    tint="#E3EEFA",
    hover="#EFF4FA",
    error="#B3261E",
    warn="#8A5300",
    ok="#0B6A2B",
    bar="#79A4D1",
    neutral_bg="#E1E6EC",
    neutral_fg="#47525F",
    warn_bg="#FFF1CF",
    warn_fg="#7A4A00",
    ok_bg="#DDF3E1",
    ok_fg="#0B5E27",
    info_bg="#DCEAFB",
    info_fg="#0B4A8C",
    error_bg="#FCE4E2",
    error_fg="#8F1C15",
    busy_bg="#ECE5FA",
    busy_fg="#553099",
)

DARK = Tokens(
    bg="#1B1E23",
    surface="#24282F",
    surface2="#2A2F37",
    side="#16191D",
    side_on="#2A3038",
    border="#3A414B",
    border_strong="#7C8795",
    scroll="#4A525E",
    text="#E9ECF1",
    muted="#A9B3BF",
    accent="#6CB2FF",
    accent_hover="#8DC3FF",
    on_accent="#08213D",
    tint="#203A57",
    hover="#2D333C",
    error="#FF9B91",
    warn="#F2C063",
    ok="#7FD694",
    bar="#4B74A0",
    neutral_bg="#363D47",
    neutral_fg="#CBD3DC",
    warn_bg="#4A3A12",
    warn_fg="#FFD98A",
    ok_bg="#173D22",
    ok_fg="#9CE5AE",
    info_bg="#18395C",
    info_fg="#A9D2FF",
    error_bg="#512421",
    error_fg="#FFC1BB",
    busy_bg="#3A2F58",
    busy_fg="#D5C4FF",
)

# Every text colour with every ground it is ever drawn on: (text, ground). A test measures each.
PAIRS = (
    *(
        (text, ground)
        for text in ("text", "muted")
        for ground in ("bg", "surface", "surface2", "side", "hover", "tint")
    ),
    *((text, ground) for text in ("accent", "error", "warn", "ok") for ground in ("bg", "surface")),
    *(("accent", ground) for ground in ("side", "side_on", "tint", "hover")),
    ("text", "side_on"),
    ("text", "warn_bg"),  # what a search has found
    ("muted", "border"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    *((f"{tone}_fg", f"{tone}_bg") for tone in TONES),
)


@dataclass(frozen=True)
class Look:
    """What is on the screen now: the theme and the size of its text in points."""

    tokens: Tokens = LIGHT
    points: float = BASE_POINTS

    @property
    def dark(self) -> bool:
        return self.tokens is DARK


_looks: list[Look] = [Look()]


def look() -> Look:
    return _looks[0]


def current() -> Tokens:
    """The tokens in use. Read them each time they are needed: the theme may change while the program runs."""
    return _looks[0].tokens


@lru_cache(maxsize=100)
def color(role: str) -> QColor:
    """A token by its name, for painting: shared by all who paint with it, nobody changes it."""
    return QColor(getattr(current(), role))


@lru_cache(maxsize=20)
def line(role: str) -> QPen:
    """A pen for lines of one pixel in the colour of a token, shared like `color`."""
    return QPen(color(role), 1)


def font(factor: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font of the program, `factor` times the base size, for painting."""
    made = QFont(FAMILY)
    made.setPointSizeF(look().points * factor)
    made.setWeight(weight)
    return made


class Face(NamedTuple):
    """A font and its measures, shared by all who paint with it: nobody changes it."""

    font: QFont
    metrics: QFontMetrics


@lru_cache(maxsize=50)
def face(factor: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal, *, money: bool = False) -> Face:
    """`font`, or `money_font`, for what paints hundreds of texts at a time; `apply` makes them anew."""
    made = money_font(factor) if money else font(factor, weight)
    return Face(made, QFontMetrics(made))


def money_font(factor: float = 1.0) -> QFont:
    """The font of money columns: its figures stand under each other."""
    made = font(factor)
    made.setFamily(MONEY_FAMILY)
    return made


def load_fonts() -> None:
    """Makes the bundled fonts known to Qt; a second call does nothing."""
    if FAMILY in QFontDatabase.families() and MONEY_FAMILY in QFontDatabase.families():
        return
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        if not file.name.startswith("Tinos"):  # for paper, not for the screen
            QFontDatabase.addApplicationFont(str(file))


def points(scale_pct: int) -> float:
    """Base size in points at a scale; 9 to 14."""
    return min(14.0, max(9.0, BASE_POINTS * scale_pct / 100))


def apply(app: QApplication, dark: bool, scale_pct: int = 100) -> None:
    """Dresses the whole program. May be called again at any time: every brick follows.

    Where it is dressed so already nothing is done: Qt would polish every widget there is once more.
    """
    wanted = Look(DARK if dark else LIGHT, points(scale_pct))
    if app.styleSheet() and wanted == look():
        return
    load_fonts()
    _looks[0] = wanted
    for kept in (face, color, line):
        kept.cache_clear()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(current()))
    app.setFont(font())
    app.setStyleSheet(style_sheet(current(), look().points))


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look again at a widget whose property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def style_sheet(tokens: Tokens, base_points: float) -> str:
    """resources/styles/app.qss with its gaps filled: tokens by name, sizes, icon files."""
    sizes = {f"pt_{pct}": f"{base_points * pct / 100:.1f}pt" for pct in (88, 92, 100, 110, 150, 190)}
    rooms = {
        "line": f"{math.ceil(base_points * 2.5)}px",
        "icon": f"{round(base_points * 1.8)}px",
        "rise": f"{_rise(base_points * 1.1)}px",
        "rise_150": f"{_rise(base_points * 1.5)}px",
    }
    lines = {f"{tone}_line": _mixed(f"{tone}_fg", f"{tone}_bg", tokens) for tone in TONES}
    files = {
        "chevron_down": icons.asset("chevron_down", tokens.muted),
        "chevron_up": icons.asset("chevron_up", tokens.muted),
        "checkmark": icons.asset("checkmark", tokens.on_accent),
        "dismiss": icons.asset("dismiss", tokens.muted),
    }
    template = resources.path("styles/app.qss").read_text(encoding="utf-8")
    return Template(template).substitute(asdict(tokens), **sizes, **rooms, **lines, **files)


def _rise(size_points: float) -> int:
    """Pixels that marks over marks (Ẫ) need above the ascent: a fifth of an em in Be Vietnam Pro."""
    return math.ceil(size_points * 96 / 72 * 0.2)


def _mixed(over: str, under: str, tokens: Tokens) -> str:
    """Two parts of one token in five of another: the pale line around a banner."""
    above, below = QColor(getattr(tokens, over)), QColor(getattr(tokens, under))
    pairs = ((above.red(), below.red()), (above.green(), below.green()), (above.blue(), below.blue()))
    return QColor(*(round(a * 0.4 + b * 0.6) for a, b in pairs)).name()


def palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.error,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.surface2,
        role.Mid: tokens.border,
        role.Dark: tokens.border_strong,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return made
