"""What the papers of the chain are made of: the records chosen, the words a person gave, the wording that ships."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import resources
from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations.programmes import Packs
from domain.dossier import Letter
from domain.paper import facts, template
from domain.paper.content import Content
from domain.paper.template import Facts
from domain.programme import Programme


@dataclass(frozen=True)
class Printed:
    """One paper with what tells its file from the others'."""

    name: str
    content: Content


@dataclass(frozen=True)
class Words:
    """What a person says of a paper: the letter's words, who issues it where that is not the unit itself, and the day
    until which is counted."""

    letter: Letter
    issuer: str = ""
    issuer_upper: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Chosen:
    """What the paper of that name is made of, with each record's own version of the pack; `only` is what somebody
    chose, "" where nobody did."""

    desk: Desk
    paper: str
    words: Words
    stored: Sequence[Stored]
    packs: Packs
    current: Programme
    only: str = ""

    def head(self, pack: Programme | None = None, **letter: Any) -> dict[str, str]:
        """The words every paper has; what is given in `letter` and says something takes the place of a person's."""
        told = dataclasses.replace(self.words.letter, **{name: one for name, one in letter.items() if one})
        return facts.of_letter(told, pack or self.current, self.paper, issuer=self.words.issuer,
                               issuer_upper=self.words.issuer_upper)  # fmt: skip

    def printed(self, name: str, known: Facts, *, inside: bool = False) -> Printed:
        tables = dict.fromkeys(facts.TABLES, ()) | dict(known.tables)
        filled = template.fill(wording(self.paper), dataclasses.replace(known, tables=tables), inside=inside)
        return Printed(name, filled)


@cache
def wording(paper: str) -> Mapping[str, Any]:
    """The wording that ships with the program."""
    return tomllib.loads(resources.path(f"papers/{paper}.toml").read_text(encoding="utf-8"))
