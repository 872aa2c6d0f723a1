"""A class on one map: ``python -m tests.collaboration.school_class MINUTES``.

Forty people have one file open on a real server with jupyter-collaboration, and each does something every
five seconds: adds a card, later rewords one of their own. Counted is how long each edit takes to reach each
of the others, what the server's memory is, and whether all have the same map in the end, each edit once.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from pathlib import Path
from random import Random
from typing import Any

import psutil

from cjm_widgets.collaboration import room_client
from cjm_widgets.collaboration.journal import author_of
from cjm_widgets.collaboration.kernel_server import KernelServer
from cjm_widgets.collaboration.room_client import RoomClient
from cjm_widgets.document.model import Card, Document, Lane, Stage
from cjm_widgets.document.operations import AddCard, SetCard
from cjm_widgets.storage.file import dumps, loads
from tests.browser.lab import PATIENCE, Lab

PEOPLE, EVERY = 40, 5.0
CARDS = 3
"""Cards that each adds before they reword those they have."""
STAGES = [f"stage-{number}" for number in range(8)]
NAME = "class.cjm.json"


@dataclass
class Report:
    """What came of it; ``delays`` in seconds, one for each edit and each of the others."""

    edits: int = 0
    delays: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """That of the server in MB, as time goes by."""
    unequal: int = 0
    """People whose map is another one than that of the file."""
    lost: list[str] = field(default_factory=list)
    absences: int = 0
    """How often somebody's connection was lost."""

    @property
    def p95(self) -> float:
        """Within this 95 of 100 edits reached somebody else."""
        return statistics.quantiles(self.delays, n=20)[-1]

    @property
    def growth(self) -> float:
        """The memory in the last fifth of the time by that in the second, when everyone has come."""
        fifth = max(1, len(self.memory) // 5)
        return statistics.median(self.memory[-fifth:]) / statistics.median(self.memory[fifth : 2 * fifth])

    def __str__(self) -> str:
        middle, most, memory = statistics.median(self.delays), max(self.delays), self.memory
        return (
            f"{PEOPLE} people, {self.edits} edits: seen by each of the others after {middle:.3f} s, "
            f"p95 {self.p95:.3f} s, at most {most:.3f} s; the server has {memory[0]:.0f} MB at first, "
            f"{memory[-1]:.0f} MB in the end, in the last fifth {self.growth:.2f} of the second; "
            f"{self.unequal} unequal, {len(self.lost)} lost, {self.absences} connections lost"
        )


class Pupil:
    """One who has the map open, and notes when the edits of others arrive."""

    def __init__(self, number: int, server: KernelServer, sent: dict[tuple[str, int], float]) -> None:
        self.name = f"p{number}"
        self.room = RoomClient(server, NAME)
        self.texts: dict[str, str] = {}
        """What this one's cards should say in the end."""
        self.delays: list[float] = []
        self.absences = 0
        """How often the connection was lost."""
        self._seen: dict[str, int] = {}
        self._places: dict[str, str] = {}
        self._sent = sent
        assert self.room.join(), "the room cannot be reached"
        room_client._run(self._listen(), PATIENCE)

    async def _listen(self) -> None:
        shared: Any = self.room._map
        shared._journal.observe(self._hear)
        self.room.on_news = self._look

    def _hear(self, event: Any) -> None:
        for change in event.delta:
            for client, seq in map(author_of, change.get("insert", ())):
                self._note(client, seq)

    def _look(self) -> bool:
        """See what has become part of the base while this one was away."""
        if not self.room.is_here:
            self.absences += 1
        shared: Any = self.room._map
        for client, seq in shared._current_head().upto.items():
            self._note(client, seq)
        return True

    def _note(self, client: str, seq: int) -> None:
        now, before = time.monotonic(), self._seen.get(client, 0)
        if seq > before and client != self.room.client:
            self._seen[client] = seq
            self.delays += [
                now - self._sent[client, each]
                for each in range(before + 1, seq + 1)
                if (client, each) in self._sent
            ]

    def act(self, chance: Random, count: int) -> None:
        """Add a card, or reword one."""
        text = f"{self.name} says {count}"
        if len(self.texts) < CARDS:
            card, stage = f"{self.name}-{len(self.texts)}", chance.choice(STAGES)
            self._places[card] = stage
            edit: Any = AddCard(stage=stage, lane="actions", card=Card(id=card, text=text))
        else:
            card = chance.choice(list(self.texts))
            was, changes = {"text": self.texts[card]}, {"text": text}
            place = self._places[card]
            edit = SetCard(stage=place, lane="actions", card=card, changes=changes, was=was)
        self.texts[card] = text
        self._sent[self.room.client, self.room.seq + 1] = time.monotonic()
        self.room.append([edit], "Edit", None)

    async def document(self) -> Document | None:
        """The map as this one has it."""
        self.room.renew()
        return self.room.fold.document


def hold(lab: Lab, seconds: float, seed: int = 0) -> Report:
    """Let a class work on a new file of a server for so long."""
    start = Document(
        id="class",
        stages=tuple(Stage(id=id, name=id) for id in STAGES),
        lanes=(Lane(id="actions", name="Actions"),),
    )
    path, chance, report = lab.folder / NAME, Random(seed), Report()
    path.write_text(dumps(start))
    server, sent = KernelServer(f"{lab.url}/", "", lab.folder), {}
    pupils = [Pupil(number, server, sent) for number in range(PEOPLE)]
    process = psutil.Process(lab.process)
    begin = time.monotonic()
    turns = [(begin + EVERY * chance.random(), number) for number in range(PEOPLE)]
    heapify(turns)
    look = begin
    while (due := turns[0][0]) < begin + seconds:
        while (now := time.monotonic()) < due:
            time.sleep(due - now)
        if now > look:
            report.memory.append(process.memory_info().rss / 1e6)
            look += seconds / 100
        report.edits += 1
        pupils[turns[0][1]].act(chance, report.edits)
        heapreplace(turns, (due + EVERY, turns[0][1]))
    _end(report, pupils, path)
    return report


def _end(report: Report, pupils: Sequence[Pupil], path: Path) -> None:
    """Wait until every edit has reached everybody, save, and look."""
    until = time.monotonic() + PATIENCE
    while any(len(pupil.delays) < report.edits - pupil.room.seq for pupil in pupils):
        lacks = [report.edits - pupil.room.seq - len(pupil.delays) for pupil in pupils]
        assert time.monotonic() < until, f"edits do not reach everybody: {lacks}"
        time.sleep(0.05)
    assert pupils[0].room.save(PATIENCE), "the map is not saved"
    goal = loads(path.read_text())
    there = {card.id: card.text for row in goal.cells.values() for cell in row.values() for card in cell}
    count = sum(len(cell) for row in goal.cells.values() for cell in row.values())
    for pupil in pupils:
        report.delays += pupil.delays
        report.absences += pupil.absences
        report.lost += [card for card, text in pupil.texts.items() if there.get(card) != text]
        document = room_client._run(pupil.document(), PATIENCE)
        report.unequal += document != goal
    assert count == sum(len(pupil.texts) for pupil in pupils), "a card is there twice"
    for pupil in pupils:
        pupil.room.leave()


def main() -> int:
    """Hold a class of so many minutes, print the numbers, and fail where they are not good."""
    lab = Lab(Path(tempfile.mkdtemp()))
    try:
        report = hold(lab, 60 * float(sys.argv[1]))
    finally:
        lab.close()
    print(report)
    return int(report.p95 > 1 or report.growth > 1.1 or bool(report.unequal or report.lost))


if __name__ == "__main__":
    sys.exit(main())
