"""How this person wants the program to look: the theme, the size of the text."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop import messages
from desktop.settings import Settings
from ui import theme, words


def application() -> QApplication:
    return cast(QApplication, QApplication.instance())


def dark(settings: Settings) -> bool:
    """What the settings ask for; "system" follows the desktop."""
    if settings.theme == "system":
        return application().styleHints().colorScheme() is Qt.ColorScheme.Dark
    return settings.theme == "dark"


def dress(settings: Settings) -> None:
    """Puts the theme and the size of the text on the whole program, if they are not on already."""
    wanted = theme.Look(theme.DARK if dark(settings) else theme.LIGHT, theme.points(settings.scale_pct))
    if wanted != theme.look() or not application().styleSheet():
        theme.apply(application(), dark(settings), settings.scale_pct)


def speak(settings: Settings) -> None:
    """The language of everything made from now on: screens, errors, Qt's own buttons."""
    words.install_language(application(), settings.language)
    messages.speak(settings.language)


def follow_the_desktop(settings: Settings) -> None:
    """Dresses the program anew when the desktop turns dark or light."""
    application().styleHints().colorSchemeChanged.connect(lambda _scheme: dress(settings))
