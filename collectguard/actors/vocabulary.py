"""The words and names of ``traces.toml``, ready for use."""

import importlib.resources
import re
import tomllib
from functools import cache
from typing import NamedTuple


class Vocabulary(NamedTuple):
    """What the file says."""

    generic_signatures: frozenset[str]
    """As `signatures.signatures_of` gives names: simplified, small letters."""
    shared_hosts: frozenset[str]
    """Shorteners and platforms."""
    public_domains: frozenset[str]
    second_levels: frozenset[str]
    bare_endings: frozenset[str]
    pressing: re.Pattern[str]
    not_pressing: re.Pattern[str]
    traditional: re.Pattern[str]
    """One character that has a simplified form."""
    simplified: dict[int, str]
    """For ``str.translate``."""


@cache
def vocabulary() -> Vocabulary:
    """The file, read once."""
    file = importlib.resources.files("collectguard.actors").joinpath("traces.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    pairs = zip(data["simplified"]["traditional"], data["simplified"]["simple"], strict=True)
    return Vocabulary(
        generic_signatures=frozenset(data["generic_signatures"]),
        shared_hosts=frozenset(data["shorteners"]) | frozenset(data["platforms"]),
        public_domains=frozenset(data["public_domains"]),
        second_levels=frozenset(data["second_levels"]),
        bare_endings=frozenset(data["bare_endings"]),
        pressing=re.compile("|".join(data["debt"]["any"])),
        not_pressing=re.compile("|".join(data["debt"]["unless"])),
        traditional=re.compile(f"[{data['simplified']['traditional']}]"),
        simplified={ord(traditional): simple for traditional, simple in pairs},
    )
