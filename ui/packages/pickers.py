"""The system's own windows for choosing files and folders, each opening where it was last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.settings import Settings
from ui.words import tr

PURPOSE = "package"


def packages(parent: QWidget, title: str) -> list[Path]:
    """Package files, several at once; none if the person thinks better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, _last(), _filter())
    return _kept([Path(name) for name in names])


def package(parent: QWidget, title: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, _last(), _filter())
    return next(iter(_kept([Path(name)] if name else [])), None)


def picture(parent: QWidget, title: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, _last(), tr("Hình") + " (*.png *.jpg *.jpeg)")
    return next(iter(_kept([Path(name)] if name else [])), None)


def file(parent: QWidget, title: str, kind: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, _last(), kind)
    return next(iter(_kept([Path(name)] if name else [])), None)


def folder(parent: QWidget, title: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title, _last())
    if not name:
        return None
    Settings().keep_folder(PURPOSE, Path(name))
    return Path(name)


def new_file(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where to write a file that is not there yet."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(_last()) / name), kind)
    return next(iter(_kept([Path(chosen)] if chosen else [])), None)


def show_folder(file: Path) -> None:
    """Opens the folder a file lies in, with the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file if file.is_dir() else file.parent)))


def _kept(files: list[Path]) -> list[Path]:
    if files:
        Settings().keep_folder(PURPOSE, files[0].parent)
    return files


def _last() -> str:
    return str(Settings().folder(PURPOSE) or Path.home())


def _filter() -> str:
    return tr("Gói") + " (*.asice *.age *.eml *.part)"
