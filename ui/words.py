"""The words of the screen: Vietnamese in the source, English and Qt's own buttons from tables."""

from __future__ import annotations

import string
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

import resources

CONTEXT = "app"
LANGUAGES = ("vi", "en")

Table = Mapping[str, str]


def tr(text: str, **facts: object) -> str:
    """The sentence in the language in use, its {gaps} filled. `text` is the Vietnamese one, written out in full."""
    said = QCoreApplication.translate(CONTEXT, text)
    return _FILLER.vformat(said, (), facts) if facts else said


class _Filler(string.Formatter):
    """Like str.format, and {n:package|packages} is the word for one or for many."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, many = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else many
        return str(super().format_field(value, format_spec))


_FILLER = _Filler()


class _Words(QTranslator):
    """Answers from tables: context → source → translation. What is not there stays as it is."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._tables = tables(language)

    def language(self) -> str:
        return self._language

    def isEmpty(self) -> bool:
        return not self._tables

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        # None is Qt's "I do not know it"; the stubs have no name for that.
        return self._tables.get(context, {}).get(source)  # type: ignore[return-value]


_installed: list[_Words] = []


def install_language(app: QCoreApplication, language: str) -> None:
    """Makes the program speak "vi" or "en". Screens built before keep their words: call it before the window."""
    if _installed and spoken() == language:
        return
    while _installed:
        app.removeTranslator(_installed.pop())
    words = _Words(language, app)
    app.installTranslator(words)
    _installed.append(words)


def spoken() -> str:
    """The language in use."""
    return _installed[-1].language() if _installed else LANGUAGES[0]


def tables(language: str) -> dict[str, Table]:
    """The tables of one language by context; ValueError for a language we do not have."""
    if language not in LANGUAGES:
        raise ValueError(language)
    if language == "vi":
        return _read("messages/vi_qt.toml")
    return {CONTEXT: english()}


def english() -> Table:
    """Vietnamese source → English: what is shared, what domain/labels.py says, and a table for each folder of pages."""
    import tomllib  # not before the first word of the program is on the screen

    folder = resources.ROOT / "messages" / "en_ui"
    found: dict[str, str] = {}
    for file in (resources.path("messages/en_ui.toml"), *sorted(folder.glob("*.toml"))):
        found.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def _read(name: str) -> dict[str, Table]:
    import tomllib  # as above

    return tomllib.loads(resources.path(name).read_text(encoding="utf-8"))
