"""Every rule of a pack is said in words, with its document."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication

import resources
from domain.labels import FIELDS
from domain.pack.parse import parse
from domain.programme import Programme
from tests.domain.pack.packs import approvals_alone, gates_alone
from ui.programmes import rule_words
from ui.programmes.all_chapters import chapters
from ui.programmes.chapters import Chapter

TODAY = date(2022, 5, 1)


def load(name: str) -> Programme:
    return parse(tomllib.loads(resources.path(f"programmes/{name}.toml").read_text("utf-8")))


def read(name: str, today: date = TODAY) -> Mapping[str, Chapter]:
    return {chapter.key: chapter for chapter in chapters(load(name), today)}


@pytest.fixture(params=["75k-2021", "1m-2022"])
def pack_id(request: pytest.FixtureRequest, themed_app: QApplication) -> str:
    return str(request.param)


def test_every_eligibility_rule_is_a_sentence_with_severity_and_source(pack_id: str) -> None:
    pack, chapter = load(pack_id), read(pack_id)["eligibility"]
    assert len(chapter.rules) == len(pack.eligibility)
    for rule, told in zip(pack.eligibility, chapter.rules, strict=True):
        assert rule.rule not in told.words()
        assert told.parts[0].text.endswith(".")
        assert told.source == rule.source
        assert told.parts[1].mark == rule_words.severity_mark(rule.severity)


def test_no_code_of_a_pack_is_left_untold(pack_id: str) -> None:
    said = "\n".join(rule.words() for chapter in read(pack_id).values() for rule in chapter.rules)
    pack = load(pack_id)
    codes = {*FIELDS, *pack.support.gates, *(t.who for t in pack.award_thresholds), *pack.papers, *pack.number_forms}
    words = set(said.replace(".", " ").replace(",", " ").split())
    assert {code for code in codes if "_" in code} & words == set()


def test_every_source_of_a_pack_is_shown(pack_id: str) -> None:
    pack = load(pack_id)
    shown = {rule.source for chapter in read(pack_id).values() for rule in chapter.rules}
    told = {*pack.sources.values(), *(r.source for r in pack.eligibility), *(t.source for t in pack.targets)}
    # Sources of the author's own cells and of fields are all among them.
    assert told - shown == set()


def test_every_deadline_says_phase_level_issuer_number_and_date(themed_app: QApplication) -> None:
    told = [rule.words() for rule in read("75k-2021")["deadlines"].rules]
    assert len(told) == len(load("75k-2021").deadlines)
    portal = next(words for words in told if "Cổng" in words)
    for part in (
        "Công đoàn cơ sở",
        "LĐLĐ tỉnh Đồng Tháp",
        "57/LĐLĐ",
        "16/3/2021",
        "10/04/2021",
        "mở từ ngày 10/03/2021",
    ):
        assert part in portal


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2021, 4, 13), "còn 1 ngày"), (date(2021, 4, 14), "hôm nay là hạn chót"),
     (date(2021, 4, 15), "đã qua 1 ngày")],
)  # fmt: skip
def test_before_a_day_means_the_day_itself_is_too_late(themed_app: QApplication, today: date, words: str) -> None:
    deadline = next(one for one in load("75k-2021").deadlines if one.before)
    assert rule_words.left_mark(deadline, today).word == words
    assert rule_words.day_words(deadline) == "trước ngày 15/04/2021"
    assert rule_words.last_day(deadline) == deadline.on - timedelta(days=1)


def test_a_day_that_holds_itself_is_in_time(themed_app: QApplication) -> None:
    deadline = next(one for one in load("75k-2021").deadlines if not one.before)
    assert rule_words.left_mark(deadline, deadline.on).word == "hôm nay là hạn chót"
    assert rule_words.day_words(deadline).startswith("đến hết ngày")


def test_numbers_are_as_the_documents_have_them(themed_app: QApplication) -> None:
    read_ = read("1m-2022")
    told = {key: " ".join(rule.words() for rule in chapter.rules) for key, chapter in read_.items()}
    assert "2/3" in told["recognition"]
    assert "70/100 điểm" in told["recognition"]
    assert "100.000 đ" in told["support"]
    assert "đến 200.000 đ" in told["support"]
    assert "7% mỗi năm" in told["remuneration"]
    assert "ít nhất 15% số người" in told["targets"]
    assert "45.000 sáng kiến" in told["targets"]
    assert "làm lợi từ 80.000.000 đ" in told["awards"]
    assert "Số …/TTr-CĐCS" in told["papers"]
    assert "2019 – 2021" in told["basics"]


def test_what_is_not_there_is_said(themed_app: QApplication) -> None:
    assert not read("75k-2021")["support"].rules
    assert "không có tiền hỗ trợ" in read("75k-2021")["support"].empty


def test_points_of_a_criterion_are_covered_by_its_bands(pack_id: str) -> None:
    spans = [rule.parts[0].text for rule in read(pack_id)["rubric"].rules]
    assert spans[0].endswith("– 30")
    assert "0 – 7" in spans
    assert "dưới 15 điểm" in read(pack_id)["rubric"].rules[0].group


def test_rules_are_found_without_accents(themed_app: QApplication) -> None:
    chapter = read("1m-2022")["eligibility"]
    assert sum(chapter.found("bi mat cong nghe")) == 1
    assert sum(chapter.found("bí mật công nghệ")) == 1
    assert all(chapter.found("dieu kien tham gia"))
    assert not any(chapter.found("tàu vũ trụ"))
    assert all(chapter.found("  "))


def test_gates_are_told_with_both_answers_and_no_points_are_spoken_of(themed_app: QApplication) -> None:
    told = {chapter.key: chapter for chapter in chapters(parse(tomllib.loads(gates_alone())), TODAY)}
    words = [rule.words() for rule in told["rubric"].rules]
    assert len(words) == 4
    assert words[0].startswith("Mới trong đơn vị: có một câu trả lời Không thì không công nhận, bỏ qua phần sau. Có. ")
    assert "Đơn vị đã làm như vậy từ trước" in words[1]
    assert "Không cho điểm" in told["rubric"].about
    assert not any("điểm" in rule.words() for rule in told["recognition"].rules)


def test_a_pack_that_counts_approvals_alone_says_so(themed_app: QApplication) -> None:
    told = {chapter.key: chapter for chapter in chapters(parse(tomllib.loads(approvals_alone())), TODAY)}
    assert (told["rubric"].rules, told["rubric"].empty) == (
        (),
        "Gói này không có tiêu chí: chỉ đếm số thành viên đồng ý.",
    )
    assert any("2/3" in rule.words() for rule in told["recognition"].rules)
