"""The proof: a real scheduler and two workers, one killed in mid-run; a worker of another version; S3."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scale.conftest import SPEC

from toolkit.scale.consolidate import consolidate
from toolkit.scale.partition import Task
from toolkit.scale.summary import summary_json

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

ITA = str(Path(sys.executable).with_name("ita"))
DASK = str(Path(sys.executable).with_name("dask"))
AS_OF = ["--month", str(SPEC.reported[-1]), "--as-of", SPEC.taken_in_at.isoformat()]
SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with socket.socket() as connection:
        connection.settimeout(0.2)
        return connection.connect_ex(("127.0.0.1", port)) == 0


def until(met: object, what: str) -> None:
    """Wait for something to be so; fails after a minute."""
    end = time.monotonic() + SECONDS
    while not met():  # type: ignore[operator]
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


class Processes:
    """Programs started by a test, ended with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self._folder, env={**os.environ, **environment}
            )
        self.running.append(process)
        return process

    def scheduler(self) -> str:
        port = free_port()
        self.start(DASK, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        until(lambda: answers(port), "the scheduler")
        return f"tcp://127.0.0.1:{port}"

    def worker(self, address: str, *more: str, **environment: str) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", *more)
        return self.start(DASK, "worker", address, *options, **environment)

    def end(self) -> None:
        for process in self.running:
            process.kill()
            process.wait()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    started = Processes(tmp_path)
    yield started
    started.end()


def summary_of(root: Path, target: Path, scheduler: str) -> dict[str, Any]:
    """The summary as one process makes it."""
    task = Task(str(root), str(target), SPEC.reported[-1], SPEC.taken_in_at)
    made: dict[str, Any] = json.loads(json.dumps(summary_json(consolidate(task, scheduler).summary, "th")))
    return made


def run(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [ITA, "consolidate", *arguments, *AS_OF, "--json"],
        capture_output=True,
        text=True,
        timeout=SECONDS * 2,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_killed_worker_costs_a_retry_and_one_of_another_version_gets_no_work(
    country: Path, scheduler: str, tmp_path: Path, processes: Processes
) -> None:
    address = processes.scheduler()
    other = tmp_path / "other.py"
    other.write_text("import toolkit.version\ntoolkit.version.__version__ = '0.0.9'\n")
    first, _second = processes.worker(address), processes.worker(address)
    processes.worker(address, "--preload", str(other))

    def all_there() -> bool:
        from distributed import Client

        with Client(address, timeout=20) as client:
            return len(client.nthreads()) == 3

    until(all_there, "three workers")
    out = tmp_path / "out"
    command = [ITA, "consolidate", str(country), "--to", str(out), "--scheduler", address, *AS_OF, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        until(lambda: any(out.glob("_partitions/*.json")), "the first partition")
        first.send_signal(signal.SIGKILL)
        assert running.poll() is None, "the run was over before the worker was killed"
        said, wrong = running.communicate(timeout=SECONDS)
    assert running.returncode == 1, wrong.decode()
    summary = json.loads(said)
    faults = [(fault["code"], fault["found"]) for fault in summary["faults"]]
    assert faults == [("worker-other-version", "0.0.9")]
    assert {**summary, "faults": []} == summary_of(country, tmp_path / "alone", scheduler)


def test_root_and_target_on_s3(country: Path, scheduler: str, tmp_path: Path, processes: Processes) -> None:
    pytest.importorskip("moto")
    s3fs = pytest.importorskip("s3fs")
    port = free_port()
    processes.start(str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port))
    until(lambda: answers(port), "the S3 server")
    url = f"http://127.0.0.1:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "up", "AWS_DEFAULT_REGION": "us-east-1"}
    environment = {**keys, "AWS_ENDPOINT_URL": url}
    store = s3fs.S3FileSystem(key="made", secret="up", endpoint_url=url)
    store.mkdir("country")
    # A few offices are enough: each file of each goes through the server twice.
    some = tmp_path / "offices"
    for plan in sorted(country.rglob("plan.xlsx"))[:3]:
        shutil.copytree(plan.parent, some / plan.parent.relative_to(country))
    store.put(f"{some}/", "country/offices/", recursive=True)
    arguments = ("s3://country/offices", "--to", "s3://country/out", "--workers", "1")
    said = json.loads(run(*arguments, **environment))
    assert said["country"] == summary_of(some, tmp_path / "alone", scheduler)["country"]
    assert said["country"]["offices"] == 3
    store.invalidate_cache()
    written = [name.removeprefix("country/out/") for name in store.find("country/out")]
    assert {"summary.xlsx", "summary.json"} <= set(written)
    tables = {name.split("/")[0] for name in written if name.endswith(".parquet")}
    assert tables == {"entries", "completion", "reporting", "findings"}
    run(*arguments, **environment)
    assert sorted(store.find("country/out")) == sorted(f"country/out/{name}" for name in written)
