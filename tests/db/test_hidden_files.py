from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import hidden_files
from domain.errors import TroubleError

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hidden_files, "PIECE_BYTES", 64)


def read(path: Path, key: bytes) -> bytes:
    with hidden_files.opened(path, key) as file:
        return file.read()


@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_what_was_hidden_is_shown_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, size: int, chance: object
) -> None:
    folder = tmp_path_factory.mktemp("x")
    content = bytes(chance.randrange(256) for _ in range(size))  # type: ignore[attr-defined]  # a Random
    (folder / "a").write_bytes(content)
    hidden_files.hide(folder / "a", folder / "b", KEY)
    with hidden_files.opened(folder / "b", KEY) as shown:
        assert shown.read() == content
        for _ in range(5):
            at, length = chance.randrange(size + 2), chance.randrange(200)  # type: ignore[attr-defined]
            assert (shown.seek(at), shown.read(length)) == (at, content[at : at + length])
    raw = bytearray((folder / "b").read_bytes())
    at = chance.randrange(len(raw))  # type: ignore[attr-defined]
    raw[at] ^= 1
    (folder / "b").write_bytes(raw)
    with pytest.raises(TroubleError, match="package_changed"):
        read(folder / "b", KEY)


@pytest.mark.parametrize("cut", [0, 1, 40, 64 + 16, 2 * (64 + 16)])
def test_a_cut_or_lengthened_file_and_another_key_are_refused(tmp_path: Path, cut: int) -> None:
    (tmp_path / "a").write_bytes(b"x" * 160)
    hidden_files.hide(tmp_path / "a", tmp_path / "b", KEY)
    raw = (tmp_path / "b").read_bytes()
    (tmp_path / "b").write_bytes(raw[: len(raw) - cut] if cut else raw + b"y")
    with pytest.raises(TroubleError, match="package_changed"):
        read(tmp_path / "b", KEY)
    (tmp_path / "b").write_bytes(raw)
    with pytest.raises(TroubleError, match="package_changed"):
        read(tmp_path / "b", OTHER)


def test_two_hidden_files_of_the_same_words_are_not_alike(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 500)
    for name in "bc":
        hidden_files.hide(tmp_path / "a", tmp_path / name, KEY)
    assert (tmp_path / "b").read_bytes()[40:] != (tmp_path / "c").read_bytes()[40:]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b", "c"]


@given(st.lists(st.binary(max_size=200)))
def test_what_is_written_in_any_portions_is_one_file(
    tmp_path_factory: pytest.TempPathFactory, portions: list[bytes]
) -> None:
    target = tmp_path_factory.mktemp("x") / "b"
    with hidden_files.appearing(target, KEY) as writing:
        for number, portion in enumerate(portions):
            assert writing.tell() == sum(map(len, portions[:number]))
            writing.write(portion)
    assert read(target, KEY) == b"".join(portions)


def test_what_was_not_written_to_its_end_leaves_nothing_and_what_stood_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "b"
    with hidden_files.appearing(target, KEY) as writing:
        writing.write(b"first")
    with pytest.raises(ZeroDivisionError), hidden_files.appearing(target, KEY) as writing:
        writing.write(b"second" * 100)
        raise ZeroDivisionError
    assert read(target, KEY) == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["b"]
