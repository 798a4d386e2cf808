"""Small trees of units, and any sequence of events that somebody may try."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from domain.errors import RuleError
from domain.headcount import Count
from domain.unit import Level
from domain.unit_events import recorded
from domain.unit_tree import SINCE_EVER, Event, EventKind, Tree

DAY = date(2025, 1, 1)
DAYS = [DAY + timedelta(days=n) for n in range(6)]
LEVELS = [Level.GRASSROOTS, Level.UPPER, Level.PROVINCE]


def found(unit_id: str, to: str = "", level: Level = Level.GRASSROOTS, on: date = SINCE_EVER, name: str = "") -> Event:
    return Event(EventKind.FOUND, unit_id, on, to, name or f"Đơn vị {unit_id}", unit_id.upper(), level)


def move(unit_id: str, to: str, on: date) -> Event:
    return Event(EventKind.MOVE, unit_id, on, to)


def merge(unit_id: str, to: str, on: date) -> Event:
    return Event(EventKind.MERGE, unit_id, on, to)


def dissolve(unit_id: str, on: date) -> Event:
    return Event(EventKind.DISSOLVE, unit_id, on)


def rename(unit_id: str, name: str, on: date, code: str = "") -> Event:
    return Event(EventKind.RENAME, unit_id, on, name=name, code=code)


HEAD = found("tld", level=Level.CONFEDERATION)
# A province with two districts and what stands in them, and another province.
SMALL = [HEAD, found("p1", "tld", Level.PROVINCE), found("p2", "tld", Level.PROVINCE), found("d1", "p1", Level.UPPER),
         found("d2", "p1", Level.UPPER), found("g1", "d1"), found("g2", "d1"), found("g3", "d2")]  # fmt: skip


@st.composite
def attempts(draw: st.DrawFn) -> list[Event]:
    """Events that may or may not be possible, in any order of days."""
    ids = [f"u{n}" for n in range(7)]
    tried = [HEAD]
    for unit_id in ids:
        level = draw(st.sampled_from(LEVELS))
        to = draw(st.sampled_from(["tld", *ids]))
        tried.append(found(unit_id, to, level, draw(st.sampled_from([SINCE_EVER, *DAYS]))))
    one = st.builds(
        Event,
        st.sampled_from([EventKind.MOVE, EventKind.MERGE, EventKind.DISSOLVE, EventKind.RENAME]),
        st.sampled_from(["tld", *ids]),
        st.sampled_from(DAYS),
        st.sampled_from(["tld", *ids]),
        st.sampled_from(["Một", "Hai"]),
        st.sampled_from(["", "U1", "NEW-1"]),
    )
    return tried + draw(st.lists(one, max_size=14))


def tried(events: list[Event]) -> tuple[Tree, list[Event]]:
    """The tree of those that were possible, and which they were."""
    tree, done = Tree({}, {}, {}), []
    for event in events:
        try:
            tree = recorded(tree, event)
        except RuleError:
            continue
        done.append(event)
    return tree, done


@st.composite
def counts(draw: st.DrawFn) -> dict[str, tuple[Count, ...]]:
    """Figures of some units, the oldest first."""
    held = {}
    for unit_id in draw(st.sets(st.sampled_from(["tld", *(f"u{n}" for n in range(7))]))):
        days = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=3)))
        held[unit_id] = tuple(Count(day, draw(st.integers(0, 50)), draw(st.integers(50, 99))) for day in days)
    return held
