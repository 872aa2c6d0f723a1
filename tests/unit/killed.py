"""``python -m tests.unit.killed PATH TIMES SEED``: edits a map over and over, killed at random moments.

Each life is a fork of this process, warm from the start: it opens the file, says so, and makes edits as a
browser would, noting each answer in a pipe. After every kill a line tells what was answered.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.widgets.session import session_of

FIRST = 3
"""Fewer edits than these are confirmed before the time to the kill begins."""
LONGEST = 0.05
"""Seconds from those to the kill, at most: a few dozen edits."""


class View:
    """Writes the number of each edit that is confirmed, at once."""

    def __init__(self, answers: int) -> None:
        self.answers = answers
        self.epoch = ""

    def send(self, content: Any) -> None:
        if content["type"] == "welcome":
            self.epoch = content["epoch"]
        elif content["type"] == "applied":
            os.write(self.answers, f"{content['transaction']['label']}\n".encode())


def live(path: str, first: int, answers: int) -> None:
    """Edit until killed, edit ``n`` in stage ``n`` modulo their number."""
    journey = cjm.read(path)
    session, view = session_of(journey), View(answers)
    session.join(view)
    session.receive(view, {"type": "hello", "client": "me"})
    stages, lane = journey.document.stages, journey.document.lanes[0].id
    os.write(answers, b"open\n")
    for number in range(first, sys.maxsize):
        stage = stages[number % len(stages)].id
        card = journey.document.cells[lane][stage][0].id
        edit = {
            "op": "set_card",
            "stage": stage,
            "lane": lane,
            "card": card,
            "changes": {"text": str(number)},
        }
        place = {"client": "me", "seq": number - first + 1, "base": 0, "epoch": view.epoch}
        session.receive(view, {"type": "edit", **place, "operations": [edit], "label": str(number)})


def killed(path: str, first: int, chance: random.Random) -> list[int]:
    """Live once and be killed; the numbers of the edits that were confirmed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            live(path, first, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours) as answers:
        assert answers.readline() == "open\n"
        # On a busy machine the time alone may be too short for any edit.
        confirmed = "".join(answers.readline() for _ in range(chance.randrange(FIRST)))
        time.sleep(chance.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "an edit failed before the kill"
        return [int(number) for number in (confirmed + answers.read()).split()]


def main(path: str, times: str, seed: str) -> None:
    """Live and be killed so many times; a line of JSON each."""
    chance, first = random.Random(int(seed)), 1
    for _ in range(int(times)):
        confirmed = killed(path, first, chance)
        print(json.dumps(confirmed), flush=True)
        sys.stdin.readline()  # until the file was looked at
        first = max([first, *(number + 1 for number in confirmed)])


if __name__ == "__main__":
    main(*sys.argv[1:])
