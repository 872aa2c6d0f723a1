"""Traits whose value lives elsewhere: reading asks for it, assigning is an edit, and both are observable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from traitlets import HasTraits, TraitType
from traitlets.utils.bunch import Bunch

from cjm_widgets.document.errors import InvalidOperationError


class LiveTrait(TraitType[Any, Any]):
    """Read by ``read(owner)`` and written by ``write(owner, value)``; without ``write`` it is computed."""

    def __init__(
        self, read: Callable[[Any], Any], write: Callable[[Any, Any], None] | None = None, *, help: str
    ) -> None:
        super().__init__(help=help)
        self._read = read
        self._write = write

    def get(self, obj: HasTraits, cls: type[Any] | None = None) -> Any:
        """The value now."""
        return self._read(obj)

    def set(self, obj: HasTraits, value: Any) -> None:
        """Assigning is an edit."""
        if self._write is None:
            raise InvalidOperationError(f"{self.name} is computed and cannot be assigned. {self.help}")
        self._write(obj, value)


def announce(owner: HasTraits, name: str, old: Any, new: Any) -> None:
    """Tell the observers of a live trait that it changed."""
    owner.notify_change(Bunch(name=name, old=old, new=new, owner=owner, type="change"))
