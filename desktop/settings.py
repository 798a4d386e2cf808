"""The settings of this machine and this person; those of the register are kept in the store."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

NAME = "SoSangKien"
OVERRIDE = "SANGKIEN_CONFIG_DIR"
THEMES = ("system", "light", "dark")
LANGUAGES = ("vi", "en")
SCALE_MIN_PCT, SCALE_MAX_PCT = 90, 140


def config_dir() -> Path:
    """The folder of the settings; the environment variable SANGKIEN_CONFIG_DIR names another one."""
    override = os.environ.get(OVERRIDE)
    return Path(override) if override else Path(platformdirs.user_config_dir(NAME, appauthor=False))


class Settings:
    """Read and written at once; a value that makes no sense is read as the usual one. Keys are ASCII."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or config_dir() / "settings.ini"
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._ini = QSettings(str(self.file), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        return self._one_of("look/theme", THEMES)

    @theme.setter
    def theme(self, value: str) -> None:
        self._put("look/theme", value)

    @property
    def scale_pct(self) -> int:
        """The size of the text, 90 to 140 %."""
        try:
            value = int(self._text("look/scale_pct") or 100)
        except ValueError:
            value = 100
        return min(SCALE_MAX_PCT, max(SCALE_MIN_PCT, value))

    @scale_pct.setter
    def scale_pct(self, value: int) -> None:
        self._put("look/scale_pct", str(value))

    @property
    def language(self) -> str:
        """One of LANGUAGES."""
        return self._one_of("look/language", LANGUAGES)

    @language.setter
    def language(self, value: str) -> None:
        self._put("look/language", value)

    @property
    def last_home(self) -> Path | None:
        """The folder of the register opened last; None before the first, or if it is no longer there."""
        return self._folder("home/last")

    @last_home.setter
    def last_home(self, folder: Path) -> None:
        self._put("home/last", str(folder))

    @property
    def time_authority(self) -> str:
        """The address of the timestamp authority asked last; "" before the first."""
        return self._text("time/authority")

    @time_authority.setter
    def time_authority(self, value: str) -> None:
        self._put("time/authority", value)

    @property
    def token_module(self) -> str:
        """The library of signing tokens chosen last; "" before the first."""
        return self._text("token/module")

    @token_module.setter
    def token_module(self, value: str) -> None:
        self._put("token/module", value)

    def folder(self, purpose: str) -> Path | None:
        """Where files of one purpose ("import", "package", "report" …) were last; None if not known or gone."""
        return self._folder(f"folders/{purpose}")

    def keep_folder(self, purpose: str, folder: Path) -> None:
        self._put(f"folders/{purpose}", str(folder))

    def layout(self, part: str) -> QByteArray:
        """What Qt saved of a window, a header or a splitter; empty if nothing."""
        return QByteArray.fromBase64(self._text(f"layout/{part}").encode())

    def keep_layout(self, part: str, saved: QByteArray) -> None:
        self._put(f"layout/{part}", bytes(saved.toBase64().data()).decode())

    def _text(self, key: str) -> str:
        return str(self._ini.value(key, ""))

    def _put(self, key: str, value: str) -> None:
        self._ini.setValue(key, value)
        self._ini.sync()

    def _one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self._text(key)
        return value if value in allowed else allowed[0]

    def _folder(self, key: str) -> Path | None:
        value = self._text(key)
        return Path(value) if value and Path(value).is_dir() else None
