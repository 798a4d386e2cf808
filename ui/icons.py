"""The bundled one-colour icons, as tinted pixmaps and as tinted files for the style sheet."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

BUTTON, NAVIGATION = 1.8, 2.0  # pixels of an icon for each point of the text beside it


def svg(name: str, colour: str, *, filled: bool = False, opacity: float = 1.0) -> str:
    """The drawing in one colour; FileNotFoundError if no such icon is shipped."""
    kind = "filled" if filled else "regular"
    text = resources.path(f"icons/{name}_20_{kind}.svg").read_text(encoding="utf-8")
    return text.replace("<path ", f'<path fill="{colour}" fill-opacity="{opacity}" ')


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, filled: bool, opacity: float) -> QPixmap:
    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    drawing = svg(name, colour, filled=filled, opacity=opacity)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, role: str = "muted", size: int = 16, ratio: float = 1.0, *, filled: bool = False) -> QPixmap:
    """An icon in the colour of a token, `size` logical pixels for a screen of the given pixel ratio."""
    return _drawn(name, _token(role), size, ratio, filled, 1.0)


def icon(name: str, role: str = "muted", on_role: str = "", *, fill_on: bool = False) -> QIcon:
    """A QIcon of ready pixmaps for buttons; when checked in `on_role`, filled if `fill_on`.

    It holds pixmaps because a QIconEngine written in Python crashes when Qt copies it.
    The colours are those of this moment: bricks make it anew when the theme changes.
    """
    from ui import theme  # the theme stands on this module

    made = QIcon()
    points = theme.look().points
    for side in {16, round(points * BUTTON), round(points * NAVIGATION)}:
        for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
            made.addPixmap(pixmap(name, role, side, ratio), QIcon.Mode.Normal, QIcon.State.Off)
            made.addPixmap(_drawn(name, _token("muted"), side, ratio, False, 0.5), QIcon.Mode.Disabled, QIcon.State.Off)
            if on_role:
                on = pixmap(name, on_role, side, ratio, filled=fill_on)
                made.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
    return made


def asset(name: str, colour: str) -> str:
    """The path, with forward slashes, of a tinted svg file: a style sheet takes images only from files."""
    file = cache_dir() / f"{name}_{colour.lstrip('#')}.svg"
    if not file.exists():
        _write_whole(file, svg(name, colour))
    return file.as_posix()


@cache
def cache_dir() -> Path:
    """The folder of this person for such files; a temporary one where that cannot be written."""
    folder = Path(platformdirs.user_cache_dir("SoSangKien", appauthor=False)) / "icons"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="sosangkien-"))


def app_icon() -> QIcon:
    """The icon of the window and of the task bar."""
    from ui import theme  # as above

    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(_drawn("lightbulb", theme.LIGHT.accent, size, 1.0, True, 1.0))
    return made


def size(points: float, factor: float = BUTTON) -> QSize:
    """The size of an icon beside text of so many points: 18 pixels at 10 points."""
    side = round(points * factor)
    return QSize(side, side)


def _write_whole(file: Path, text: str) -> None:
    # Two programs started at once must never see half a file, so it appears by renaming.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as part:
        part.write(text)
    Path(part.name).replace(file)


def _token(role: str) -> str:
    from ui import theme  # the theme stands on this module

    return str(getattr(theme.current(), role))
