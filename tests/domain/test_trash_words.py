from __future__ import annotations

from db.trash import KINDS as KEPT
from domain.trash_words import KINDS


def test_every_kind_of_thing_has_a_word() -> None:
    assert set(KINDS) == {*KEPT, "evidence", "plan"}
    assert len(set(KINDS.values())) == len(KINDS)
