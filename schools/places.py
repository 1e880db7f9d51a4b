"""How places are spelled, and where a postcode lies."""

from __future__ import annotations

import re

from schools.models import Postcode

SMALL_WORDS = {
    "aan",
    "aen",
    "bij",
    "de",
    "den",
    "der",
    "en",
    "het",
    "in",
    "met",
    "of",
    "op",
    "over",
    "te",
    "ten",
    "ter",
    "van",
}


def proper_place(name: str) -> str:
    """A place from a register in capitals as people write it: «AA EN HUNZE» becomes «Aa en Hunze»."""
    if name != name.upper():
        return name
    words = re.split(r"([ -])", name.lower())
    spelled = [word if index and word in SMALL_WORDS else _capital(word) for index, word in enumerate(words)]
    return "".join(spelled)


def _capital(word: str) -> str:
    if word.startswith("ij"):
        return "IJ" + word[2:]
    if word.startswith("'"):
        return word
    return word[:1].upper() + word[1:]


def locations(country: str) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of every postcode of a country."""
    rows = Postcode.objects.filter(country=country).values_list("code", "latitude", "longitude")
    return {code: (latitude, longitude) for code, latitude, longitude in rows}


def postcode_key(postcode: str) -> str:
    """The part of a postcode that places it: its four digits, in Belgium and the Netherlands alike."""
    return postcode.strip()[:4]
