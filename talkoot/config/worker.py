"""The background worker: runs the schedule in this thread, Django's tasks in another, and shows that it lives."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from types import FrameType
from typing import Any

from django.db import close_old_connections, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from talkoot.kernel.clock import now

logger = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 5.0
TASK_SECONDS = 1.0
# A job that fails is tried again later and later, up to this long.
LONGEST_WAIT_SECONDS = 300.0

type Run = Callable[[datetime], object]


@dataclass(slots=True)
class Job:
    """One line of the schedule, when it is next due (monotonic seconds), and how often it failed in a row."""

    name: str
    every: float
    run: Run
    due: float = 0.0
    failures: int = 0

    def attempt(self) -> None:
        """Run once and settle when it is due again; an error is logged and the job comes round later."""
        close_old_connections()
        try:
            self.run(now())
            self.failures = 0
        except Exception:  # one job's fault, whatever it is, must not stop the others
            self.failures += 1
            logger.exception("%s failed (%d in a row)", self.name, self.failures)
        wait = min(2.0**self.failures, LONGEST_WAIT_SECONDS) if self.failures else self.every
        self.due = time.monotonic() + max(wait, self.every)


class Worker:
    """Runs until it is told to stop; what it has begun it ends."""

    def __init__(self, schedule: Iterable[tuple[str, float, Run]], beat: Callable[[str, datetime], object]) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._jobs = [Job("heartbeat", HEARTBEAT_SECONDS, lambda at: beat(self.name, at))]
        self._jobs += [Job(name, every, run) for name, every, run in schedule]
        self._stopping = Event()

    def run(self) -> None:
        """Work until `stop`."""
        logger.info("worker %s started with %d jobs", self.name, len(self._jobs))
        tasks = Thread(target=self._work_on, args=([Job("tasks", TASK_SECONDS, self._run_tasks)],), name="tasks")
        tasks.start()
        self._work_on(self._jobs)
        tasks.join()
        logger.info("worker %s stopped", self.name)

    def stop(self) -> None:
        """End after what is running now."""
        self._stopping.set()

    def stop_on_signals(self) -> None:
        """Stop at SIGTERM and SIGINT; only the main thread may ask for this."""

        def told(number: int, frame: FrameType | None) -> None:
            self.stop()

        signal.signal(signal.SIGTERM, told)
        signal.signal(signal.SIGINT, told)

    def _work_on(self, jobs: list[Job]) -> None:
        while not self._stopping.is_set():
            for job in jobs:
                if job.due <= time.monotonic() and not self._stopping.is_set():
                    job.attempt()
            self._stopping.wait(max(0.0, min(job.due for job in jobs) - time.monotonic()))
        connections.close_all()

    def _run_tasks(self, at: datetime) -> None:
        # Asking first is cheap; claiming locks the whole of an SQLite database.
        if DBTaskResult.objects.ready().exists():
            Tasks(self.name, self._stopping).run()


class Tasks(TaskWorker):
    """Django's task worker, made to do what waits and return, or to return early when told to stop."""

    def __init__(self, name: str, stopping: Event) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=name[-64:],
        )
        self._stopping = stopping

    def run_task(self, db_task_result: DBTaskResult[..., Any]) -> None:
        """Run one task, then look whether to go on."""
        super().run_task(db_task_result)
        self.running = not self._stopping.is_set()
