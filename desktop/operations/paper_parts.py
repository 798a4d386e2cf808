"""What the papers of the chain are made of: the records chosen, the words a person gave, the wording in use."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import resources
from db import paper_templates
from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations.programmes import Packs
from domain.dossier import Letter
from domain.paper import facts, known, template
from domain.paper.content import Content
from domain.paper.template import Facts
from domain.programme import Programme

Wording = Mapping[str, Any]


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
    chose, "" where nobody did. `trial` is a wording to be looked at in place of the one in use."""

    desk: Desk
    paper: str
    words: Words
    stored: Sequence[Stored]
    packs: Packs
    current: Programme
    only: str = ""
    trial: Wording | None = None

    @cached_property
    def wording(self) -> Wording:
        return self.trial or wording(self.desk, self.paper)

    @cached_property
    def logo(self) -> bytes:
        found = paper_templates.logo(self.desk.store)
        return found[1] if found else b""

    def head(self, pack: Programme | None = None, **letter: Any) -> dict[str, str]:
        """The words every paper has; what is given in `letter` and says something takes the place of a person's."""
        told = dataclasses.replace(self.words.letter, **{name: one for name, one in letter.items() if one})
        return facts.of_letter(told, pack or self.current, self.paper, issuer=self.words.issuer,
                               issuer_upper=self.words.issuer_upper, form=self.form_of(self.paper))  # fmt: skip

    def numbered(self, number: str, pack: Programme) -> str:
        """A number as such papers bear it."""
        return facts.numbered(number, pack, self.paper, self.form_of(self.paper))

    def form_of(self, paper: str) -> str:
        """How the unit itself numbers a paper; "" where it follows the pack."""
        own = self.wording if paper == self.paper else wording(self.desk, paper)
        return str(own.get("number_form", ""))

    def printed(self, name: str, told: Facts, *, inside: bool = False) -> Printed:
        tables = dict.fromkeys(known.TABLES, ()) | dict(told.tables)
        told = dataclasses.replace(told, tables=tables, logo=self.logo)
        return Printed(name, template.fill(self.wording, told, inside=inside))


def wording(desk: Desk, paper: str) -> Wording:
    """The union's own wording, else the one that ships."""
    kept = paper_templates.get(desk.store, paper)
    return kept.wording if kept else shipped(paper)


@cache
def shipped(paper: str) -> Wording:
    """The wording that ships with the program."""
    return tomllib.loads(resources.path(f"papers/{paper}.toml").read_text(encoding="utf-8"))
