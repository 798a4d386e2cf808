"""The chain of the journal, edited at random."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Sequence

import pytest

from domain.journal_chain import ERASED, Broken, Head, Line, broken, digest, link, vouched
from domain.journal_words import OPERATIONS, named

WHO = ("Nguyễn Thị Hân", "Lê Văn Bình", "")


def made(count: int, chance: random.Random) -> list[Line]:
    """A journal as the store would have written it."""
    lines, last = list[Line](), Head()
    for no in range(1, count + 1):
        told = ("2026-11-28T01:00:00.000Z", chance.choice(WHO), chance.choice(list(OPERATIONS)), f"id-{no % 5}")
        detail, salt = json.dumps({"fields": {"title": ["cũ", f"mới {no}"]}}, ensure_ascii=False), f"{no:032x}"
        held = digest(salt, detail)
        last = Head(no, link(last.chain, no, told, held))
        lines.append(Line(no, *told, detail, salt, held, last.chain))
    return lines


def head(lines: Sequence[Line]) -> Head:
    return Head(lines[-1].id, lines[-1].chain)


def found(lines: Sequence[Line], last: Head | None) -> list[Broken]:
    return list(broken(lines, vouched(lines), last))


def edited(lines: list[Line], chance: random.Random) -> list[Line]:
    """One thing done to the journal that nobody should do; what it was is in the name of the branch."""
    after, at = list(lines), chance.randrange(len(lines))
    what = chance.choice(["changed", "removed", "moved", "doubled", "cut", "slipped in", "numbered"])
    if what == "changed":
        field = chance.choice([field.name for field in dataclasses.fields(Line) if field.name != "id"])
        words = getattr(lines[at], field)
        letter = chance.randrange(len(words) + 1)
        after[at] = dataclasses.replace(lines[at], **{field: f"{words[:letter]}x{words[letter:]}"})
    elif what == "removed":
        del after[at]
    elif what == "moved":
        other = (at + 1 + chance.randrange(len(lines) - 1)) % len(lines)
        after[at], after[other] = after[other], after[at]
    elif what == "doubled":
        after.insert(at, lines[at])
    elif what == "cut":
        del after[at:]
    elif what == "slipped in":
        after.insert(at, dataclasses.replace(lines[at], detail="{}", digest=digest(lines[at].salt, "{}")))
    else:
        after[at] = dataclasses.replace(lines[at], id=lines[at].id + 1 + chance.randrange(5))
    return after


def test_every_one_of_a_thousand_random_edits_is_found() -> None:
    chance = random.Random(9)
    lines = made(40, chance)
    last = head(lines)
    assert found(lines, last) == []
    for round_no in range(1000):
        after = edited(lines, chance)
        assert found(after, last) != [], f"round {round_no}"


def test_a_line_that_was_changed_is_the_one_that_is_named() -> None:
    lines = made(10, random.Random(1))
    lines[4] = dataclasses.replace(lines[4], detail="{}")
    assert found(lines, head(lines)) == [Broken("journal_line_changed", 5)]


def test_lines_after_a_gap_are_taken_up_again() -> None:
    lines = made(10, random.Random(2))
    del lines[3]
    assert found(lines, head(lines)) == [Broken("journal_line_missing", 4), Broken("journal_line_changed", 5)]


def test_the_end_can_be_cut_off_only_where_no_head_is_known() -> None:
    lines = made(10, random.Random(3))
    assert found(lines[:6], head(lines)) == [Broken("journal_cut", 6)]
    assert found(lines[:6], None) == []


def test_words_that_were_taken_out_are_whole_when_a_later_line_vouches_for_them() -> None:
    lines = made(5, random.Random(4))
    lines[1] = dataclasses.replace(lines[1], detail='{"fields": {}}', salt="anders")
    assert found(lines, None) == [Broken("journal_line_changed", 2)]
    told = ("2026-11-28T01:00:00.000Z", "Hân", ERASED, "p")
    detail = json.dumps({"by": 5, "lines": {"2": digest("anders", '{"fields": {}}')}})
    held = digest("s", detail)
    lines.append(Line(6, *told, detail, "s", held, link(lines[-1].chain, 6, told, held)))
    assert found(lines, head(lines)) == []
    lines[1] = dataclasses.replace(lines[1], detail='{"fields": {"title": ["", "x"]}}')
    assert found(lines, head(lines)) == [Broken("journal_line_changed", 2)]


@pytest.mark.parametrize("detail", ["", "[]", "{", '{"lines": 3}', '{"lines": {"x": "y"}}'])
def test_a_voucher_that_makes_no_sense_vouches_for_nothing(detail: str) -> None:
    line = Line(1, "", "", ERASED, "", detail, "", "", "")
    assert vouched([line]) == {}


def test_an_operation_of_a_newer_program_is_told_by_its_code() -> None:
    assert (named("moved"), named("flown")) == ("Chuyển trạng thái", "flown")
    assert len(set(OPERATIONS.values())) == len(OPERATIONS)
