"""The colours of a picture: those of the screen, whose style sheet mixes them from the host's theme."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from cjm_widgets.document.errors import CjmError, listing, nearest


@dataclass(frozen=True)
class Palette:
    """What each colour is for; see the style sheet's tokens of the same names."""

    bg: str
    ink: str
    text: str
    text_2: str
    text_3: str
    soft: str
    data_bg: str
    line: str
    faint: str
    edge: str
    dash: str
    way: str
    way_tip: str
    border: str
    back: str
    zone_high: str
    zone_low: str
    avatar: str
    above: str
    below: str
    plain: str
    emo_0: str
    emo_2: str
    emo_3: str
    emo_4: str
    p1: str
    p2: str
    p3: str
    p4: str
    p5: str
    on: str

    @property
    def personas(self) -> tuple[str, ...]:
        """In the order of the personas."""
        return self.p1, self.p2, self.p3, self.p4, self.p5


LIGHT = Palette(
    bg="#ffffff",
    ink="#000000",
    text="#1f1f1f",
    text_2="#525252",
    text_3="#6b6b6b",
    soft="#f2f2f2",
    data_bg="#ffffff",
    line="#e8e8e8",
    faint="#f2f2f2",
    edge="#d4d4d4",
    dash="#b8b8b8",
    way="#a3a3a3",
    way_tip="#858585",
    border="#e0e0e0",
    back="#fafafa",
    zone_high="#f6fafb",
    zone_low="#fcf8f3",
    avatar="#e6e6e6",
    above="#c3dce3",
    below="#e2cfbd",
    plain="#d2d2d2",
    emo_0="#8f4700",
    emo_2="#857d76",
    emo_3="#1a7a94",
    emo_4="#0a4f63",
    p1="#5a49c6",
    p2="#c0397b",
    p3="#6d6d03",
    p4="#503102",
    p5="#1b3731",
    on="#ffffff",
)
DARK = Palette(
    bg="#111111",
    ink="#ffffff",
    text="#e2e2e2",
    text_2="#b8b8b8",
    text_3="#a0a0a0",
    soft="#292929",
    data_bg="#1d1d1d",
    line="#2b2b2b",
    faint="#222222",
    edge="#4a4a4a",
    dash="#5d5d5d",
    way="#676767",
    way_tip="#838383",
    border="#424242",
    back="#161616",
    zone_high="#141719",
    zone_low="#1b1714",
    avatar="#292929",
    above="#233a44",
    below="#4f3b24",
    plain="#3c3c3c",
    emo_0="#ffb259",
    emo_2="#8f8983",
    emo_3="#56b0d6",
    emo_4="#a5dff7",
    p1="#a79bff",
    p2="#ff8cc0",
    p3="#8fd14f",
    p4="#ffe2b0",
    p5="#5f9e8f",
    on="#111111",
)
BY_READER = Palette(**{field.name: f"var(--{field.name.replace('_', '-')})" for field in fields(Palette)})
"""For a picture inside a page whose style sheet declares the colours, once for each theme."""

THEMES = {"light": LIGHT, "dark": DARK}


def palette_of(theme: str) -> Palette:
    """The colours of a theme.

    Raises
    ------
    CjmError
        No such theme; names the nearest.
    """
    if theme not in THEMES:
        close = nearest(str(theme), THEMES)
        hint = f"; did you mean {close!r}?" if close else "."
        raise CjmError(f"no theme {theme!r}{hint} Themes: {listing(THEMES)}")
    return THEMES[theme]


def style_of(palette: Palette) -> str:
    """A palette as declarations of a style sheet, for `BY_READER`."""
    return "".join(f"--{name.replace('_', '-')}:{colour};" for name, colour in asdict(palette).items())
