"""Words of a wording one by one: edited, emptied, compared."""

from __future__ import annotations

import unicodedata

from domain.paper import check, wording
from domain.paper.wording import Change
from tests.domain.paper.test_check import SHIPS

AT = {piece.at: piece for piece in wording.pieces(SHIPS)}


def test_pieces_stand_in_the_order_of_the_paper_and_say_what_they_are() -> None:
    assert [(piece.what, piece.words) for piece in wording.pieces(SHIPS)] == [
        ("number_form", ""), ("title", "GIẤY"), ("text", "Sáng kiến {title}"), ("text", "Căn cứ {ground}{end}"),
        ("head", "Họ tên"), ("authority", ""), ("position", "CHỦ TỊCH"), ("copies", "{unit}")]  # fmt: skip
    assert AT["block.2.text"].when == "authors"


def test_words_are_put_where_they_belong_and_the_shipped_ones_stay() -> None:
    made = wording.reworded(SHIPS, {
        "block.1.text": unicodedata.normalize("NFD", "GIẤY MỚI"), "block.4.columns.0.head": "Tên",
        "block.5.signatures.0.authority": "TM. BAN CHẤP HÀNH", "block.5.copies": "Như trên\n\n Lưu: VT ",
        "number_form": " {no}/QĐ "})  # fmt: skip
    assert made["block"][1]["text"] == "GIẤY MỚI"
    assert made["block"][4]["columns"][0]["head"] == "Tên"
    assert made["block"][5] == {"kind": "closing", "copies": ["Như trên", "Lưu: VT"], "signatures": [
        {"position": "CHỦ TỊCH", "name": "signer", "authority": "TM. BAN CHẤP HÀNH"}]}  # fmt: skip
    assert made["number_form"] == "{no}/QĐ"
    assert SHIPS["block"][1]["text"] == "GIẤY" and "number_form" not in SHIPS
    assert check.problems(made, SHIPS) == []


def test_a_text_emptied_is_left_out_and_a_form_emptied_is_the_programmes() -> None:
    made = wording.reworded({**SHIPS, "number_form": "{no}/A"}, {"block.3.text": "  ", "number_form": ""})
    assert len(made["block"]) == len(SHIPS["block"]) - 1
    assert "number_form" not in made
    assert wording.changes(SHIPS, made) == [Change("text", "Căn cứ {ground}{end}", "")]


def test_the_picture_stands_at_the_head_once_or_not_at_all() -> None:
    made = wording.reworded(wording.reworded(SHIPS, {"logo": "1"}), {"logo": "1"})
    assert [block["kind"] for block in made["block"]].count("logo") == 1
    assert wording.has_logo(made) and made["block"][0]["kind"] == "logo"
    assert wording.reworded(made, {"logo": ""}) == SHIPS
    assert wording.changes(SHIPS, made) == [Change("logo", "", "✓")]


def test_changes_pair_pieces_of_one_kind() -> None:
    now = wording.reworded(SHIPS, {"block.1.text": "GIẤY KHÁC", "block.2.text": "Về {title}", "block.5.copies": ""})
    assert wording.changes(SHIPS, now) == [
        Change("title", "GIẤY", "GIẤY KHÁC"), Change("text", "Sáng kiến {title}", "Về {title}"),
        Change("copies", "{unit}", "")]  # fmt: skip
    assert wording.changes(now, now) == []
