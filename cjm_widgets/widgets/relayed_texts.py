"""What the pages that show a map tell each other beside it: who is here, and where a workshop is.

The kernel relays these texts and reads none of them. They are no part of the document, and no file has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

PAGE = "page:"
"""Begins the names under which pages speak of themselves."""
SILENT = 4
"""A page is gone when another one has renewed what it says so many times, and it has not."""
MOST = 2_000
"""Texts that are relayed at once."""


class RelayedTexts:
    """Texts by their names.

    Examples
    --------
    >>> texts = RelayedTexts()
    >>> texts.take("ana", 1, {"page:1": "{}", "session": "Ideas"})
    {'page:1': '{}', 'session': 'Ideas'}
    >>> texts.take("ana", 3, {"session": "Votes"}), texts.take("ana", 2, {"session": "Groups"})
    ({'session': 'Votes'}, {})
    """

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        """The latest change of each client to each text: messages overtake each other."""
        self._silence: dict[str, Counter[str]] = {}
        """By the names of their texts, how often each other page has renewed its own since a page spoke."""
        self._page_of: dict[str, str] = {}

    def take(self, client: str, number: int, texts: Mapping[str, str | None]) -> dict[str, str | None]:
        """Change texts; answers what is new of it, and of pages that are gone.

        Parameters
        ----------
        client
            Whose change it is.
        number
            Counts up for each client; a change that a later one of the same text has overtaken is passed
            over.
        texts
            By their names; None takes a text away.
        """
        news: dict[str, str | None] = {}
        for name, text in texts.items():
            if self._numbers.get((client, name), 0) >= number:
                continue
            self._numbers[client, name] = number
            if name.startswith(PAGE):
                self._page_of[client] = name
                is_renewed = text is not None and self.texts.get(name) == text
                news |= self._hear(name, is_renewed=is_renewed)
            if self.texts.get(name) == text or (text and name not in self.texts and len(self.texts) >= MOST):
                continue
            news[name] = text
            if text is None:
                self._drop(name)
            else:
                self.texts[name] = text
        return news

    def has_left(self, client: str) -> bool:
        """Whether the page of a client has been here and is gone."""
        return client in self._page_of and self._page_of[client] not in self.texts

    def _hear(self, page: str, *, is_renewed: bool) -> dict[str, None]:
        """Note that a page is alive; those that have been silent for too long."""
        self._silence[page] = Counter()
        silent = []
        for other in [name for name in self._silence if name != page and is_renewed]:
            self._silence[other][page] += 1
            if self._silence[other][page] >= SILENT:
                silent.append(other)
        for other in silent:
            self._drop(other)
        return dict.fromkeys(silent)

    def _drop(self, name: str) -> None:
        self.texts.pop(name, None)
        self._silence.pop(name, None)
