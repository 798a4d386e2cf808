"""One contract for every way out: USB and folder, e-mail, tus and WebDAV, each against a real far end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from domain.errors import TroubleError
from exports.transports.channel import Arrival, Parcel
from tests.exports.transports.far_ends import NAMES, FarEnd, far_end
from tests.servers.running import MissingError

CONTENT = os.urandom((1 << 20) + 200_017)
NAME = "27001_0001.asice"


class StopError(Exception):
    """A person pressed stop."""


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Marks(list[tuple[str, int]]):
    """What a channel asked to be kept."""

    def keep(self, mark: str, size: int) -> None:
        self.append((mark, size))

    @property
    def last(self) -> str:
        return self[-1][0] if self else ""


@pytest.fixture(scope="module", params=NAMES)
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarEnd]:
    with ExitStack() as stack:
        try:
            made = stack.enter_context(far_end(request.param, tmp_path_factory.mktemp("far")))
        except MissingError as error:
            pytest.skip(str(error))
        yield made


@pytest.fixture
def end(there: FarEnd) -> FarEnd:
    there.clear()
    return there


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    return wrapped(tmp_path, CONTENT)


def wrapped(folder: Path, content: bytes, name: str = NAME) -> Parcel:
    file = folder / "kept.asice"
    file.write_bytes(content)
    return Parcel(file, name, hashlib.sha256(content).hexdigest())


def hand_over(end: FarEnd, parcel: Parcel, mark: str = "", marks: Marks | None = None,
              step: Callable[[int, int], None] = quiet) -> Arrival:  # fmt: skip
    return end.channel.deliver(parcel, mark, step=step, keep=(Marks() if marks is None else marks).keep)


def test_a_package_arrives_whole_under_its_name(end: FarEnd, parcel: Parcel) -> None:
    told: list[tuple[int, int]] = []
    done = hand_over(end, parcel, step=lambda *at: told.append(at))
    assert end.arrived() == [(NAME, CONTENT)]
    assert (done.already_there, bool(done.where)) == (False, True)
    assert told[-1][0] == told[-1][1] >= len(CONTENT)
    assert parcel.source.read_bytes() == CONTENT


def test_an_odd_size_and_a_vietnamese_name_go_through(end: FarEnd, tmp_path: Path) -> None:
    for content, name in ((b"x", "Gói số 1 của Điện Biên.asice"), (bytes(1 << 20), "27001_0002.asice")):
        hand_over(end, wrapped(tmp_path, content, name))
        assert (name, content) in end.arrived()


def test_sending_twice_is_harmless(end: FarEnd, parcel: Parcel) -> None:
    marks = Marks()
    hand_over(end, parcel, marks=marks)
    again = hand_over(end, parcel, marks.last)
    assert end.arrived() == [(NAME, CONTENT)]
    if marks or end.keeps_names:
        assert again.already_there


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_stopped_at_any_moment_no_part_has_arrived_and_the_next_time_all_of_it(
    end: FarEnd, parcel: Parcel, share: float
) -> None:
    seen, marks = [], Marks()
    moment = int(share * len(_steps(end, parcel)))
    end.clear()

    def stop(_done: int, _total: int) -> None:
        seen.append(1)
        if len(seen) > moment:
            raise StopError

    with pytest.raises(StopError):
        hand_over(end, parcel, marks=marks, step=stop)
    assert end.arrived() == [] or (share and end.arrived() == [(NAME, CONTENT)])
    hand_over(end, parcel, marks.last)
    assert end.arrived() == [(NAME, CONTENT)]


def _steps(end: FarEnd, parcel: Parcel) -> list[int]:
    seen: list[int] = []
    hand_over(end, parcel, step=lambda done, _total: seen.append(done))
    return seen


def test_a_package_that_changed_or_went_is_not_sent(end: FarEnd, parcel: Parcel) -> None:
    parcel.source.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(TroubleError) as changed:
        hand_over(end, parcel)
    parcel.source.unlink()
    with pytest.raises(TroubleError) as missing:
        hand_over(end, parcel)
    assert (changed.value.code, changed.value.again, missing.value.code) == (
        "package_changed",
        False,
        "package_missing",
    )
    assert end.arrived() == []


def test_another_file_of_that_name_is_not_written_over(end: FarEnd, parcel: Parcel) -> None:
    if end.keeps_names is None:
        hand_over(end, parcel)  # each upload and each draft has a place of its own
        return
    for other in (b"other", CONTENT[:-1] + b"?"):
        (end.keeps_names / NAME).write_bytes(other)
        with pytest.raises(TroubleError) as taken:
            hand_over(end, parcel)
        assert (taken.value.code.startswith("name_taken"), taken.value.again) == (True, False)
        assert end.arrived() == [(NAME, other)]


def test_a_far_end_that_is_not_there_is_for_later(end: FarEnd, parcel: Parcel) -> None:
    with pytest.raises(TroubleError) as missing:
        end.gone.deliver(parcel, "", step=quiet, keep=Marks().keep)
    assert (missing.value.again, end.arrived()) == (True, [])


def test_a_refused_key_is_for_good(end: FarEnd, parcel: Parcel) -> None:
    if end.locked is None:
        assert end.keeps_names or not hasattr(end.channel, "server")
        return
    with pytest.raises(TroubleError) as refused:
        end.locked.deliver(parcel, "", step=quiet, keep=Marks().keep)
    assert (refused.value.code, refused.value.again, end.arrived()) == ("server_key_refused", False, [])
