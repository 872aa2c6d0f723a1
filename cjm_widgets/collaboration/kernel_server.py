"""The Jupyter server that started this kernel, and which of its rooms holds a file.

Jupyter names the server's process in the environment of a kernel, and the server keeps its address and its
token in a file that only its user can read. Where any of that is missing (another machine, a gateway, a
server with a password only), there is no room, and the file is saved by the kernel itself.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

PATIENCE = 5.0
"""Seconds that a server may take to answer."""


class KernelServer(NamedTuple):
    """A server's address with a slash at its end, its token ("" where it needs none), and its folder."""

    url: str
    token: str
    root: Path

    @property
    def headers(self) -> dict[str, str]:
        """Those of every request."""
        return {"Authorization": f"token {self.token}"} if self.token else {}

    def names(self, path: Path) -> str | None:
        """A file's path as the server writes it; None where the server does not see the file."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return None

    async def room_of(self, name: str) -> str:
        """The address of the room of a file, for this session; OSError where there is none."""
        from tornado.httpclient import AsyncHTTPClient, HTTPClientError

        try:
            answer = await AsyncHTTPClient().fetch(
                f"{self.url}api/collaboration/session/{quote(name)}",
                method="PUT",
                headers=self.headers,
                body=json.dumps({"format": "text", "type": "cjm"}),
                request_timeout=PATIENCE,
            )
        except HTTPClientError as error:
            raise OSError(f"the server has no room for {name}: {error}") from None
        try:
            session: dict[str, Any] = json.loads(answer.body)
            room = f"api/collaboration/room/text:cjm:{session['fileId']}"
            query = f"sessionId={quote(session['sessionId'])}"
        except (ValueError, KeyError, TypeError):
            raise OSError(f"the server does not say where the room for {name} is") from None
        return f"{self.url.replace('http', 'ws', 1)}{room}?{query}"


def kernel_server() -> KernelServer | None:
    """The server that started this process; None where no Jupyter server did, or it cannot be reached so."""
    if "JPY_PARENT_PID" not in os.environ:
        return None
    from jupyter_core.paths import jupyter_runtime_dir

    # On Windows the variable is a handle, and the process that started this one its parent.
    for pid in (os.environ["JPY_PARENT_PID"], str(os.getppid())):
        try:
            text = Path(jupyter_runtime_dir(), f"jpserver-{pid}.json").read_text(encoding="utf-8")
            server: dict[str, Any] = json.loads(text)
            known = KernelServer(server["url"], server.get("token", ""), Path(server["root_dir"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # not there, half written, or of another kind of server
        return None if server.get("sock") else known
    return None
