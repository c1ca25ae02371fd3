"""The tests' side of ``mutants.py``: a pytest plugin that collects once and runs chosen tests in forked processes.

The mutated code takes the place of the live functions' code in the forked process. Programs that a test starts get it
by way of ``mutant_hook``, unless they are started with a PYTHONPATH of their own.
"""

from __future__ import annotations

import builtins
import gc
import json
import marshal
import os
import resource
import shutil
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest
from mutations import REACHED, Module, Mutation

CODE_FOLDER = "FACTCHECK_MUTANT_CODE"
"""The environment variable that names the folder with the code of mutated modules."""

MEMORY = 4 << 30
"""Bytes that a mutant may have: some take more and more."""


class Mutant(NamedTuple):
    """A mutation that was drawn."""

    subject: str
    module: Module
    mutation: Mutation

    @property
    def name(self) -> str:
        """File, line, column and change."""
        return f"{self.module.path.relative_to(Path.cwd())}:{self.mutation}"


class Test(NamedTuple):
    """What a run of the whole suite showed of a test; ``reached`` has the numbers of statements."""

    id: str
    seconds: float
    """The processor's time, that of programs that the test started included: the clock would count other work too."""
    by_the_clock: float
    passed: bool
    reached: list[int]

    @property
    def function(self) -> str:
        """The test function, whose cases differ in their parameters."""
        return self.id.partition("[")[0]

    @property
    def cost(self) -> float:
        """What orders tests: the less time they take and the less code they reach, the sooner they are tried."""
        return self.seconds * len(self.reached)


class Result(NamedTuple):
    """What became of a mutant; ``untried`` counts the tests that reach a survivor and did not fit under the cap."""

    subject: str
    mutant: str
    outcome: str
    by: str
    tried: list[str]
    untried: int


def choose(tests: list[Test], cap: float) -> list[Test]:
    """Tests for a mutant, in turns one case of each test function, as many as fit under a cap of seconds."""
    cases: Counter[str] = Counter()
    turns = []
    for test in sorted(tests, key=lambda test: test.cost):
        turns.append((cases[test.function], test.cost, test))
        cases[test.function] += 1
    chosen: list[Test] = []
    for *_, test in sorted(turns):
        if test.seconds <= cap or not chosen:
            chosen.append(test)
            cap -= test.seconds
    return chosen


class Rounds:
    """A pytest plugin that runs rounds of collected tests: one on watched code, and one or more for each mutant."""

    session: pytest.Session
    caches: list[_lru_cache_wrapper[object]]
    """What of the program remembers results, so that a test would reach less behind another than it does alone."""

    def __init__(self, folder: Path, modules: list[Module], mutants: Iterator[Mutant], cap: float) -> None:
        self.mutants = mutants
        self.cap = cap
        self.results = folder / "results.jsonl"
        self.map = folder / "map.jsonl"
        self.running = folder / "running"
        self.code = folder / "code"
        self.modules = modules
        self.first: dict[str, int] = {}
        """The number that a module's first statement has among the statements of all modules."""
        for number, module in enumerate(modules):
            self.first[module.name] = sum(len(before.blocks) for before in modules[:number])
        self.unreliable: set[str] = set()
        """Tests that failed without a mutant."""

    def pytest_configure(self) -> None:
        """Let Hypothesis make the same few examples each time, and not look for smaller ones."""
        from hypothesis import Phase, settings  # pytest wants to import its plugins itself

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutants", deadline=None, derandomize=True, database=None, max_examples=25, phases=phases
        )
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Make the map if need be, and judge the mutants."""
        if session.testsfailed:
            raise session.Interrupted("not all tests could be collected")
        self.session = session
        caches = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
        self.caches = [one for one in caches if one.__module__.startswith("tui.")]
        gc.freeze()
        if not self.map.exists():
            self._in_child(self._make_map)
        reaching: dict[int, list[Test]] = defaultdict(list)
        for line in self.map.read_text().splitlines():
            test = Test(*json.loads(line))
            for statement in test.reached:
                reaching[statement].append(test)
            if not test.passed:
                self.unreliable.add(test.id)
        for mutant in self.mutants:
            result = self._judge(mutant, reaching[self.first[mutant.module.name] + mutant.mutation.statement])
            with self.results.open("a") as file:
                file.write(json.dumps(result) + "\n")
        return True

    def _make_map(self) -> None:
        """Run all tests on watched code, and note what each reaches."""
        reached: set[int] = set()
        setattr(builtins, REACHED, reached.add)
        for module in self.modules:
            self._install(module, module.watched(self.first[module.name]))
        by_programs, unfinished = self.code / "reached", self.map.with_suffix(".part")
        with unfinished.open("w") as file:
            for item, following in _with_following(self.session.items):
                reached.clear()
                for cache in self.caches:
                    cache.cache_clear()
                failed, start, used = self.session.testsfailed, time.perf_counter(), _processor_time()
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                seconds, by_the_clock = _processor_time() - used, time.perf_counter() - start
                with suppress(FileNotFoundError):
                    reached.update(map(int, by_programs.read_text().split()))
                    by_programs.unlink()
                passed = self.session.testsfailed == failed
                file.write(json.dumps(Test(item.nodeid, seconds, by_the_clock, passed, sorted(reached))) + "\n")
        unfinished.rename(self.map)

    def _judge(self, mutant: Mutant, tests: list[Test]) -> Result:
        """Run tests on a mutant until one fails that passes without it."""
        chosen = choose(tests, self.cap)
        while True:
            chosen = [test for test in chosen if test.id not in self.unreliable]
            tried = [test.id for test in chosen]
            status = self._attempt(mutant, chosen)
            if status == 0:
                return Result(mutant.subject, mutant.name, "survived", "", tried, len(tests) - len(tried))
            last = self.running.read_text()
            at = tried.index(last)
            if self._attempt(None, chosen[at : at + 1]) == 0:
                is_late = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
                return Result(mutant.subject, mutant.name, "timeout" if is_late else "killed", last, tried[: at + 1], 0)
            self.unreliable.add(last)

    def _attempt(self, mutant: Mutant | None, tests: list[Test]) -> int:
        """Run tests until one fails, with a mutant or without; the wait status of the process, 0 if all passed."""
        items = {item.nodeid: item for item in self.session.items}
        chosen = [items[test.id] for test in tests]

        def work() -> None:
            if mutant is not None and (code := mutant.module.mutated(mutant.mutation)) is not None:
                self._install(mutant.module, code)
            for (item, following), test in zip(_with_following(chosen), tests, strict=True):
                self.running.write_text(item.nodeid)
                signal.setitimer(signal.ITIMER_REAL, 10 + 10 * test.by_the_clock)
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.session.testsfailed:
                    os._exit(1)

        return self._in_child(work)

    def _install(self, module: Module, code: CodeType) -> None:
        """Give code to this process and to the programs that it starts."""
        (self.code / module.name).write_bytes(marshal.dumps(code))
        module.install(code)

    def _in_child(self, work: Callable[[], None]) -> int:
        """Do work in a forked process with its process group; its wait status, 1 as exit status where it raised."""
        shutil.rmtree(self.session.config.option.basetemp, ignore_errors=True)
        shutil.rmtree(self.code, ignore_errors=True)
        self.code.mkdir()
        if pid := os.fork():
            status = os.waitpid(pid, 0)[1]
            with suppress(ProcessLookupError):  # programs that the tests started and left
                os.killpg(pid, signal.SIGKILL)
            return status
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            self.session.config.pluginmanager.unregister(name="terminalreporter")
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001
            os._exit(1)


def _processor_time() -> float:
    """Seconds that this process and its ended children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _with_following(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    """Each test with the one that comes next, until which pytest keeps what both share."""
    yield from zip(items, [*items[1:], None], strict=False)
