from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import messages
from domain.errors import Problem, RuleError, TroubleError


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    messages.speak("vi")
    yield
    messages.speak("vi")


@given(st.data(), st.sampled_from(messages.LANGUAGES), st.text(max_size=20))
def test_whatever_the_facts_are_a_sentence_comes_out(data: st.DataObject, language: str, fact: str) -> None:
    code = data.draw(st.sampled_from(sorted(messages.sentences(language))))
    assert messages.sentence(code, {}, language)
    names = ("name", "words", "path", "count", "code", "field", "criterion", "over", "limit")
    assert messages.sentence(code, dict.fromkeys(names, fact), language)


def test_what_somebody_typed_is_shown_and_never_read_as_a_gap() -> None:
    said = messages.of_problem(Problem("date_unreadable", facts={"words": "{path} {0} %s"}))
    assert "{path} {0} %s" in said


def test_a_code_without_a_sentence_is_still_told() -> None:
    assert messages.sentence("no_such_code") == "no_such_code"
    assert messages.of_error(ValueError("Nguyễn Văn An")).count("ValueError") == 1
    assert "Nguyễn Văn An" not in messages.of_error(ValueError("Nguyễn Văn An"))


def test_a_detail_after_a_colon_does_not_hide_the_sentence() -> None:
    assert messages.sentence("minimum_below:novelty") == messages.sentence("minimum_below")


def test_the_language_is_the_windows_unless_one_is_asked_for() -> None:
    error = TroubleError("register_busy", again=True)
    vietnamese, english = messages.of_error(error, "vi"), messages.of_error(error, "en")
    assert messages.of_error(error) == vietnamese != english
    messages.speak("en")
    assert messages.of_error(error) == english
    with pytest.raises(ValueError):
        messages.speak("fr")


def test_a_problem_as_the_command_line_prints_it() -> None:
    problem = Problem("author_name_short", "authors.0.full_name", 3, blocks=False, source="CV 57")
    values = messages.problem_values(problem)
    assert values.pop("message") == messages.sentence("author_name_short")
    assert values == {
        "code": "author_name_short",
        "field": "authors.0.full_name",
        "row": 3,
        "source": "CV 57",
        "warning": True,
    }  # one object
    assert set(messages.problem_values(Problem("vote_missing"))) == {"code", "message"}
    assert messages.of_error(RuleError("user_unknown", name="An")).count("An") == 1
