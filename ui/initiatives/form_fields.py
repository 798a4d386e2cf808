"""Making the fields of a programme for the form: put into its frame, and heard by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.operations import people
from domain.programme import Programme
from ui.initiatives.fields import Fields
from ui.initiatives.form_frame import FormFrame
from ui.session import Session


def made(
    session: Session,
    pack: Programme,
    keys: QObject,
    frame: FormFrame,
    heard: tuple[Callable[[str, Any], None], Callable[[str, Any], None], Callable[[Any], None]],
) -> Fields:
    """The fields for a programme, in the frame, still to be made. `heard` are the form's slots for what is edited,
    committed and added."""
    fields = Fields(pack, keys, lambda words: people.offered(session.screen, words), later=True)
    for signal, slot in zip((fields.edited, fields.committed, fields.added), heard, strict=True):
        signal.connect(slot)
    frame.hold(fields)
    return fields
