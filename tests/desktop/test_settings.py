"""The settings of the machine: kept, forgiving, and never those of whoever runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from desktop import settings
from desktop.settings import Settings


def test_what_is_set_is_there_next_time(tmp_path: Path) -> None:
    file, home = tmp_path / "sổ" / "settings.ini", tmp_path / "Sổ của Ưởng"
    home.mkdir()
    first = Settings(file)
    first.theme, first.scale_pct, first.language, first.last_home = "dark", 120, "en", home
    first.keep_folder("package", home)
    first.keep_layout("window", QByteArray(b"\x00\xff"))
    again = Settings(file)
    assert (again.theme, again.scale_pct, again.language, again.last_home) == ("dark", 120, "en", home)
    assert again.folder("package") == home
    assert again.layout("window") == QByteArray(b"\x00\xff")
    keys = [line.partition("=")[0] for line in file.read_text(encoding="utf-8").splitlines()]
    assert all(key.isascii() for key in keys)


def test_at_first_everything_is_usual(tmp_path: Path) -> None:
    new = Settings(tmp_path / "settings.ini")
    assert (new.theme, new.scale_pct, new.language) == ("system", 100, "vi")
    assert new.last_home is new.folder("import") is None
    assert new.layout("window").isEmpty()


def test_nonsense_is_read_as_the_usual(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    file.write_text("[look]\ntheme=pink\nscale_pct=big\nlanguage=xx\n[home]\nlast=/no/such/folder\n")
    read = Settings(file)
    assert (read.theme, read.scale_pct, read.language, read.last_home) == ("system", 100, "vi", None)


@pytest.mark.parametrize(("set_pct", "read_pct"), [(10, 90), (90, 90), (140, 140), (900, 140)])
def test_text_is_never_too_small_or_too_large(tmp_path: Path, set_pct: int, read_pct: int) -> None:
    kept = Settings(tmp_path / "settings.ini")
    kept.scale_pct = set_pct
    assert kept.scale_pct == read_pct


def test_the_folder_can_be_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.OVERRIDE, str(tmp_path))
    assert Settings().file == tmp_path / "settings.ini"
    monkeypatch.delenv(settings.OVERRIDE)
    assert settings.config_dir().name == settings.NAME
