"""Making an editor read-only, so that it also looks it."""

from __future__ import annotations

from ui import theme
from ui.common.editors import LineEdit, TextEdit


def lock(editor: LineEdit | TextEdit, read_only: bool) -> None:
    if editor.isReadOnly() != read_only:
        editor.setReadOnly(read_only)
        theme.restyle(editor)  # the style sheet does not watch this property
