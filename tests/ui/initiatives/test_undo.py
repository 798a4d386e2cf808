"""The steps that can be taken back, whatever is typed in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.initiatives.undo import History

TYPED = st.lists(st.tuples(st.sampled_from(["title", "effect", "reach"]), st.text(max_size=3), st.booleans()))


@given(TYPED)
def test_taking_everything_back_gives_the_beginning_and_doing_it_again_the_end(
    typed: list[tuple[str, str, bool]],
) -> None:
    history = History()
    begun = dict.fromkeys(("title", "effect", "reach"), "")
    shown = dict(begun)
    for field, words, leave in typed:
        history.note(field, shown[field], words)
        shown[field] = words
        if leave:
            history.close_step()
    end = dict(shown)
    while step := history.undo():
        assert shown[step.field] == step.after
        shown[step.field] = step.before
    assert shown == begun
    while step := history.redo():
        shown[step.field] = step.after
    assert shown == end


def test_letters_of_one_visit_are_one_step() -> None:
    history = History()
    for before, after in (("", "a"), ("a", "ab"), ("ab", "abc")):
        history.note("title", before, after)
    step = history.undo()
    assert step is not None
    assert (step.before, step.after) == ("", "abc")
    assert not history.can_undo()
    history.note("title", "", "x")
    assert not history.can_redo()
