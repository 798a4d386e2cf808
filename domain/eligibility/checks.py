"""What every record is checked for, whatever the programme: fields that are there, fit, and agree with each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from domain import names
from domain.dates import shown
from domain.eligibility.outcome import Judge, Rule, Verdict, make, unknown
from domain.errors import Problem
from domain.initiative import AMOUNTS, YEARLY, BenefitState, Initiative, credited_author
from domain.labels import OWN_CHECK
from domain.money import MAX_VND
from domain.programme import Programme
from domain.split import whole
from domain.text import length

_OLDEST_BIRTH_YEAR = 1920
_YOUNGEST_WORKER = 15
_WORKING_AGE = "Bộ luật Lao động 2019, Điều 3"


def required(name: str, source: str) -> Rule:
    rule = f"required.{name}"
    missing = [Problem(f"{name}_missing", name, source=source)]
    unread = unknown(rule, "block", source, name, "required_unread")

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        if getattr(held, name):
            return None
        return unread if name in held.unread else missing

    return make(rule, "block", source, name, judge, passed="required_pass")


def limit(name: str, most: int, source: str) -> Rule:
    """At most so many characters, counted as the portal does (S2)."""

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        words = getattr(held, name)
        # One character never becomes more than three: short texts need no counting.
        if len(words) * 3 <= most or (over := length(words) - most) <= 0:
            return None
        return [Problem("text_too_long", name, facts={"over": over, "limit": most}, source=source)]

    return make(f"limit.{name}", "block", source, name, judge, passed="limit_pass", facts={"limit": most})


def checks(programme: Programme) -> Iterator[Rule]:
    """The checks in the order of the form; those without a document are the program's own."""
    shared = programme.sources.get("authors", "") or OWN_CHECK
    tie = programme.sources.get("credited_no", "") or OWN_CHECK
    youngest = programme.year - _YOUNGEST_WORKER

    def born(held: Initiative, _objections: Collection[str]) -> Verdict:
        return _born(held, youngest)

    yield _check("readable", "block", OWN_CHECK, "title", _readable)
    yield _check("author_names", "block", OWN_CHECK, "authors", _named)
    yield _check("full_names", "warn", OWN_CHECK, "authors", _full_names)
    yield _check("name_capitals", "warn", OWN_CHECK, "authors", _capitals)
    yield _check("birth_years", "block", _WORKING_AGE, "authors", born)
    yield _check("birth_dates", "block", _WORKING_AGE, "authors", _birth_dates)
    yield _check("phones", "warn", OWN_CHECK, "authors", _phones)
    yield _check("shares", "block", shared, "authors", lambda held, _open: _shares(held, shared))
    yield _check("credited_author", "block", tie, "credited_no", lambda held, _open: _credited(held, tie))
    yield _check("days_in_order", "block", OWN_CHECK, "applied_to_on", _days)
    yield _check("benefit_amount", "block", OWN_CHECK, "benefit_vnd", _amount)
    yield _check("benefit_told", "block", OWN_CHECK, "benefit_state", _told)


def _check(name: str, severity: str, source: str, field: str, judge: Judge) -> Rule:
    return make(name, severity, source, field, judge)


def _readable(held: Initiative, _objections: Collection[str]) -> Verdict:
    if not held.unread:
        return None
    found = []
    for name, words in held.unread.items():
        last = name.rpartition(".")[2]
        code = {"birth_year": "birth_year_unreadable", "share_pct": "share_unreadable"}.get(last, "date_unreadable")
        code = "benefit_unreadable" if last in AMOUNTS else code
        # The day of the decision is not typed into the form: the decision itself brings the right one later.
        found.append(Problem(code, name, facts={"words": words}, blocks=name != "decision_on", source=OWN_CHECK))
    return found


def _named(held: Initiative, _objections: Collection[str]) -> Verdict:
    found = [
        Problem("author_name_missing", f"authors.{place}.full_name", source=OWN_CHECK)
        for place, author in enumerate(held.authors)
        if not author.full_name
    ]
    return found or None


def _full_names(held: Initiative, _objections: Collection[str]) -> Verdict:
    found = [
        Problem("author_name_short", f"authors.{place}.full_name", blocks=False, source=OWN_CHECK)
        for place, author in enumerate(held.authors)
        if author.full_name and " " not in author.full_name.strip()
    ]
    return found or None


def _capitals(held: Initiative, _objections: Collection[str]) -> Verdict:
    """A name in capitals alone, or in none: how papers write it is offered, never put in its place."""
    found = []
    for place, author in enumerate(held.authors):
        written = names.proposed(author.full_name)
        if written and " " in written:
            field, facts = f"authors.{place}.full_name", {"written": written}
            found.append(Problem("author_name_capitals", field, facts=dict(facts), blocks=False, source=OWN_CHECK))
    return found or None


def _birth_dates(held: Initiative, _objections: Collection[str]) -> Verdict:
    """A day of birth that contradicts the year, or makes somebody work before he may (Bộ luật Lao động 2019, Đ.3)."""
    found = []
    for place, author in enumerate(held.authors):
        field = f"authors.{place}.birth_year"
        if author.born_on is None:
            continue
        if author.birth_year != author.born_on.year:
            facts: dict[str, object] = {"born": shown(author.born_on), "year": author.birth_year}
            found.append(Problem("birth_date_differs", field, facts=facts, source=OWN_CHECK))
        elif held.applied_from_on is not None and _old_enough(author.born_on) > _parts(held.applied_from_on):
            facts = {"born": shown(author.born_on), "applied": shown(held.applied_from_on)}
            found.append(Problem("author_under_age", field, facts=facts, source=_WORKING_AGE))
    return found or None


def _old_enough(born: date) -> tuple[int, int, int]:
    return born.year + _YOUNGEST_WORKER, born.month, born.day


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _born(held: Initiative, youngest: int) -> Verdict:
    found = []
    for place, author in enumerate(held.authors):
        born = author.birth_year
        if born is not None and not _OLDEST_BIRTH_YEAR <= born <= youngest:
            field, facts = f"authors.{place}.birth_year", {"year": born}
            found.append(Problem("birth_year_absurd", field, facts=dict(facts), source=_WORKING_AGE))
    return found or None


def _phones(held: Initiative, _objections: Collection[str]) -> Verdict:
    found = []
    for place, author in enumerate(held.authors):
        number = author.phone
        if not number or (10 <= len(number) <= 11 and number.isdigit()):
            continue
        if not 10 <= sum(letter.isdigit() for letter in number) <= 11:
            field, facts = f"authors.{place}.phone", {"phone": author.phone}
            found.append(Problem("phone_doubtful", field, facts=dict(facts), blocks=False, source=OWN_CHECK))
    return found or None


def _shares(held: Initiative, source: str) -> Verdict:
    """Several authors' shares come to a hundred, as people write thirds (S3; TT 18/2013/TT-BKHCN, Phụ lục I)."""
    if len(held.authors) < 2:
        return None
    shares = [author.share_pct for author in held.authors if author.share_pct is not None]
    if len(shares) < len(held.authors):
        return [Problem("shares_missing", "authors", source=source)]
    if whole(shares):
        return None
    facts: dict[str, object] = {"total": f"{round(sum(shares), 2):g}".replace(".", ",")}
    return [Problem("shares_not_100", "authors", facts=facts, source=source)]


def _credited(held: Initiative, source: str) -> Verdict:
    """One is counted; a tie is asked, not guessed (S3). Shares that are wrong are put right first."""
    if len(held.authors) < 2 or _shares(held, source) is not None or credited_author(held) is not None:
        return None
    many = sum(author.leads for author in held.authors) > 1
    return [Problem("topic_leaders_many" if many else "credited_author_tie", "credited_no", source=source)]


def _days(held: Initiative, _objections: Collection[str]) -> Verdict:
    found = []
    for name in ("applied", "benefit"):
        start, end = getattr(held, f"{name}_from_on"), getattr(held, f"{name}_to_on")
        if start and end and end < start:
            found.append(Problem(f"{name}_to_before_from", f"{name}_to_on", source=OWN_CHECK))
    return found or None


def _amount(held: Initiative, _objections: Collection[str]) -> Verdict:
    amount, state = held.benefit_vnd, held.benefit_state
    found = []
    if _absurd(amount):
        found.append("benefit_absurd")
    needs_amount = state in (BenefitState.VERIFIED, BenefitState.CLAIMED)
    if needs_amount and not amount and "benefit_vnd" not in held.unread:
        found.append("benefit_amount_missing")
    if state is BenefitState.NOT_COMPUTABLE and amount:
        found.append("benefit_not_computable_with_amount")
    problems = [Problem(code, "benefit_vnd", source=OWN_CHECK) for code in found]
    problems += [Problem("benefit_absurd", name, source=OWN_CHECK) for name in YEARLY if _absurd(getattr(held, name))]
    return problems or None


def _absurd(vnd: int | None) -> bool:
    return vnd is not None and not 0 <= vnd <= MAX_VND


def _told(held: Initiative, _objections: Collection[str]) -> Verdict:
    if held.benefit_state is BenefitState.NONE and held.benefit_vnd:
        return [Problem("benefit_state_unclear", "benefit_state", source=OWN_CHECK)]
    return None
