"""The lanes: order, answers on the screen's thread, stopping, and closing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop.jobs import Job, Lanes

PATIENCE_S = 10


@pytest.fixture
def lanes(qapp: QCoreApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.cancel_all()
    made.close()


def never(_: object = None) -> None:
    raise AssertionError("this callback must not be called")


def both(lanes: Lanes) -> list[Callable[..., Job]]:
    return [lanes.store, lanes.free]


def deliver_everything() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    QCoreApplication.processEvents()


def test_answers_come_on_the_screens_thread(lanes: Lanes) -> None:
    for lane in both(lanes):
        threads: list[int] = []

        def work(job: Job) -> int:
            return threading.get_ident()

        lane(work, lambda worker, threads=threads: threads.extend((worker, threading.get_ident())), never)
        assert lanes.wait_idle()
        assert threads[0] != threads[1] == threading.get_ident()


def test_writing_keeps_the_order_on_one_thread(lanes: Lanes) -> None:
    done: list[int] = []
    workers: set[int] = set()

    def work(number: int) -> int:
        workers.add(threading.get_ident())
        return number

    for number in range(200):
        lanes.store(lambda job, number=number: work(number), done.append, never)
    assert lanes.wait_idle()
    assert done == list(range(200))
    assert len(workers) == 1


def test_reading_goes_on_while_something_is_written(lanes: Lanes) -> None:
    release = threading.Event()
    read: list[str] = []
    lanes.store(lambda job: release.wait(PATIENCE_S), lambda released: read.append("written"), never)
    lanes.free(lambda job: "read", read.append, never)
    lanes.free(lambda job: release.set(), lambda _: None, never)
    assert lanes.wait_idle()
    assert sorted(read) == ["read", "written"]


def test_work_begun_at_the_end_of_the_last_is_waited_for_too(lanes: Lanes) -> None:
    done: list[int] = []

    def go_on() -> None:
        if len(done) < 3:
            lanes.free(lambda job: len(done), done.append, never)

    lanes.idle.connect(go_on)
    go_on()
    assert lanes.wait_idle()
    assert done == [0, 1, 2]


def test_long_work_gives_way_to_what_is_being_typed_and_to_nothing_else(lanes: Lanes) -> None:
    happened: list[str] = []
    workers: set[int] = set()
    asked = threading.Event()

    def note(what: str) -> None:
        workers.add(threading.get_ident())
        happened.append(what)

    def fails(_job: Job) -> None:
        note("words that cannot be saved")
        raise ValueError

    def long(job: Job) -> None:
        note("long, begun")
        assert asked.wait(PATIENCE_S)
        job.give_way()
        note("long, gone on")
        job.give_way()

    errors: list[Exception] = []
    lanes.store(long, lambda _: happened.append("told: long"), never)
    lanes.store(lambda job: note("other work"), lambda _: None, never)
    lanes.typed(fails, never, errors.append)
    lanes.typed(lambda job: note("words"), lambda _: happened.append("told: words"), never)
    asked.set()
    assert lanes.wait_idle()
    on_the_lane = [what for what in happened if not what.startswith("told")]
    assert on_the_lane == ["long, begun", "words that cannot be saved", "words", "long, gone on", "other work"]
    assert len(workers) == 1 and len(errors) == 1
    assert [what for what in happened if what.startswith("told")] == ["told: words", "told: long"]


def test_words_are_saved_in_their_turn_where_nothing_gives_way(lanes: Lanes) -> None:
    done: list[int] = []
    for number in range(50):
        lane: Callable[..., Job] = lanes.typed if number % 2 else lanes.store
        lane(lambda job, number=number: number, done.append, never)
    assert lanes.wait_idle()
    assert done == list(range(50))


def test_a_failure_is_handed_over_and_the_lane_goes_on(lanes: Lanes) -> None:
    errors: list[Exception] = []
    done: list[int] = []
    for lane in both(lanes):
        lane(lambda job: 1 // 0, never, errors.append)
        lane(lambda job: 5, done.append, never)
    assert lanes.wait_idle()
    assert [type(error) for error in errors] == [ZeroDivisionError] * 2
    assert done == [5, 5]


def test_a_stop_ends_the_work_at_its_next_check(lanes: Lanes) -> None:
    for lane in both(lanes):
        begun, heard, how = threading.Event(), [], []

        def work(job: Job, begun: threading.Event = begun) -> None:
            begun.set()
            while True:
                job.step(1, 2)

        job = lane(work, never, never, lambda heard=heard: heard.append("stopped"))
        job.ended.connect(how.append)
        assert begun.wait(PATIENCE_S)
        job.cancel()
        assert lanes.wait_idle()
        assert heard == how == ["stopped"]


def test_a_job_stopped_before_it_begins_never_begins(lanes: Lanes) -> None:
    release = threading.Event()
    lanes.store(lambda job: release.wait(PATIENCE_S), lambda _: None, never)
    waiting = lanes.store(never, never, never)
    waiting.cancel()
    release.set()
    assert lanes.wait_idle()
    assert waiting.cancelled


def test_what_is_written_counts_though_the_stop_came_late_what_is_read_does_not(lanes: Lanes) -> None:
    done: list[str] = []

    def work(job: Job) -> str:
        job.cancel()
        return "finished"

    lanes.store(work, done.append, never)
    lanes.free(work, never, never)
    assert lanes.wait_idle()
    assert done == ["finished"]


def test_progress_is_thinned_but_the_last_word_is_told(lanes: Lanes) -> None:
    steps: list[tuple[int, int, str]] = []
    order: list[str] = []

    def work(job: Job) -> None:
        for number in range(1, 50_001):
            job.step(number, 50_000, f"dòng {number}")

    job = lanes.free(work, lambda _: order.append("done"), never)
    job.progress.connect(lambda *step: steps.append(step))
    job.ended.connect(order.append)
    assert lanes.wait_idle()
    assert steps[-1] == (50_000, 50_000, "dòng 50000")
    assert len(steps) < 5_000
    assert steps == sorted(steps)
    assert order == ["done", "done"]


def test_after_closing_nothing_is_delivered(lanes: Lanes) -> None:
    ran: list[str] = []
    arrived = threading.Event()

    def work(job: Job) -> None:
        job.step(1, 1)
        ran.append("work")
        arrived.set()

    job = lanes.store(work, never, never, never)
    job.progress.connect(never)
    job.ended.connect(never)
    assert arrived.wait(PATIENCE_S)  # its answer is queued now, or about to be
    lanes.close()
    deliver_everything()
    assert ran == ["work"]
    assert not lanes.busy()


def test_closing_lets_writing_finish_and_stops_reading(lanes: Lanes) -> None:
    written: list[int] = []
    begun = threading.Event()

    def read(job: Job) -> None:
        begun.set()
        while True:
            job.check()

    lanes.free(read, never, never, never)
    assert begun.wait(PATIENCE_S)
    for number in range(20):
        lanes.store(lambda job, number=number: written.append(number), never, never)
    lanes.close()
    lanes.close()
    assert written == list(range(20))


def test_waiting_gives_up(lanes: Lanes) -> None:
    release = threading.Event()
    lanes.free(lambda job: release.wait(PATIENCE_S), lambda _: None, never)
    assert lanes.busy("free")
    assert not lanes.busy("store")
    assert not lanes.wait_idle(1)
    release.set()
    assert lanes.wait_idle()


def test_an_error_in_a_callback_does_not_stick_the_lane(lanes: Lanes, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        lanes.free(lambda job: 1, lambda _: 1 // 0, never)
        assert lanes.wait_idle()
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
