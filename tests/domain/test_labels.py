from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping

import pytest

from domain import labels
from domain.initiative import Author, BenefitState, Initiative, State

TABLES = (
    *("STATES", "BENEFIT_STATES", "LEVELS", "BLOCKS", "COUNCIL_ROLES"),
    *("VOTES", "VERDICTS", "FIELDS"),
)


@pytest.mark.parametrize("name", TABLES)
def test_words_are_composed_and_tell_codes_apart(name: str) -> None:
    table: Mapping[str, str] = getattr(labels, name)
    assert all(word and word == unicodedata.normalize("NFC", word.strip()) for word in table.values())
    assert len(set(table.values())) == len(table)


def test_every_state_and_every_field_has_a_word() -> None:
    assert set(labels.STATES) == set(State)
    assert set(labels.BENEFIT_STATES) == set(BenefitState)
    names = {field.name for kind in (Initiative, Author) for field in dataclasses.fields(kind)}
    assert set(labels.FIELDS) == names
