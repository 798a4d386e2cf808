"""Icons: tinted, sharp, and as files for the style sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from ui import icons, theme


def colours(name: str, role: str) -> set[str]:
    image = icons.pixmap(name, role, 20, 2.0).toImage()
    inked = (QColor(image.pixelColor(x, y)) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in inked if colour.alpha() == 255}


def test_an_icon_has_the_colour_of_the_theme(themed_app: QApplication) -> None:
    assert colours("add", "error") == {theme.LIGHT.error.lower()}
    theme.apply(themed_app, dark=True)
    assert colours("add", "error") == {theme.DARK.error.lower()}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(themed_app: QApplication, ratio: float) -> None:
    drawn = icons.pixmap("add", "muted", 16, ratio)
    assert drawn.width() == round(16 * ratio)
    assert drawn.devicePixelRatio() == ratio


def test_a_disabled_icon_is_paler(themed_app: QApplication) -> None:
    icon = icons.icon("add", "text")
    usual = icon.pixmap(20, 20).toImage()
    disabled = icon.pixmap(20, 20, QIcon.Mode.Disabled).toImage()
    assert usual.pixelColor(10, 9).alpha() > disabled.pixelColor(10, 9).alpha() > 0


def test_the_file_for_the_sheet_is_written_whole_and_once(themed_app: QApplication) -> None:
    file = Path(icons.asset("dismiss", "#123456"))
    assert '"#123456"' in file.read_text(encoding="utf-8")
    written = file.stat().st_mtime_ns
    assert icons.asset("dismiss", "#123456") == file.as_posix()
    assert file.stat().st_mtime_ns == written
    assert not list(file.parent.glob("*.part"))
    file.unlink()


def test_an_icon_we_do_not_ship_is_our_error(themed_app: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.svg("no_such_icon", "#000000")
