"""What feelings in words and smileys are as scores of -2 to 2, in the tables that people write."""

from __future__ import annotations

import unicodedata

from cjm_widgets.document.names import slug

_WORDS = {
    2: "amazed, delighted, ecstatic, enthusiastic, excited, joyful, love, thrilled, very good, very happy, "
    "very positive, very satisfied",
    1: "calm, confident, content, curious, eager, engaged, glad, good, grateful, happy, hopeful, inspired, "
    "interested, motivated, optimistic, pleased, positive, proud, reassured, relaxed, relieved, satisfied",
    0: "indifferent, mixed, neutral, ok, okay, so so, undecided",
    -1: "annoyed, anxious, bad, bored, concerned, confused, disappointed, dissatisfied, doubtful, hesitant, "
    "impatient, insecure, irritated, negative, nervous, overwhelmed, sad, sceptical, skeptical, stressed, "
    "tired, uncertain, uneasy, unhappy, unsatisfied, unsure, worried",
    -2: "angry, desperate, frustrated, furious, hate, very bad, very dissatisfied, very negative, "
    "very unhappy, very unsatisfied",
}
_SMILEYS = {
    2: "😀😁😃😄😆😍🤩🥰😻🥳😂🤣❤",
    1: "🙂😊☺😌😉😋😎😺👍🤗",
    0: "😐😑😶🤔😏🫤",
    -1: "🙁☹😕😟😞😔😒😓😥😢😰😨😩😫🥱👎😬",
    -2: "😡😠🤬😤😭😱😖😣😾💔",
}
_SIGNS = {":D": 2, ":-D": 2, ":)": 1, ":-)": 1, ":|": 0, ":-|": 0, ":/": -1, ":-/": -1, ":(": -1, ":-(": -1}
_OF_WORDS = {slug(word): float(score) for score, words in _WORDS.items() for word in words.split(", ")}
_OF_SMILEYS = {smiley: float(score) for score, smileys in _SMILEYS.items() for smiley in smileys}


def feeling_score(text: str) -> float | None:
    """The score from -2 to 2 that a word or a smiley stands for, or None where it is not a known one.

    Examples
    --------
    >>> feeling_score("Very happy"), feeling_score("😐"), feeling_score("parks the car")
    (2.0, 0.0, None)
    """
    bare = text.strip()
    if bare in _SIGNS:
        return float(_SIGNS[bare])
    smiley = "".join(char for char in bare if unicodedata.category(char) not in ("Mn", "Sk", "Cf"))
    return _OF_SMILEYS.get(smiley, _OF_WORDS.get(slug(bare)))
