"""What one rule says of one record: the outcome, the sentence's code, the source and the field to go to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from domain.errors import Problem
from domain.initiative import Initiative

NO_FACTS: Mapping[str, object] = MappingProxyType({})


class Outcome(StrEnum):
    """`UNKNOWN` is not answerable yet: it never counts as passed, and never keeps a record back by itself."""

    PASS = "pass"  # noqa: S105  # nobody's password
    WARN = "warn"
    BLOCK = "block"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """From where on a failed rule bites; see docs/decisions/0013-eligibility.md."""

    ENTRY = "entry"
    DOSSIER = "dossier"


class Finding(NamedTuple):
    """One rule's outcome for one record. `code` and `facts` make the sentence; `severity` is block, warn or note."""

    rule: str
    outcome: Outcome
    severity: str
    field: str
    source: str
    code: str
    facts: Mapping[str, object] = NO_FACTS


# None: passed. A Finding: not answerable yet. Problems: failed, in the order of the record.
Verdict = Finding | list[Problem] | None
# Of a record, and of the kinds of objection that stand open against it.
Judge = Callable[[Initiative, Collection[str]], Verdict]


class Rule(NamedTuple):
    """A rule of one pack as a plain function; `passed` is the finding of every record that passes."""

    name: str
    severity: str
    source: str
    field: str
    stage: Stage
    judge: Judge
    passed: Finding


def make(name: str, severity: str, source: str, field: str, judge: Judge, *, stage: Stage = Stage.ENTRY,
         passed: str = "", facts: Mapping[str, object] = NO_FACTS) -> Rule:  # fmt: skip
    """A rule whose sentence when it passes is `passed`, by default the rule's name with "_pass"."""
    good = Finding(name, Outcome.PASS, severity, field, source, passed or f"{name}_pass", facts)
    return Rule(name, severity, source, field, stage, judge, good)


def unknown(name: str, severity: str, source: str, field: str, code: str = "") -> Finding:
    return Finding(name, Outcome.UNKNOWN, severity, field, source, code or f"{name}_unknown")


def failed(rule: Rule, found: list[Problem]) -> Finding:
    """The finding of a rule that objects: the first blocking problem speaks for it, else the first."""
    first = next((problem for problem in found if problem.blocks), found[0])
    blocks = first.blocks and rule.severity == "block"
    outcome = Outcome.BLOCK if blocks else Outcome.WARN
    return Finding(rule.name, outcome, rule.severity, first.field, first.source or rule.source, first.code, first.facts)
