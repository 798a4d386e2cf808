"""The papers of a dossier and of money as their shipped wordings make them, read back by what stands on them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import resources
from domain.dossier import Letter, Signature
from domain.initiative import Initiative
from domain.paper import facts, known, submission, support, template
from domain.paper.content import Closing, Content, Letterhead, Look, Table, Text, Title
from domain.paper.template import Facts
from domain.programme import Programme
from domain.support import Entitlement
from exports.reports import registry
from exports.reports.report import Written
from exports.reports.sheets import sheet_of
from exports.writers.sheet import Row, Step

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet:
    """A paper that is one table."""

    content: Content
    paper: str

    @property
    def title(self) -> str:
        return sheet_of(self.content).title

    @property
    def sub_title(self) -> str:
        return sheet_of(self.content).sub_title

    @property
    def headings(self) -> tuple[str, ...]:
        return sheet_of(self.content).headings

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(sheet_of(self.content).rows)

    @property
    def signature(self) -> Signature:
        return sheet_of(self.content).signature

    def write(self, target: Path, *, step: Step) -> Written:
        return registry.write(self.paper, [self.content], target, step=step)


@dataclass(frozen=True)
class SubmissionLetter:
    """The letter, line by line."""

    content: Content

    @property
    def head(self) -> Letterhead:
        return _first(self.content, Letterhead)

    @property
    def name(self) -> Title:
        return _first(self.content, Title)

    @property
    def recipients(self) -> tuple[str, ...]:
        one = [words.removeprefix("Kính gửi: ") for words in self._texts(Look.CENTRE)]
        return tuple(one or [words.removeprefix("- ").rstrip(";.") for words in self._texts(Look.ITEM)])

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(self._texts(Look.GROUND))

    @property
    def body(self) -> tuple[str, ...]:
        return tuple(self._texts(Look.BODY))

    @property
    def closing(self) -> Closing:
        return _first(self.content, Closing)

    def write(self, target: Path, *, step: Step) -> Written:
        return registry.write("submission_letter", [self.content], target, step=step)

    def _texts(self, look: Look) -> list[str]:
        return [block.words for block in self.content.blocks if isinstance(block, Text) and block.look is look]


def summary_table(initiatives: Sequence[Initiative], programme: Programme, letter: Letter | None) -> Sheet:
    given = letter or Letter()
    told = facts.of_letter(given, programme, "summary_table")
    filled = _filled("summary_table", submission.summary_facts(initiatives, programme, given, told))
    return Sheet(filled, "summary_table")


def submission_letter(
    initiatives: Sequence[Initiative], programme: Programme, letter: Letter | None
) -> SubmissionLetter:
    given = letter or Letter()
    told = facts.of_letter(given, programme, "submission_letter")
    return SubmissionLetter(_filled("submission_letter", submission.letter_facts(initiatives, programme, given, told)))


def support_list(lines: Sequence[tuple[Initiative, Entitlement]], programme: Programme, letter: Letter | None) -> Sheet:
    told = facts.of_letter(letter or Letter(), programme, "support_list")
    return Sheet(_filled("support_list", support.support_facts(lines, programme, told)), "support_list")


def table_of(content: Content) -> Table:
    return _first(content, Table)


def _filled(paper: str, told: Facts) -> Content:
    wording = tomllib.loads(resources.path(f"papers/{paper}.toml").read_text(encoding="utf-8"))
    tables = dict.fromkeys(known.TABLES, ()) | dict(told.tables)
    return template.fill(wording, Facts(told.texts, tables, told.columns))


def _first(content: Content, kind: type[T]) -> T:
    return next(block for block in content.blocks if isinstance(block, kind))
