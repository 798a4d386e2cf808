"""The papers that go to the upper union together: the summary table and the letter that carries it."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.desk import Desk
from desktop.operations import programmes
from desktop.operations.paper_parts import Chosen, Printed, Words
from desktop.operations.programmes import Packs
from domain.dossier import Letter
from domain.initiative import Initiative, redacted
from domain.paper import submission
from domain.paper.content import Content


def summary_tables(chosen: Chosen) -> list[Printed]:
    """One table of everything chosen."""
    known = submission.summary_facts(_held(chosen), chosen.current, chosen.words.letter, chosen.head(),
                                     chosen.form_of("submission_letter"))  # fmt: skip
    return [chosen.printed(chosen.current.id, known)]


def letters(chosen: Chosen) -> list[Printed]:
    known = submission.letter_facts(_held(chosen), chosen.current, chosen.words.letter, chosen.head())
    return [chosen.printed(chosen.current.id, known)]


def summary_of(desk: Desk, held: Sequence[Initiative], letter: Letter) -> Content:
    """The table of initiatives that need not stand in the register."""
    chosen = Chosen(desk, "summary_table", Words(letter), (), Packs(desk), programmes.current(desk))
    known = submission.summary_facts(held, chosen.current, letter, chosen.head())
    return chosen.printed("", known).content


def _held(chosen: Chosen) -> Sequence[Initiative]:
    return [redacted(stored.initiative) for stored in chosen.stored]
