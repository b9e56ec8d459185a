"""Closed-loop load on a server of this machine: percentiles, throughput, CPU per request. Loopback only, bounded."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import selectors
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, cast

TICK = os.sysconf("SC_CLK_TCK")
LUA = r"""
local reqs = dofile(os.getenv("BENCH_REQS"))
local i = tonumber(os.getenv("BENCH_SKIP"))
request = function() i = i + 1; return reqs[(i - 1) % #reqs + 1] end
done = function(s, l, r)
  local e = s.errors
  io.write(string.format('\nRESULT {"requests":%d,"us":%d,"bad":%d,"sock":%d,"p50":%d,"p95":%d,"p99":%d}\n',
    s.requests, s.duration, e.status, e.connect + e.read + e.write + e.timeout,
    l:percentile(50), l:percentile(95), l:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request to send over and over."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def raw(self, port: int) -> bytes:
        """Return the request as bytes on the wire."""
        head = {"Host": f"127.0.0.1:{port}", "User-Agent": "bench", "Accept": "*/*", **self.headers}
        if self.body or self.method != "GET":
            head["Content-Length"] = str(len(self.body.encode()))
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in head.items())]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A name, its requests, and what a good answer is. ``once``: each request is sent at most once."""

    name: str
    requests: list[Request]
    expect: int = 200
    must_contain: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens and the process whose whole tree is accounted."""

    label: str
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the CPU time its process tree has used so far."""
        return sum(_ticks(pid) for pid in _tree(self.pid)) / TICK

    def memory_mib(self) -> float:
        """Return the proportional memory of its process tree."""
        total = 0
        for pid in _tree(self.pid):
            try:
                told = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            if found := re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE):
                total += int(found[1])
        return total / 1024


@dataclass(frozen=True, slots=True)
class Result:
    """What one run of one scenario gave; times in milliseconds."""

    rps: float
    p50: float
    p95: float
    p99: float
    cpu: float
    errors: int
    requests: int


def check(server: Server, scenario: Scenario, at: int = 0) -> None:
    """Send one request and stop unless its answer is a good one: an error page must never be timed."""
    request = scenario.requests[at]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request(request.method, request.path, request.body.encode() or None, request.headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != scenario.expect or scenario.must_contain.encode() not in body:
        raise SystemExit(
            f"{server.label} {scenario.name}: {request.path} gave {answer.status}, wanted {scenario.expect} "
            f"with {scenario.must_contain!r}\n{body[:800]!r}"
        )


def run(server: Server, scenario: Scenario, *, connections: int, seconds: int, skip: int = 0) -> Result:
    """Load ``server`` for ``seconds`` (at most 60) over ``connections`` (at most 256) and return what came of it."""
    if seconds > 60 or connections > 256:
        raise ValueError("load stays bounded: 60 s, 256 connections")
    if shutil.which("wrk") is None:
        raise SystemExit("The benchmark needs wrk: apt-get install wrk")
    raws = [request.raw(server.port) for request in scenario.requests]
    with tempfile.TemporaryDirectory() as work:
        requests, script = Path(work, "requests.lua"), Path(work, "run.lua")
        requests.write_text("return {\n" + ",\n".join(_lua(raw) for raw in raws) + "}\n")
        script.write_text(LUA)
        before = server.cpu_seconds()
        out = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", str(script),
             f"http://127.0.0.1:{server.port}/"],
            env={**os.environ, "BENCH_REQS": str(requests), "BENCH_SKIP": str(skip)},
            capture_output=True, text=True, timeout=seconds + 90, check=True,
        ).stdout  # fmt: skip
        used = server.cpu_seconds() - before
    found = json.loads(next(line for line in out.splitlines() if line.startswith("RESULT "))[7:])
    return Result(
        rps=found["requests"] / (found["us"] / 1e6),
        p50=found["p50"] / 1000,
        p95=found["p95"] / 1000,
        p99=found["p99"] / 1000,
        cpu=1000 * used / max(1, found["requests"]),
        errors=found["bad"] + found["sock"],
        requests=found["requests"],
    )


def send_each(server: Server, scenario: Scenario, *, connections: int) -> Result:
    """Send every request of ``scenario`` once over ``connections``, each as soon as one is free; errors are counted."""
    if connections > 256:
        raise ValueError("load stays bounded: 256 connections")
    raws = [request.raw(server.port) for request in scenario.requests]
    before, start = server.cpu_seconds(), time.perf_counter()
    answers = list(_answers(server, raws, connections))
    seconds, used = time.perf_counter() - start, server.cpu_seconds() - before
    good = f"HTTP/1.1 {scenario.expect} ".encode()
    cuts = [1000 * cut for cut in statistics.quantiles((taken for taken, _answer in answers), n=100)]
    return Result(
        rps=len(answers) / seconds,
        p50=cuts[49],
        p95=cuts[94],
        p99=cuts[98],
        cpu=1000 * used / len(answers),
        errors=len(raws) - sum(answer.startswith(good) for _taken, answer in answers),
        requests=len(answers),
    )


def _answers(server: Server, raws: list[bytes], connections: int) -> Iterator[tuple[float, bytes]]:
    """Yield seconds and answer of each request; a connection that the server closes takes no further one."""
    left = iter(raws)
    with selectors.DefaultSelector() as ready:
        for raw in itertools.islice(left, connections):
            line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
            ready.register(line, selectors.EVENT_READ, [time.perf_counter(), b""])
            line.sendall(raw)
        while ready.get_map():
            for key, _events in ready.select(60) or _silent(server):
                line, sent = cast("socket.socket", key.fileobj), key.data
                chunk = line.recv(65536)
                sent[1] += chunk
                if chunk and not _is_whole(sent[1]):
                    continue
                yield time.perf_counter() - sent[0], sent[1]
                following = next(left, b"") if chunk else b""
                if following:
                    sent[:] = time.perf_counter(), b""
                    line.sendall(following)
                else:
                    ready.unregister(line)
                    line.close()


def median(results: list[Result], what: str) -> float:
    """Return the median of one figure over several runs."""
    figure: float = statistics.median(getattr(result, what) for result in results)
    return round(figure, 4)


def settle(server: Server, limit: float = 20.0) -> None:
    """Wait until the server has finished what the last run left behind."""
    end, last = time.monotonic() + limit, -1.0
    while time.monotonic() < end and (now := server.cpu_seconds()) - last > 0.02:
        last = now
        time.sleep(0.25)


def _silent(server: Server) -> NoReturn:
    raise SystemExit(f"{server.label}: no answer within a minute")


def _is_whole(answer: bytes) -> bool:
    """Tell whether an answer with its length told in the head has come to its end."""
    head, end, body = answer.partition(b"\r\n\r\n")
    told = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
    return bool(end) and len(body) >= (int(told[1]) if told else 0)


def _ticks(pid: int) -> int:
    try:
        raw = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return sum(int(x) for x in raw[raw.rindex(")") + 2 :].split()[11:15])


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                raw = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(raw[raw.rindex(")") + 2 :].split()[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _lua(raw: bytes) -> str:
    return '"' + "".join(f"\\{c:03d}" if c in b'"\\\r\n' or c < 32 or c > 126 else chr(c) for c in raw) + '"'
