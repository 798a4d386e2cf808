"""What a paper can say of its unit, its programme and one initiative, as words by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain import answer_clock, dates, dossier
from domain.dossier import Letter
from domain.initiative import Author, Initiative, State, first_applied_on, leading_author
from domain.paper.known import NAMES
from domain.paper.template import Row
from domain.programme import Programme, title_of

# How papers are numbered where the pack does not say.
_NUMBER_FORMS = {
    "submission_letter": "{no}/TTr-CĐCS",
    "receipt_slip": "{no}/BN-CĐCS",
    "result_slip": "{no}/KQ-CĐCS",
    "refusal_notice": "{no}/TB-CĐCS",
    "council_minutes": "{no}/BB-HĐSK",
    "ballot_record": "{no}/BBKP-HĐSK",
    "recognition_decision": "{no}/QĐ-HĐSK",
    "certificate": "{no}/GCN-SK",
    "statistics_report": "{no}/BC-CĐCS",
    "package_cover": "{no}/PG-CĐCS",
}
_SHORT = 170  # letters of a summary that fit a certificate
_UNDECIDED = "Đang xét"
_TOLD_STATES = {State.DECLINED: "Không công nhận", State.RECOGNISED_AFTER_COMPLETION: "Công nhận, phải hoàn thiện"}


def blank() -> dict[str, str]:
    return dict.fromkeys(NAMES, "")


def of_letter(
    letter: Letter, programme: Programme, paper: str, *, issuer: str = "", issuer_upper: str = "", form: str = ""
) -> dict[str, str]:
    """Who issues the paper named `paper`, where and when; the issuer is the unit unless another one is named. `form` is
    how the unit itself numbers such papers."""
    first, last = programme.award_years
    day = dates.shown_long(letter.signed_on) if letter.signed_on else "ngày ..... tháng ..... năm ........."
    return blank() | {
        "unit": letter.unit_name,
        "upper": letter.upper_name,
        "issuer": issuer or letter.unit_name,
        "issuer_upper": issuer_upper or ("" if issuer else letter.upper_name),
        "unit_or_issuer": issuer or letter.unit_name,
        "number_line": f"Số: {numbered(letter.number, programme, paper, form)}",
        "place_and_day": f"{letter.place or '.........'}, {day}",
        "day": day,
        "signer": letter.signer_name,
        "signer_position": letter.signer_position,
        "programme": programme.short_title,
        "programme_named": dossier.named(programme),
        "award_years": f"{first} – {last}",
        "rubric_source": programme.rubric.source,
        "points_max": points(programme.rubric.max_points),
        "pass_mean": points(programme.rubric.pass_mean),
    }


def numbered(number: str, programme: Programme, paper: str, form: str = "") -> str:
    """A bare number in the unit's own `form`, else that of the pack ("{no}/BN-CĐCS"); a whole one ("57/BN") as it is,
    none as dots."""
    if number and "/" in number:
        return number
    form = form or programme.number_forms.get(paper, _NUMBER_FORMS.get(paper, "{no}"))
    return form.replace("{no}", number or "........")


def of_initiative(held: Initiative, programme: Programme) -> dict[str, str]:
    leading = leading_author(held) or Author()
    texts = ("number", "title", "area", "investor", "summary", "conditions", "confidential", "author_gain", "user_gain",
             "effect", "reach", "first_users", "decision_no", "decision_signer", "declined_reason",
             "completion_note")  # fmt: skip
    first = first_applied_on(held)
    due = answer_clock.months_later(held.accepted_on, answer_clock.MONTHS) if held.accepted_on else None
    return {name: getattr(held, name) for name in texts} | {
        "addressee": held.investor,
        "kind": title_of(programme.kinds, held.kind),
        "authors_names": ", ".join(author.full_name for author in held.authors),
        "author": leading.full_name,
        "applied": dates.shown_period(held.applied_from_on, held.applied_to_on),
        "first_applied_on": dates.shown(first) if first else "",
        "nature": held.nature or held.summary,
        "benefit": dossier.benefit(held),
        "accepted_on": dates.shown_long(held.accepted_on) if held.accepted_on else "",
        "accepted_day": dates.shown(held.accepted_on) if held.accepted_on else "",
        "due_on": dates.shown_long(due) if due else "",
        "decision_on": dates.shown_long(held.decision_on) if held.decision_on else "",
        "outcome": outcome(held),
        "recognised": "x" if held.decision_no and held.state is not State.RECOGNISED_AFTER_COMPLETION else "",
        # What has been recognised since keeps the words of the first decision in the register, not on the paper.
        "completion_note": held.completion_note if held.state is State.RECOGNISED_AFTER_COMPLETION else "",
        "declined_reason": held.declined_reason if held.state is State.DECLINED else "",
    }


def outcome(held: Initiative) -> str:
    if held.state in _TOLD_STATES:
        return _TOLD_STATES[held.state]
    return "Công nhận" if held.decision_no else _UNDECIDED


def authors(held: Initiative) -> list[Row]:
    return [
        {
            "no": str(no),
            "full_name": author.full_name,
            "born": dates.shown(author.born_on) if author.born_on else str(author.birth_year or ""),
            "workplace": author.workplace,
            "position": author.position,
            "education": author.education,
            "phone": author.phone,
            "share": share(author),
        }
        for no, author in enumerate(held.authors, start=1)
    ]


def share(author: Author) -> str:
    """A lone author made all of it, whether or not anybody wrote so."""
    return points(author.share_pct) if author.share_pct is not None else ""


def of_holder(held: Initiative, place: int) -> dict[str, str]:
    """The words of the certificate of the author at that place (from 1) (TT 18/2013/TT-BKHCN, Điều 9)."""
    author = held.authors[place - 1]
    others = [one.full_name for no, one in enumerate(held.authors, start=1) if no != place]
    born = dates.shown(author.born_on) if author.born_on else str(author.birth_year or "")
    line = (f"sinh {'ngày' if author.born_on else 'năm'} {born}" if born else "", author.position, author.workplace)
    return {
        "holder": author.full_name,
        "holder_line": ", ".join(part for part in line if part),
        "holder_role": f"đồng tác giả (cùng {', '.join(others)})" if others else "tác giả",
        "certificate_no": f"{held.number}-{place}" if others else held.number,
        "summary_short": shortened(held.summary),
        "effect_short": shortened(held.effect),
    }  # fmt: skip


def shortened(words: str) -> str:
    """At most so many letters, ended after a sentence where one ends in time."""
    flat = " ".join(words.split())
    if len(flat) <= _SHORT:
        return flat
    head = flat[: _SHORT + 1]
    ended = head.rfind(". ")
    return head[: ended + 1] if ended > _SHORT // 2 else head[: head.rindex(" ")] + "…"


def decided(held: Sequence[Initiative]) -> list[Row]:
    return [
        {
            "no": str(no),
            "number": one.number,
            "title": one.title,
            "authors": "\n".join(_with_share(author) for author in one.authors),
            "outcome": outcome(one),
        }
        for no, one in enumerate(held, start=1)
    ]


def nominated(held: Sequence[Initiative], means: Mapping[str, str]) -> list[Row]:
    """`means` are points by id; what the head recognised has none."""
    return [
        {
            "no": str(no),
            "title": f"{one.title}\n({one.number})",
            "people": "\n".join(
                ", ".join(part for part in (author.full_name, author.position, author.workplace) if part)
                for author in one.authors
            ),
            "effect": "\n".join(part for part in (one.effect, dossier.benefit(one)) if part),
            "decision": f"{one.decision_no}\n{dates.shown(one.decision_on) if one.decision_on else ''}".strip(),
            "mean": means.get(one.id, ""),
        }
        for no, one in enumerate(held, start=1)
    ]


def points(number: float | None) -> str:
    """As people write points: no decimals where there are none, a comma before them."""
    return "" if number is None else f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _with_share(author: Author) -> str:
    return f"{author.full_name} ({share(author)} %)" if author.share_pct is not None else author.full_name
