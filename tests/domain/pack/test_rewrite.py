from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.pack import check, write
from domain.pack.rewrite import merged, replaced, set_values, whole
from tests.domain.pack.packs import SHIPPED, approvals_alone, data, gated, gates_alone, text


def lines(written: str) -> list[str]:
    return written.splitlines()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_set_to_what_it_was_leaves_every_letter(name: str) -> None:
    assert replaced(text(name), {}) == text(name)
    assert replaced(text(name), data(name)) == text(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_pack_written_from_its_data_alone_is_the_same_pack(name: str) -> None:
    assert tomllib.loads(whole(data(name))) == data(name)
    assert check.read(whole(data(name)))[1] == ()


def test_a_changed_entry_is_written_anew_and_the_others_keep_their_comments() -> None:
    deadlines = data()["deadlines"]
    deadlines[1]["on"] = deadlines[1]["on"].replace(day=30)
    written = replaced(text(), {"deadlines": deadlines})
    gone = set(lines(text())) - set(lines(written))
    assert gone == {line for line in lines(text()) if line.startswith("# [HP]: kết thúc giai đoạn 01 đối với")}
    assert tomllib.loads(written)["deadlines"] == deadlines


def test_a_changed_line_loses_its_comment_since_that_may_be_true_no_longer() -> None:
    limits = data()["limits"] | {"summary": 1500, "nature": 2000}
    written = replaced(text(), {"limits": limits})
    assert "summary = 1500\n" in written and "nature = 2000\n" in written
    assert "title = 250           # chương trình tự đặt" in written
    assert tomllib.loads(written)["limits"] == limits


def test_an_entry_taken_out_of_the_middle_takes_no_other_comment_along() -> None:
    rules = data()["eligibility"]
    del rules[3]
    written = replaced(text(), {"eligibility": rules})
    assert set(lines(text())) - set(lines(written)) == {
        "# Lợi ích bằng tiền hoặc lợi ích xã hội, cộng đồng, đơn vị: không bắt buộc phải ra tiền.",
        'rule = "beneficial"',
    }


def test_a_part_comes_goes_and_stands_in_its_usual_place() -> None:
    limit = [{"level": "grassroots", "most": 3, "source": "CV 1"}]
    written = replaced(text(), {"nomination_limits": limit, "support": None, "title": 'Tên "mới"', "aliases": []})
    read = tomllib.loads(written)
    assert (read["nomination_limits"], read["title"], read["aliases"]) == (limit, 'Tên "mới"', [])
    assert "support" not in read
    assert written.index("[[eligibility]]") < written.index("[[nomination_limits]]") < written.index("[[targets]]")


def test_values_are_set_in_place_beside_their_comments() -> None:
    written = set_values(text(), {("rubric", "pass_mean"): "75", ("version",): '"3.0"'})
    assert "pass_mean = 75     # điểm trung bình" in written
    assert tomllib.loads(written)["version"] == "3.0"


def test_a_file_written_in_another_manner_is_rewritten_whole_rather_than_wrong() -> None:
    odd = 'id = "x"\nrubric.title = "a"\nrubric.source = "b"\n'
    assert tomllib.loads(replaced(odd, {"rubric": {"title": "c"}})) == {"id": "x", "rubric": {"title": "c"}}


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TABLE = st.dictionaries(st.sampled_from("abcde"), WORDS | st.integers(), max_size=4)


@settings(deadline=None, max_examples=50)  # each example reads the whole pack several times
@given(st.data())
def test_whatever_parts_are_replaced_the_file_says_exactly_that(drawn: st.DataObject) -> None:
    held = data("75k-2021")
    parts: dict[str, Any] = {}
    for part in drawn.draw(st.lists(st.sampled_from(sorted(held)), max_size=4, unique=True)):
        if write.is_list_of_tables(held[part]):
            entries = st.sampled_from(held[part]) | TABLE
            parts[part] = drawn.draw(st.lists(entries, max_size=5))
        elif isinstance(held[part], dict):
            kept = drawn.draw(st.lists(st.sampled_from(sorted(held[part])), unique=True, max_size=6))
            parts[part] = {name: held[part][name] for name in kept} | drawn.draw(TABLE)
        else:
            parts[part] = drawn.draw(WORDS)
    assert tomllib.loads(replaced(text("75k-2021"), parts)) == merged(held, parts)


@pytest.mark.parametrize("written", [gated(), gates_alone(), approvals_alone()])
def test_every_family_of_rubrics_is_written_as_it_was_read(written: str) -> None:
    held = tomllib.loads(written)
    assert tomllib.loads(whole(held)) == held
    assert replaced(written, held) == written
    assert tomllib.loads(replaced(text(), {"rubric": held["rubric"]}))["rubric"] == held["rubric"]
