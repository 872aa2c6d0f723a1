"""Which thread of the kernel takes a view's messages: the one its browser asks for, or else the main one.

Browsers ask for a thread of their own (a subshell), so that edits need not wait for a running cell. Two
hazards: ipykernel 7.4 sends a comm's messages to the thread that spoke last on it instead, which may be the
one that runs the cell; and after a restart by another browser, JupyterLab asks for a subshell of the kernel
before, for which ipykernel has no answer but an error.
"""

from __future__ import annotations

from typing import Any


def route(comm: Any) -> None:
    """Have this comm's messages taken by the thread they ask for, where there is one."""
    if not hasattr(comm, "_reply_subshell_for"):  # by no contract; without it messages go where they ask to
        return

    def thread_for(_: Any, asked: str | None) -> str | None:
        return asked if asked in comm.kernel.shell_channel_thread.manager.list_subshell() else None

    comm._reply_subshell_for = thread_for
