"""What a programme's rules say about one initiative: each objection with its field and its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain import names
from domain.dates import shown
from domain.errors import Problem
from domain.initiative import AMOUNTS, Author, BenefitState, Initiative, credited_author
from domain.money import MAX_VND
from domain.programme import Programme, phase_of
from domain.text import length

_OLDEST_BIRTH_YEAR = 1920
_YOUNGEST_WORKER = 15  # Bộ luật Lao động 2019, Đ.3


def problems(initiative: Initiative, programme: Programme) -> tuple[Problem, ...]:
    """Everything the rules object to, in the order of the form; blocking ones keep the record from going on."""
    found = [
        *_unread(initiative),
        *_required(initiative, programme),
        *_limits(initiative, programme),
        *_authors(initiative, programme),
        *_dates(initiative, programme),
        *_benefit(initiative),
    ]
    return tuple(sorted(found, key=_form_order))


def blocking(initiative: Initiative, programme: Programme) -> int:
    return sum(problem.blocks for problem in problems(initiative, programme))


_ORDER = ("title", "kind", "authors", "credited_no", "applied_from_on", "applied_to_on", "summary", "effect",
          "benefit_state", "benefit_vnd", "reach")  # fmt: skip


def _form_order(problem: Problem) -> int:
    name = problem.field.partition(".")[0]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _unread(initiative: Initiative) -> Iterator[Problem]:
    for name, words in initiative.unread.items():
        last = name.rpartition(".")[2]
        code = {"birth_year": "birth_year_unreadable", "share_pct": "share_unreadable"}.get(last, "date_unreadable")
        code = "benefit_unreadable" if last in AMOUNTS else code
        # The day of the decision is not typed into the form: the decision itself brings the right one later.
        yield Problem(code, name, facts={"words": words}, blocks=name != "decision_on")


def _required(initiative: Initiative, programme: Programme) -> Iterator[Problem]:
    for name in programme.required:
        if name in initiative.unread or (name == "authors" and initiative.authors):
            continue
        if not getattr(initiative, name):
            yield Problem(f"{name}_missing", name, source=programme.sources.get(name, ""))


def _limits(initiative: Initiative, programme: Programme) -> Iterator[Problem]:
    for name, limit in programme.limits.items():
        over = length(getattr(initiative, name)) - limit
        if over > 0:
            facts: dict[str, object] = {"over": over, "limit": limit}
            yield Problem("text_too_long", name, facts=facts, source=programme.sources.get(name, ""))


def _authors(initiative: Initiative, programme: Programme) -> Iterator[Problem]:
    for place, author in enumerate(initiative.authors):
        yield from _author(f"authors.{place}", author, programme.year)
        yield from _born(f"authors.{place}", author, initiative.applied_from_on)
    shares = [author.share_pct for author in initiative.authors]
    total = round(sum(share or 0 for share in shares), 2)
    if len(shares) < 2:
        return
    if None in shares:
        yield Problem("shares_missing", "authors", source=programme.sources.get("authors", ""))
    elif not 99.9 <= total <= 100.1:  # 33,3 three times is what people write
        facts: dict[str, object] = {"total": f"{total:g}".replace(".", ",")}
        yield Problem("shares_not_100", "authors", facts=facts, source=programme.sources.get("authors", ""))
    elif sum(author.leads for author in initiative.authors) > 1:
        if credited_author(initiative) is None:
            yield Problem("topic_leaders_many", "credited_no", source=programme.sources.get("credited_no", ""))
    elif credited_author(initiative) is None:
        yield Problem("credited_author_tie", "credited_no", source=programme.sources.get("credited_no", ""))


def _author(field: str, author: Author, year: int) -> Iterator[Problem]:
    if not author.full_name:
        yield Problem("author_name_missing", f"{field}.full_name")
    elif len(author.full_name.split()) < 2:
        yield Problem("author_name_short", f"{field}.full_name", blocks=False)
    elif written := names.proposed(author.full_name):
        yield Problem("author_name_capitals", f"{field}.full_name", facts={"written": written}, blocks=False)
    born = author.birth_year
    if born is not None and not _OLDEST_BIRTH_YEAR <= born <= year - _YOUNGEST_WORKER:
        yield Problem("birth_year_absurd", f"{field}.birth_year", facts={"year": born})
    digits = [letter for letter in author.phone if letter.isdigit()]
    if author.phone and not 10 <= len(digits) <= 11:
        yield Problem("phone_doubtful", f"{field}.phone", facts={"phone": author.phone}, blocks=False)


def _born(field: str, author: Author, applied_on: date | None) -> Iterator[Problem]:
    """A day of birth that contradicts the year, or makes somebody work before he may (Bộ luật Lao động 2019, Đ.3)."""
    born = author.born_on
    if born is None:
        return
    if author.birth_year != born.year:
        yield Problem(
            "birth_date_differs", f"{field}.birth_year", facts={"born": shown(born), "year": author.birth_year}
        )
    elif applied_on is not None and (born.year + _YOUNGEST_WORKER, born.month, born.day) > _parts(applied_on):
        facts: dict[str, object] = {"born": shown(born), "applied": shown(applied_on)}
        yield Problem("author_under_age", f"{field}.birth_year", facts=facts, source="Bộ luật Lao động 2019, Điều 3")


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _dates(initiative: Initiative, programme: Programme) -> Iterator[Problem]:
    start, end = initiative.applied_from_on, initiative.applied_to_on
    source = programme.sources.get("applied_from_on", "")
    if start and phase_of(programme, start) is None:
        first, last = programme.phases[0].applied_from_on, programme.phases[-1].applied_to_on
        facts: dict[str, object] = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        yield Problem("outside_phases", "applied_from_on", facts=facts, source=source)
    if start and end and end < start:
        yield Problem("applied_to_before_from", "applied_to_on")


def _benefit(initiative: Initiative) -> Iterator[Problem]:
    amount, state = initiative.benefit_vnd, initiative.benefit_state
    if amount is not None and not 0 <= amount <= MAX_VND:
        yield Problem("benefit_absurd", "benefit_vnd")
    needs_amount = state in (BenefitState.VERIFIED, BenefitState.CLAIMED)
    if needs_amount and not amount and "benefit_vnd" not in initiative.unread:
        yield Problem("benefit_amount_missing", "benefit_vnd")
    if state is BenefitState.NOT_COMPUTABLE and amount:
        yield Problem("benefit_not_computable_with_amount", "benefit_vnd")
    if state is BenefitState.NONE and amount:
        yield Problem("benefit_state_unclear", "benefit_state")
