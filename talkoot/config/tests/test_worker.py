import threading
import time
from datetime import datetime

import pytest
from django.tasks import task

from talkoot.config.worker import Job, Worker

# Tasks are stored by the name of their function, so what they did is seen here.
DONE: list[str] = []
MOST_SECONDS = 10


@task
def note(what):
    DONE.append(what)


def until(condition):
    deadline = time.monotonic() + MOST_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


@pytest.fixture
def at_work():
    """Return a function that starts a worker on a schedule; it is stopped afterwards."""
    started = []

    def start(schedule, beat=lambda worker, at: None):
        worker = Worker(schedule, beat)
        thread = threading.Thread(target=worker.run)
        thread.start()
        started.append((worker, thread))
        return worker

    yield start
    for worker, thread in started:
        worker.stop()
        thread.join(MOST_SECONDS)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_each_job_runs_on_its_interval_and_is_given_the_time(at_work):
    seen: list[datetime] = []
    rare: list[datetime] = []
    at_work([("often", 0.02, seen.append), ("rarely", 600, rare.append)])
    until(lambda: len(seen) >= 3)
    assert seen == sorted(seen)
    assert seen[0].tzinfo is not None
    assert len(rare) == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_stops_no_other_and_is_tried_again_later(at_work, caplog):
    seen: list[datetime] = []

    def fail(at):
        raise LookupError("nobody home")

    at_work([("bad", 0.01, fail), ("good", 0.02, seen.append)])
    until(lambda: len(seen) >= 5)
    assert "bad failed (1 in a row)" in caplog.text
    assert "nobody home" in caplog.text
    assert caplog.text.count("bad failed") == 1


@pytest.mark.django_db  # a job hangs up what its thread had open, which is the test's own connection here
def test_a_failing_job_waits_longer_each_time_and_recovers(caplog):
    failing = True

    def run(at):
        if failing:
            raise LookupError

    job = Job("job", 1.0, run)
    waits = []
    for _ in range(12):
        job.attempt()
        waits.append(round(job.due - time.monotonic()))
    assert waits[:5] == [2, 4, 8, 16, 32]
    assert waits[-1] == 300
    failing = False
    job.attempt()
    assert round(job.due - time.monotonic()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_shows_that_it_lives(at_work):
    beats = []
    worker = at_work([], lambda name, at: beats.append((name, at)))
    until(lambda: beats)
    assert beats[0][0] == worker.name


@pytest.mark.django_db(transaction=True)
def test_tasks_that_wait_are_done(at_work):
    DONE.clear()
    for what in ("first", "second"):
        note.enqueue(what)
    at_work([])
    until(lambda: len(DONE) == 2)
    assert DONE == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_what_was_begun_is_ended_before_the_worker_stops():
    begun, ended = threading.Event(), []

    def slow(at):
        begun.set()
        time.sleep(0.2)
        ended.append(at)

    worker = Worker([("slow", 600, slow)], lambda name, at: None)
    thread = threading.Thread(target=worker.run)
    thread.start()
    begun.wait(MOST_SECONDS)
    worker.stop()
    thread.join(MOST_SECONDS)
    assert len(ended) == 1
