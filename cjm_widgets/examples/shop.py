"""The clicks of a made-up shop, and what its visitors said: on phones the address form has a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

SHOP_PAGES: dict[str, str] = {
    "/search*": "Search",
    "/item/*": "Product",
    "/basket": "Basket",
    "/delivery*": "Delivery",
    "/payment": "Payment",
    "/thanks": "Thanks",
}
"""The stage that each page of `shop_clicks` is about, for ``match="glob"``."""

SHOP_QUESTIONS: dict[str, str] = {
    "q_search": "Search",
    "q_product": "Product",
    "q_basket": "Basket",
    "q_delivery": "Delivery",
    "q_payment": "Payment",
}
"""The stage that each question of `shop_survey` is about."""

_VISITORS, _SEED, _ANSWERING = 2000, 41, 0.6
_ON = (0.78, 0.62, 0.7, 0.8, 0.93)
"""The chance of one who is neither pleased nor displeased to go on from each page."""
_FAULT = 0.55
"""The chance that the address form on a phone sends a visitor back to the basket."""
_PLACES = ("/search", "/item/{}", "/basket", "/delivery", "/payment", "/thanks")
_MINUTES = (1.2, 2.0, 1.5, 2.5, 1.2)
_BACK = 0.25
"""The chance to go back to the search from an item, and to look at another one."""


def shop_clicks() -> pd.DataFrame:
    """The clicks of 2,000 visitors of a shop, one row a page view; all of it is invented.

    Visitors who are pleased go on more often. The address form has a fault: on phones it sends more than half
    of those who fill it in back to the basket, and does so again when they come back.

    Returns
    -------
    pandas.DataFrame
        ``visitor`` (text), ``page``, ``at`` (a time of March 2026), ``device`` (``computer`` or ``phone``),
        in the order of time.

    Examples
    --------
    >>> from cjm_widgets.examples import shop_clicks
    >>> shop_clicks()[["visitor", "page", "device"]].head(2).to_numpy().tolist()
    [['v0057', '/search', 'phone'], ['v0978', '/search', 'computer']]
    """
    return _visits()[0]


def shop_survey() -> pd.DataFrame:
    """What six of ten of those visitors said about the pages they came to, one row a visitor.

    Visitors answer a page only if they came to it: later pages are rated by those who stayed.

    Returns
    -------
    pandas.DataFrame
        ``visitor`` as in `shop_clicks`, and the questions of `SHOP_QUESTIONS`, 1 (bad) to 5 (good), blank
        where a visitor did not come to the page.

    Examples
    --------
    >>> from cjm_widgets.examples import shop_survey
    >>> shop_survey().shape
    (1214, 6)
    """
    return _visits()[1]


def _visits() -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    random = np.random.default_rng(_SEED)
    clicks: list[tuple[str, str, float, str]] = []
    answers: list[dict[str, Any]] = []
    for number in range(_VISITORS):
        visitor = f"v{number:04}"
        device = "phone" if random.random() < 0.55 else "computer"
        pages, said = _way(random, device)
        at = random.uniform(0, 28 * 24 * 60)
        for page, minutes in pages:
            clicks.append((visitor, page, at, device))
            at += minutes
        if random.random() < _ANSWERING:
            answers.append({"visitor": visitor, **dict(zip(SHOP_QUESTIONS, said, strict=False))})
    log = pd.DataFrame(clicks, columns=["visitor", "page", "minute", "device"]).sort_values("minute")
    seconds = pd.to_timedelta((log.pop("minute") * 60).round(), unit="s")
    log.insert(2, "at", pd.Timestamp("2026-03-01") + seconds)
    survey = pd.DataFrame(answers, columns=["visitor", *SHOP_QUESTIONS]).astype(
        dict.fromkeys(SHOP_QUESTIONS, "Int64")
    )
    return log.reset_index(drop=True), survey


def _way(random: np.random.Generator, device: str) -> tuple[list[tuple[str, float]], list[int]]:
    """The pages of one visitor, each with the minutes spent there, and what they say of each stage."""
    pages: list[tuple[str, float]] = []
    said: list[int] = []
    mood, stage, returns = random.normal(0, 0.8), 0, 0
    while True:
        page = _PLACES[stage].format(random.integers(10, 99))
        minutes = float(random.gamma(2, _MINUTES[min(stage, 4)] / 2)) + 0.1
        pages.append((page, minutes))
        if stage == len(_PLACES) - 1:
            return pages, said
        if stage == len(said):
            said.append(int(np.clip(round(3.6 + mood + random.normal(0, 0.6)), 1, 5)))
        if stage == 3 and device == "phone" and random.random() < _FAULT:
            said[3] = max(1, said[3] - 2)
            mood, stage, returns = mood - 1.0, 2, returns + 1
            if returns > 1 and random.random() < 0.6:
                return pages, said
            continue
        if stage == 1 and random.random() < _BACK:
            stage = 0
            continue
        if random.random() > np.clip(_ON[stage] + 0.1 * (said[stage] - 3), 0.05, 0.99):
            return pages, said
        stage += 1
