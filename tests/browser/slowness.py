"""A slow machine, made to happen: ``CJM_SLOW=1 pytest tests/browser/...`` shows what looks too early.

A timer, the next frame and the answer of a kernel come so late that whoever does not wait for them goes on
before. On a busy machine the same happens once in a hundred times.
"""

from __future__ import annotations

import os

SLOW = os.environ.get("CJM_SLOW") == "1"
DELAY = 150
"""ms by which everything is late; the test itself takes a few between two steps."""
SCRIPT = f"""(() => {{
    const late = globalThis.setTimeout.bind(globalThis);
    const soon = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.setTimeout = (task, time = 0, ...more) => late(task, time + {DELAY}, ...more);
    const waiting = new Map();
    let last = 0;
    globalThis.requestAnimationFrame = (task) => {{
        const number = --last;
        waiting.set(number, late(() => {{ waiting.delete(number); soon(task); }}, {DELAY}));
        return number;
    }};
    const cancel = globalThis.cancelAnimationFrame.bind(globalThis);
    globalThis.cancelAnimationFrame = (number) => {{
        clearTimeout(waiting.get(number));
        waiting.delete(number);
        if (number > 0) cancel(number);
    }};
    /** What a kernel says, in order, each late by as much. */
    globalThis.overTheWire = (value) => new Promise((resolve) => late(() => resolve(value), {DELAY}));
}})();"""


def slowed(model: str) -> str:
    """The model of the plain page, whose kernel takes its time to answer."""
    slow = model.replace(
        "await globalThis.kernel(content)", "await overTheWire(await globalThis.kernel(content))"
    )
    slow = slow.replace(
        "deliver: (messages) => model.deliver(messages)",
        "deliver: (messages) => { const to = model; overTheWire().then(() => to.deliver(messages)); }",
    )
    assert slow.count("overTheWire") == 2
    return slow
