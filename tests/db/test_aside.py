from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import aside


@given(st.lists(st.binary(max_size=200)), st.randoms(use_true_random=False))
def test_what_was_put_aside_is_read_at_any_place_between_writing(
    tmp_path_factory: pytest.TempPathFactory, portions: list[bytes], chance: object
) -> None:
    whole = b""
    with aside.opened(tmp_path_factory.mktemp("x"), 64) as file:
        for portion in portions:
            assert file.seek(0, 2) == len(whole)
            file.write(portion)
            whole += portion
            at, length = chance.randrange(len(whole) + 2), chance.randrange(200)  # type: ignore[attr-defined]
            file.seek(at)
            assert file.read(length) == whole[at : at + length]


def test_it_is_written_at_its_end_alone_and_lies_there_under_no_name(tmp_path: Path) -> None:
    with aside.opened(tmp_path) as file:
        file.write(b"x" * (1 << 19))
        assert list(tmp_path.iterdir()) == []
        file.seek(5)
        with pytest.raises(io.UnsupportedOperation):
            file.write(b"y")
