"""Command: eligibility, one outcome for each rule and record."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from desktop import messages
from desktop.cli.answer import Answer, say
from desktop.cli.ending import ended
from desktop.desk import Desk
from domain import labels
from domain.eligibility import Finding, Outcome
from domain.errors import RuleError, TroubleError


def add(commands: Any, shared: argparse.ArgumentParser) -> None:
    checked = commands.add_parser("eligibility", parents=[shared], help="quy định nào đạt, quy định nào chưa")
    checked.add_argument("id", nargs="?")
    checked.add_argument("--rule", default="")
    checked.add_argument("--outcome", choices=[str(outcome) for outcome in Outcome], default="")
    checked.set_defaults(run=_eligibility, opens=True)


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _eligibility(desk: Desk, options: argparse.Namespace) -> Answer:
    found = _judged(desk, options)
    if options.json:
        return _streamed(found)
    return _said(found, one=bool(options.id))


def _judged(desk: Desk, options: argparse.Namespace) -> Iterator[tuple[str, str, Finding]]:
    """(public id, number, finding) of the records and rules asked for."""
    from desktop.operations import eligibility, initiatives

    if options.rule:
        _demand_known(desk, options.rule)
    if options.id:
        stored = initiatives.find(desk, options.id)
        records = iter([(stored, eligibility.of_record(desk, stored))])
    else:
        records = eligibility.walk(desk, quiet)
    return (
        (stored.initiative.id, stored.initiative.number, found)
        for stored, findings in records
        for found in findings
        if options.rule in ("", found.rule) and options.outcome in ("", found.outcome)
    )


def _demand_known(desk: Desk, rule: str) -> None:
    from desktop.operations import programmes
    from domain import eligibility

    known = {one.name for pack in programmes.everything(desk) for one in eligibility.rules(pack)}
    if rule not in known:
        raise RuleError("rule_unknown", field="rule", name=rule, names=", ".join(sorted(known)))


def values(public_id: str, found: Finding) -> dict[str, Any]:
    return {
        "id": public_id,
        "rule": found.rule,
        "outcome": str(found.outcome),
        "severity": found.severity,
        "field": found.field,
        "source": found.source,
        "message": messages.sentence(found.code, found.facts),
    }


def _streamed(found: Iterator[tuple[str, str, Finding]]) -> Answer:
    """Writes the object as it is found: a province's register has millions of outcomes.

    When the world gets in the way, the object is closed with the error in it: what was printed stays readable.
    """
    out, between = sys.stdout, ""
    out.write('{"results": [')
    try:
        for public_id, _number, finding in found:
            out.write(between + "\n" + json.dumps(values(public_id, finding), ensure_ascii=False))
            between = ","
    except (RuleError, TroubleError, KeyboardInterrupt) as error:
        given = ended(error)
        out.write("], " + json.dumps(given.values, ensure_ascii=False)[1:] + "\n")
        return dataclasses.replace(given, printed=True)
    out.write("]}\n")
    return Answer(printed=True)


def _said(found: Iterator[tuple[str, str, Finding]], *, one: bool) -> Answer:
    """For a person: a record's rules in full; of a register only the counts of each rule."""
    if one:
        return say(*(f"{labels.OUTCOMES[finding.outcome]:<14}  {labels.rule_label(finding.rule)}: "
                     f"{messages.sentence(finding.code, finding.facts)} [{finding.source}]"
                     for _id, _number, finding in found))  # fmt: skip
    counts: dict[str, Counter[str]] = {}
    records: set[str] = set()
    for public_id, _number, finding in found:
        counts.setdefault(finding.rule, Counter())[finding.outcome] += 1
        records.add(public_id)
    lines = [
        f"{labels.rule_label(rule)}: "
        + ", ".join(f"{labels.OUTCOMES[outcome].lower()} {each[outcome]}" for outcome in Outcome if each[outcome])
        for rule, each in counts.items()
    ]
    return say(*lines, f"{len(records)} sáng kiến.")
