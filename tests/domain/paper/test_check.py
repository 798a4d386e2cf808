"""A wording that cannot be used says where and why."""

from __future__ import annotations

from typing import Any

import pytest

from domain.paper import check

SHIPS: dict[str, Any] = {
    "title": "Giấy {number}",
    "needs": ["title", "full_name"],
    "block": [
        {"kind": "letterhead"},
        {"kind": "title", "text": "GIẤY"},
        {"kind": "text", "text": "Sáng kiến {title}", "when": "authors"},
        {"kind": "text", "each": "grounds", "text": "Căn cứ {ground}{end}"},
        {"kind": "table", "of": "authors", "columns": [{"of": "full_name", "head": "Họ tên", "width": 10}]},
        {"kind": "closing", "signatures": [{"position": "CHỦ TỊCH", "name": "signer"}], "copies": ["{unit}"]},
    ],
}


def with_block(no: int, **changed: Any) -> dict[str, Any]:
    blocks = [dict(block) for block in SHIPS["block"]]
    blocks[no] = {name: value for name, value in (blocks[no] | changed).items() if value is not None}
    return {**SHIPS, "block": blocks}


def codes(wording: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in check.problems(wording, SHIPS)]


def test_what_ships_is_right_and_words_may_be_others() -> None:
    assert codes(SHIPS) == []
    assert codes(with_block(2, text="Về sáng kiến «{TITLE}» của {unit}")) == []
    assert codes({**SHIPS, "number_form": "{no}/QĐ-ABC"}) == []


@pytest.mark.parametrize(
    ("wording", "code", "at"),
    [
        (with_block(2, text="Sáng kiến {titel} {title}"), "template_gap_unknown", "block.2.text"),
        (with_block(2, text="{title} {ground}"), "template_gap_unknown", "block.2.text"),
        (with_block(2, text="Sáng kiến {title"), "template_braces", "block.2.text"),
        (with_block(2, text="{title}" + "x" * 5000), "template_too_long", "block.2.text"),
        (with_block(2, when="authers"), "template_gap_unknown", "block.2.when"),
        (with_block(2, text="Sáng kiến"), "template_needs", "title"),
        (with_block(4, columns=[{"of": "phone", "head": "ĐT", "width": 10}]), "template_needs", "full_name"),
        (with_block(4, columns=[{"of": "pay", "head": "x", "width": 10}]), "template_broken", "block.4.columns.0"),
        (with_block(4, size=20), "template_broken", "block.4"),
        (with_block(5, signatures=[]), "template_closing", "block"),
        (with_block(1, kind="poem"), "template_broken", "block.1"),
        (with_block(1, text=None), "template_broken", "block.1.text"),
        (with_block(1, kind="logo", text=None), "template_block_missing", "block"),
        (with_block(2, look="huge"), "template_broken", "block.2"),
        (with_block(2, spare=1), "template_broken", "block.2.spare"),
        (with_block(2, colour="red"), "template_broken", "block.2.colour"),
        ({**SHIPS, "number_form": "số/QĐ"}, "template_number_form", "number_form"),
        ({**SHIPS, "landscape": True}, "template_broken", "landscape"),
        ({**SHIPS, "block": "x"}, "template_broken", "block"),
        ({"title": "x"}, "template_broken", "block"),
        ({**SHIPS, "block": ["x"]}, "template_broken", "block.0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(wording: dict[str, Any], code: str, at: str) -> None:
    assert (code, at) in codes(wording)


def test_everything_that_is_missing_is_named_at_once() -> None:
    bare = {**SHIPS, "block": [SHIPS["block"][0], SHIPS["block"][1], SHIPS["block"][5]]}
    assert [code for code, _at in codes(bare)] == ["template_needs", "template_needs", "template_block_missing"]
