"""Which initiatives each paper of the chain is for, and how it is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations import paper_covers, paper_sessions, paper_statistics, paper_submission, support
from desktop.operations.paper_parts import Chosen, Printed
from domain.initiative import Initiative, State, redacted, withheld
from domain.paper import facts, session
from domain.paper import support as support_paper
from domain.paper.template import Facts

SENT = (State.PACKAGED, State.RECEIVED_ABOVE, State.RETURNED, State.CONSIDERED, State.AWARDED)
# What a dossier tells the upper union about: everything recognised, however far it has travelled since.
IN_DOSSIER = (State.RECOGNISED, State.NOMINATED, *SENT)
RECOGNISED = (*IN_DOSSIER, State.ARCHIVED)
DECIDED = (*RECOGNISED, State.RECOGNISED_AFTER_COMPLETION, State.DECLINED)
TAKEN_IN = tuple(state for state in State if state not in (State.DRAFT, State.WITHDRAWN))
MARKED = (State.IN_COUNCIL, *DECIDED)


@dataclass(frozen=True)
class Kind:
    """`usual` states are taken where nobody chooses, `also` ones when they are named. `missing` is the code of the
    sentence that says what has to be done first. An open objection keeps an initiative out of `contested` papers;
    those `of_session` tell of what the newest session has closed over. What is not made of initiatives may `count`
    what it is made of. Those `together` tell of all there are, and nobody asks for one of a single initiative.
    """

    make: Callable[[Chosen], list[Printed]]
    usual: tuple[State, ...] = ()
    also: tuple[State, ...] = ()
    missing: str = ""
    contested: bool = False
    of_session: bool = False
    count: Callable[[Desk], int] | None = None
    together: bool = False


def _blank_form(chosen: Chosen) -> list[Printed]:
    pack, unit = chosen.current, chosen.desk.unit
    code = f"SSK1 form=blank_form programme={pack.id} version={pack.version} unit={unit.code}"
    return [chosen.printed(pack.id, Facts(chosen.head() | {"form_code": code}))]


def _request(chosen: Chosen) -> list[Printed]:
    return [_inside(chosen, stored) for stored in chosen.stored]


def _receipt_slips(chosen: Chosen) -> list[Printed]:
    """Numbered as the register is: printed again it is the same (NĐ 13/2012/NĐ-CP Đ.7)."""
    return [_outside(chosen, redacted(stored.initiative), signer=chosen.desk.user.name, by_number=True)
            for stored in chosen.stored if stored.initiative.accepted_on]  # fmt: skip


def _refusal_notices(chosen: Chosen) -> list[Printed]:
    return [_inside(chosen, stored) for stored in chosen.stored]


def _result_slips(chosen: Chosen) -> list[Printed]:
    return [_inside(chosen, stored, by_number=True) for stored in chosen.stored]


def _inside(chosen: Chosen, stored: Stored, *, by_number: bool = False) -> Printed:
    """A paper between the unit and its worker: it tells all, and says so where something of it may not leave."""
    held = stored.initiative
    known = Facts(_told(chosen, held, by_number=by_number) | _judged(chosen, stored), {"authors": facts.authors(held)})
    return chosen.printed(held.number, known, inside=bool(withheld(held)))


def _outside(chosen: Chosen, held: Initiative, *, signer: str, by_number: bool) -> Printed:
    told = _told(chosen, held, by_number=by_number) | {"signer": signer}
    return chosen.printed(held.number, Facts(told, {"authors": facts.authors(held)}))


def _told(chosen: Chosen, held: Initiative, *, by_number: bool) -> dict[str, str]:
    pack = chosen.packs.of(held)
    written = chosen.words.letter.signed_on or (held.accepted_on if by_number and not held.decision_on else None)
    head = chosen.head(pack, number=held.number if by_number else "", signed_on=written)
    told = head | facts.of_initiative(held, pack)
    return told | {"addressee": told["addressee"] or chosen.words.issuer or chosen.desk.unit.name}


def _judged(chosen: Chosen, stored: Stored) -> dict[str, str]:
    """The council and its mean, where a council decided."""
    found = paper_sessions.judgement(chosen.desk, stored, chosen.packs) if stored.initiative.state in MARKED else None
    if found is None:
        return {}
    council, judged = found
    return session.of_council(council.council) | {"mean": facts.points(judged.result.mean)}


def _decisions(chosen: Chosen) -> list[Printed]:
    """One for each decision on record, with the list of what it recognised."""
    found: dict[str, list[Stored]] = {}
    for stored in chosen.stored:
        if stored.initiative.decision_no:
            found.setdefault(stored.initiative.decision_no, []).append(stored)
    return [_decision(chosen, number, held) for number, held in found.items()]


def _decision(chosen: Chosen, number: str, stored: list[Stored]) -> Printed:
    held = [redacted(one.initiative) for one in stored]
    pack = chosen.packs.of(held[0])
    told = _signed(chosen, held[0]) | _judged(chosen, stored[0])
    told |= {"decision_no": chosen.numbered(number, pack), "decided_count": session.counted(len(held))}
    return chosen.printed(number, Facts(told, {"decided": facts.decided(held)}))


def _certificates(chosen: Chosen) -> list[Printed]:
    """One for every author and co-author (TT 18/2013/TT-BKHCN Đ.9)."""
    made = []
    for stored in chosen.stored:
        held = redacted(stored.initiative)
        for place, author in enumerate(held.authors, start=1):
            told = _signed(chosen, held) | facts.of_holder(held, place)
            told["certificate_no"] = chosen.numbered(told["certificate_no"], chosen.packs.of(held))
            made.append(chosen.printed(f"{told['holder']} {held.number}-{place}" if author.full_name else held.number,
                                       Facts(told)))  # fmt: skip
    return made


def _signed(chosen: Chosen, held: Initiative) -> dict[str, str]:
    """What the head signs who decided: his name may stand on record with his position behind a comma."""
    pack = chosen.packs.of(held)
    name, _, position = held.decision_signer.partition(",")
    day = chosen.words.letter.signed_on if chosen.paper == "certificate" else None
    head = chosen.head(pack, signed_on=day or held.decision_on, signer_name=name.strip(),
                       signer_position=position.strip() or "Thủ trưởng đơn vị")  # fmt: skip
    return head | facts.of_initiative(held, pack) | {"decision_signer": name.strip()}


def _nomination_list(chosen: Chosen) -> list[Printed]:
    held = [redacted(stored.initiative) for stored in chosen.stored]
    means = {stored.initiative.id: _judged(chosen, stored).get("mean", "") for stored in chosen.stored}
    return [chosen.printed(chosen.current.id, Facts(chosen.head(), {"nominated": facts.nominated(held, means)}))]


def _support_lists(chosen: Chosen) -> list[Printed]:
    """Every initiative handed in, not only those recognised: the list shows which gate the others miss."""
    lines = [(redacted(line.stored.initiative), line.entitlement) for line in support.lines(chosen.desk)]
    if not lines:
        return []
    return [chosen.printed(chosen.current.id, support_paper.support_facts(lines, chosen.current, chosen.head()))]


_session = partial(Kind, paper_sessions.of_sessions, MARKED, missing="paper_needs_session", of_session=True)
_dossier = partial(Kind, usual=IN_DOSSIER, missing="dossier_empty", contested=True, together=True)
KINDS: Mapping[str, Kind] = {
    "blank_form": Kind(_blank_form),
    "recognition_request": Kind(
        _request, (State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE), TAKEN_IN, "paper_needs_request"
    ),
    "receipt_slip": Kind(
        _receipt_slips, (State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE), TAKEN_IN, "paper_needs_accepted"
    ),
    "score_sheet": Kind(
        paper_sessions.score_sheets, (State.UNDER_APPRAISAL,), (State.UNDER_APPRAISAL, *MARKED), "paper_needs_appraisal"
    ),
    "score_summary": _session(),
    "council_minutes": _session(),
    "ballot_record": _session(),
    "recognition_decision": Kind(
        _decisions, (*RECOGNISED, State.RECOGNISED_AFTER_COMPLETION), missing="paper_needs_recognised"
    ),
    "certificate": Kind(_certificates, RECOGNISED, missing="paper_needs_recognised", contested=True),
    "refusal_notice": Kind(_refusal_notices, (State.DECLINED,), missing="paper_needs_declined"),
    "result_slip": Kind(_result_slips, DECIDED, missing="paper_needs_decided"),
    "nomination_list": Kind(
        _nomination_list, (State.NOMINATED,), (State.NOMINATED, *SENT), "paper_needs_nominated", contested=True
    ),
    "summary_table": _dossier(paper_submission.summary_tables),
    "submission_letter": _dossier(paper_submission.letters),
    "support_list": Kind(_support_lists, missing="support_list_empty", count=support.how_many),
    "package_cover": Kind(paper_covers.covers, missing="paper_needs_package", count=paper_covers.how_many),
    "statistics_report": Kind(paper_statistics.reports),
}
