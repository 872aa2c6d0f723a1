"""A kernel's place in the room of a map: it joins without a browser, by its own connection to the server.

All that is shared is read and written in one thread with a loop of its own, so that it goes on while a cell
runs; the shared document never leaves that thread. Others hand it entries, and hear of news there.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import logging
import secrets
import threading
import weakref
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from cjm_widgets.collaboration.journal import Fold, JournalState
from cjm_widgets.collaboration.kernel_server import PATIENCE, KernelServer, kernel_server
from cjm_widgets.document.operations import Operation

if TYPE_CHECKING:
    from tornado.websocket import WebSocketClientConnection

    from cjm_widgets.collaboration.shared_map import SharedMap

_LOG = logging.getLogger(__name__)
T = TypeVar("T")

AGAIN = 1.0
"""Seconds between attempts to come back, and between requests to save."""
BUSY = 0.05
"""Seconds until one who was busy hears of news again."""
PRESENCE = 10.0
"""Seconds between signs of life, without which a room forgets who is there."""
FAREWELL = 2.0
"""Seconds that a process which ends may take to hand over what it has."""
_MOST_BYTES = 1 << 30
_SYNC, _ANSWER, _RAW = 0, 1, 2
"""Kinds of messages: what is shared, what was missing of it; words to the server."""


class RoomClient:
    """One who has the map of a room open.

    Parameters
    ----------
    server
        The server that has the room.
    name
        The file, as the server names it.

    Attributes
    ----------
    client : str
        Names it among all that ever edit the map.
    fold : Fold
        The map as it was at the last ``renew``.
    is_here : bool
        Whether the room can be reached now.
    on_news
        Called in the thread of the rooms whenever something came, or the room was lost or reached; answers
        whether it could take that up now, and is called again soon where it could not.
    """

    def __init__(self, server: KernelServer, name: str) -> None:
        self.client = secrets.token_hex(8)
        self.fold = Fold()
        self.is_here = False
        self.on_news: Callable[[], bool] = lambda: True
        self.seq = 0
        self._server = server
        self._name = name
        self._outbox: deque[str] = deque()
        self._map: SharedMap | None = None
        self._awareness: Any = None
        self._socket: WebSocketClientConnection | None = None
        self._is_receiving = False
        self._is_asking = False
        self._task: asyncio.Task[None] | None = None
        self._subscription: Any = None

    # --- from any thread

    def join(self) -> bool:
        """Go in, and wait for the map; whether that was possible."""
        try:
            _run(self._join(), PATIENCE * 2)
        except OSError:  # a TimeoutError is one
            is_possible = False
        else:
            is_possible = self.fold.document is not None  # otherwise the file holds no map now
        if is_possible:
            _HERE.add(self)
        else:
            self.leave()
        return is_possible

    def append(self, operations: Sequence[Operation], label: str, seen: dict[str, int] | None) -> int:
        """Add an edit to the journal; its number. It is sent when the room can be reached."""
        self.seq += 1
        entry = {"client": self.client, "seq": self.seq, "operations": operations, "label": label}
        if seen is not None:
            entry["seen"] = seen
        self._outbox.append(msgspec.json.encode(entry).decode())
        _loop().call_soon_threadsafe(self._put)
        return self.seq

    def save(self, seconds: float) -> bool:
        """Have the server save all that the journal has; whether it has within so many seconds."""
        return _run(self._save(seconds), seconds + PATIENCE)

    def leave(self) -> None:
        """Hand over what is left, and go."""
        _HERE.discard(self)
        _run(self._leave(), FAREWELL, must=False)

    def soon(self) -> None:
        """Hear of news soon, as if something had come."""
        _loop().call_soon_threadsafe(self._ask)

    # --- in the thread of the rooms

    def renew(self) -> JournalState | None:
        """Fold what is shared now, with all that was appended; None while there is nothing."""
        self._put()
        state = self._map.state if self._map else None
        if state is not None:
            self.fold.renew(state.base, state.upto, state.entries, state.seals)
        return state

    async def _join(self) -> None:
        from jupyter_ydoc import ydocs  # first: it loads the module of the shared map
        from pycrdt import Awareness, Doc

        ydoc = Doc()
        self._awareness = Awareness(ydoc)
        user = {"username": self.client, "name": "Python", "display_name": "Python", "initials": "Py"}
        self._awareness.set_local_state({"user": user, "cjm": self.client})
        self._map = ydocs["cjm"](ydoc)
        self._subscription = ydoc.observe(self._hear)
        socket = await self._connect()
        arrival = asyncio.Event()
        self._task = asyncio.create_task(self._stay(socket, arrival))
        await asyncio.wait_for(arrival.wait(), PATIENCE)
        self.renew()

    async def _connect(self) -> WebSocketClientConnection:
        """A connection to the room; raises OSError where there is none."""
        from tornado.httpclient import HTTPClientError, HTTPRequest
        from tornado.websocket import WebSocketError, websocket_connect

        address = await self._server.room_of(self._name)
        request = HTTPRequest(address, headers=self._server.headers, connect_timeout=PATIENCE)
        try:
            return await websocket_connect(request, max_message_size=_MOST_BYTES)
        except (HTTPClientError, WebSocketError) as error:
            raise OSError(f"the room cannot be reached: {error}") from None

    async def _stay(self, socket: WebSocketClientConnection, arrival: asyncio.Event) -> None:
        """Listen, and come back whenever the connection is lost."""
        while True:
            await self._listen(socket, arrival)
            self._socket, self.is_here = None, False
            _LOG.info("lost the room of %s", self._name)
            self._ask()
            while not (again := await self._come_back()):
                pass
            socket = again

    async def _come_back(self) -> WebSocketClientConnection | None:
        await asyncio.sleep(AGAIN)
        try:
            return await self._connect()
        except OSError:
            return None

    async def _listen(self, socket: WebSocketClientConnection, arrival: asyncio.Event) -> None:
        from pycrdt import create_sync_message, handle_sync_message

        assert self._map is not None
        self._socket = socket
        self._send(create_sync_message(self._map.ydoc))
        presence = asyncio.create_task(self._be_present())
        try:
            while (message := await socket.read_message()) is not None:
                if not isinstance(message, bytes) or message[0] != _SYNC:
                    continue
                self._is_receiving = True
                try:
                    reply = handle_sync_message(message[1:], self._map.ydoc)
                finally:
                    self._is_receiving = False
                if reply is not None:
                    self._send(reply)
                if message[1] == _ANSWER:
                    self.is_here = True
                    _LOG.info("reached the room of %s", self._name)
                    arrival.set()
                    self._ask()
        finally:
            presence.cancel()

    async def _be_present(self) -> None:
        from pycrdt import create_awareness_message

        awareness = self._awareness
        while True:
            self._send(create_awareness_message(awareness.encode_awareness_update([awareness.client_id])))
            await asyncio.sleep(PRESENCE)
            awareness.set_local_state(awareness.get_local_state())

    async def _save(self, seconds: float) -> bool:
        from pycrdt import Encoder

        self._put()
        loop = asyncio.get_running_loop()
        start = loop.time()
        request = Encoder()
        request.write_var_uint(_RAW)
        request.write_var_string("save")
        request.write_var_uint(0)
        asks = 0
        while not self._is_on_disk():
            if loop.time() > start + seconds:
                return False
            if loop.time() >= start + asks * AGAIN:
                asks += 1
                self._send(request.to_bytes())
            await asyncio.sleep(BUSY)
        return True

    def _is_on_disk(self) -> bool:
        state = self._map.state if self._map else None
        if state is None or state.head.broken or not self.is_here:
            return False
        authors = ((value["client"], value["seq"]) for value in map(json.loads, state.entries))
        return all(seq <= state.on_disk.get(client, 0) for client, seq in authors)

    async def _leave(self) -> None:
        from pycrdt import create_awareness_message

        self._put()
        if self._task:
            self._task.cancel()
        if self._socket and self._awareness:
            awareness = self._awareness
            awareness.set_local_state(None)
            self._send(create_awareness_message(awareness.encode_awareness_update([awareness.client_id])))
            self._socket.close()
        self._socket = self._map = self._awareness = self._subscription = None
        self.is_here = False

    def _put(self) -> None:
        while self._outbox and self._map is not None:
            self._map.append(self._outbox.popleft())

    def _hear(self, event: Any) -> None:
        """What is shared has changed: others are to know of what was written here."""
        if not self._is_receiving:
            from pycrdt import create_update_message

            self._send(create_update_message(event.update))
        if not self._is_asking:
            self._is_asking = True
            asyncio.get_running_loop().call_soon(self._ask)

    def _ask(self) -> None:
        self._is_asking = False
        if self._map is not None and not self.on_news() and not self._is_asking:
            self._is_asking = True
            asyncio.get_running_loop().call_later(BUSY, self._ask)

    def _send(self, message: bytes) -> None:
        """Send what the server gets anyway when the connection is back, where there is none now."""
        from tornado.websocket import WebSocketClosedError

        if self._socket is None:
            return
        try:
            sending = self._socket.write_message(message, binary=True)
        except WebSocketClosedError:
            self.is_here = False
        else:
            sending.add_done_callback(lambda done: done.exception())  # whoever listens hears that it closed


def join_room(path: Path) -> RoomClient | None:
    """Go into the room of a file, on the server that started this kernel; None where there is none."""
    server = kernel_server()
    name = server and server.names(path)
    if server is None or name is None or not find_spec("jupyter_ydoc"):
        return None
    room = RoomClient(server, name)
    return room if room.join() else None


_HERE: weakref.WeakSet[RoomClient] = weakref.WeakSet()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.SelectorEventLoop()  # the one of all systems that tornado works with
    threading.Thread(target=loop.run_forever, name="rooms of maps", daemon=True).start()
    return loop


def _run(work: Coroutine[Any, Any, T], seconds: float, *, must: bool = True) -> T:
    """Do something in the thread of the rooms, and wait for it."""
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        return future.result(seconds)
    except TimeoutError:
        future.cancel()
        if must:
            raise
        return None  # type: ignore[return-value]


@atexit.register
def _leave_all() -> None:
    for room in list(_HERE):
        room.leave()
