"""A page inside another one: a frame that holds all of it, and is as high as what it shows."""

from __future__ import annotations

from html import escape

from cjm_widgets.render.words import printable

_HEIGHT = 640
"""Px until the page inside has said how high it is, and where no script runs."""


class FrameMarkup(str):
    """The HTML of a frame, which a notebook shows as such; where text is all there is, it says what it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<the page of a map in a frame, {len(self):,} characters of HTML>"

    def _repr_html_(self) -> str:
        return str(self)


def frame_markup(page: str, title: str) -> FrameMarkup:
    """A page as a frame that asks for no file.

    Parameters
    ----------
    page
        HTML of the page, whose script makes the frame as high as it is.
    title
        What the frame is called for those who cannot see it.

    Examples
    --------
    >>> frame_markup("<p>A visit</p>", "A visit")[:42]
    '<iframe title="A visit" srcdoc="&lt;p&gt;A'
    """
    return FrameMarkup(
        f'<iframe title="{escape(printable(title))}" srcdoc="{escape(page)}" width="100%" height="{_HEIGHT}" '
        'style="border:0;display:block" allow="fullscreen"></iframe>'
    )
