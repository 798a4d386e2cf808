"""A request about personal data: who asks for what, until when it is answered, and what was answered.

The rights are those of Luật 91/2025/QH15; the time to answer is that of NĐ 356/2025/NĐ-CP.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import Problem
from domain.labels import DATA_REQUESTS

SOURCE = "Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP"
KINDS = tuple(DATA_REQUESTS)


@dataclass(frozen=True)
class DataRequest:
    """Open until `answered_on`. `person_id` is the entry of the person book, "" for somebody who has none;
    `due_on` is the last day to answer."""

    id: int
    person_id: str
    who: str
    kind: str
    what: str
    received_on: date
    due_on: date
    answered_on: date | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        return self.answered_on is None

    def overdue(self, today: date) -> bool:
        """Late while it stands open, or because its answer came late."""
        return self.due_on < (self.answered_on or today)


def asking_problems(who: str, kind: str, received_on: date | None, today: date) -> tuple[Problem, ...]:
    """What keeps a request from being written down."""
    found = []
    if not who:
        found.append(Problem("data_request_who_missing", "who"))
    if kind not in KINDS:
        found.append(Problem("data_request_kind_unknown", "kind", facts={"name": kind}))
    if received_on is None or received_on > today:
        found.append(Problem("data_request_day_wrong", "received_on"))
    return tuple(found)


def answering_problems(held: DataRequest, on: date | None, answer: str, today: date) -> tuple[Problem, ...]:
    found = []
    if held.answered_on is not None:
        found.append(Problem("data_request_answered", "answered_on", facts={"on": f"{held.answered_on:%d/%m/%Y}"}))
    if not answer:
        found.append(Problem("data_request_answer_missing", "answer"))
    if on is None or not held.received_on <= on <= today:
        facts: dict[str, object] = {"received": f"{held.received_on:%d/%m/%Y}"}
        found.append(Problem("data_request_answered_day_wrong", "answered_on", facts=facts))
    return tuple(found)
