"""What a programme's rules say about one initiative: every rule's outcome with its sentence, source and field.

A pack is compiled once into plain functions; a record that passes costs one call for each rule.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.eligibility.checks import checks, limit, required
from domain.eligibility.conditions import condition, in_phase
from domain.eligibility.outcome import Finding, Judge, Outcome, Rule, Stage, failed
from domain.errors import Problem
from domain.initiative import Initiative
from domain.labels import OWN_CHECK
from domain.programme import Programme

__all__ = ["Finding", "Outcome", "Rule", "Stage", "blocking", "conditions", "findings", "judged", "problems", "rules"]

_ORDER = ("title", "kind", "authors", "credited_no", "applied_from_on", "applied_to_on", "summary", "effect",
          "benefit_state", "benefit_vnd", "reach")  # fmt: skip
_KEPT = 16
_compiled: dict[int, tuple[Programme, tuple[Rule, ...], tuple[Judge, ...]]] = {}


def rules(programme: Programme) -> tuple[Rule, ...]:
    """Every rule of a pack in its order: the conditions it names, what it requires and limits, the checks."""
    return _kept(programme)[1]


def conditions(programme: Programme) -> tuple[Rule, ...]:
    """The conditions a pack names itself, in its order: what a person reads as «Điều kiện tham gia»."""
    return rules(programme)[: len(programme.eligibility)]


def findings(initiative: Initiative, programme: Programme, objections: Collection[str] = ()) -> list[Finding]:
    """One finding for each rule, in the order of `rules`; `objections` are the kinds that stand open."""
    return judged(rules(programme), initiative, objections)


def judged(compiled: Collection[Rule], initiative: Initiative, objections: Collection[str]) -> list[Finding]:
    """The same for rules already at hand."""
    found = []
    for rule in compiled:
        verdict = rule.judge(initiative, objections)
        if verdict is None:
            found.append(rule.passed)
        else:
            found.append(verdict if isinstance(verdict, Finding) else failed(rule, verdict))
    return found


def problems(
    initiative: Initiative, programme: Programme, *, stage: Stage = Stage.ENTRY, objections: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Everything the rules object to, in the order of the form; blocking ones keep the record from going on.

    At the stage of the dossier also what bites only there, and an open question about recognition.
    """
    found: list[Problem] = []
    if stage is Stage.ENTRY:
        for judge in _at_entry(programme):
            if isinstance(verdict := judge(initiative, objections), list):
                found += verdict
        return tuple(sorted(found, key=_form_order)) if found else ()
    for rule in rules(programme):
        if rule.severity == "note":
            continue
        verdict = rule.judge(initiative, objections)
        if isinstance(verdict, list):
            found += verdict
        elif isinstance(verdict, Finding) and rule.name in _NEEDED:
            found.append(Problem(verdict.code, verdict.field, blocks=rule.severity == "block", source=rule.source))
    return tuple(sorted(found, key=_form_order))


def blocking(initiative: Initiative, programme: Programme) -> int:
    """How many objections keep the record from being taken in, appraised or recognised."""
    return sum(problem.blocks for problem in problems(initiative, programme))


def _kept(programme: Programme) -> tuple[Programme, tuple[Rule, ...], tuple[Judge, ...]]:
    held = _compiled.get(id(programme))
    if held is None or held[0] is not programme:
        if len(_compiled) >= _KEPT:
            _compiled.clear()
        made = _rules(programme)
        entry = tuple(rule.judge for rule in made if rule.severity != "note" and rule.stage is Stage.ENTRY)
        held = _compiled[id(programme)] = (programme, made, entry)
    return held


def _at_entry(programme: Programme) -> tuple[Judge, ...]:
    """What is asked of a record that is being entered, rule by rule."""
    return _kept(programme)[2]


# Without a decision nothing is put forward: here «not answerable yet» keeps a record out of the dossier.
_NEEDED = frozenset(("recognised", "recognised_or_consented"))


def _form_order(problem: Problem) -> int:
    name = problem.field.partition(".")[0]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _rules(programme: Programme) -> tuple[Rule, ...]:
    own = f"{programme.short_title}, {programme.version}"
    sources = {name: programme.sources.get(name) or own for name in (*programme.required, *programme.limits)}
    made = [condition(told, programme) for told in programme.eligibility]
    made += [required(name, sources[name]) for name in programme.required]
    made += [limit(name, most, sources[name]) for name, most in programme.limits.items()]
    if not any(told.rule == "in_phase" for told in programme.eligibility):
        made.append(in_phase(programme, "block", programme.sources.get("applied_from_on", "") or OWN_CHECK))
    return (*made, *checks(programme))
