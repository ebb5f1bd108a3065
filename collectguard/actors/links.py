"""Links in a message: the domain of their owner, or the whole short link."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from collectguard.actors.vocabulary import vocabulary

_LINK: Final = re.compile(
    r"(?<![A-Za-z0-9@._-])(?P<scheme>https?://(?:[^\s/@]{1,64}@)?|www\.)?"
    r"(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}(?:[A-Za-z]{2,24}|xn--[a-z0-9-]{2,40}|\d{1,3}))"
    r"(?![A-Za-z0-9-])(?::\d{1,5})?(?P<path>/[A-Za-z0-9._~%/?#=&+!$*:@-]{0,200})?",
    re.IGNORECASE,
)
"""Host and path in ASCII letters: Chinese text may follow a link without a blank."""
_ADDRESS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


class Link(NamedTuple):
    """One link."""

    kind: Literal["domain", "link"]
    """``domain``, or ``link`` where the host belongs to everybody."""
    value: str
    """The registered domain; of a short link host and path."""
    shared: bool
    """Whether it says nothing about who sent it: a site of an authority, a platform without a path."""
    start: int
    end: int


def links_of(text: str) -> Iterator[Link]:
    """The links of a `plain` text in their order, also those written without ``http://``."""
    if "." not in text:
        return
    words = vocabulary()
    for match in _LINK.finditer(text):
        host = match["host"].lower()
        ending = host.rpartition(".")[2]
        if ending.isdecimal() and not (match["scheme"] and _ADDRESS.fullmatch(host)):
            continue  # 12118.58
        if not match["scheme"] and ending not in words.bare_endings:
            continue
        domain, owned_by = _owner(host)
        path = (match["path"] or "").rstrip("/.?#&")
        if owned_by == "everybody":
            yield Link("link", f"{host}{path}", shared=not path, start=match.start(), end=match.end())
        else:
            shared = owned_by == "authority"
            yield Link("domain", domain, shared=shared, start=match.start(), end=match.end())


@lru_cache(maxsize=16_384)
def _owner(host: str) -> tuple[str, Literal["authority", "everybody", "somebody"]]:
    """The registered domain of a host, and whose it is."""
    words = vocabulary()
    if _within(host, words.public_domains):
        return registered_domain(host), "authority"
    return registered_domain(host), "everybody" if _within(host, words.shared_hosts) else "somebody"


def without_links(text: str, links: list[Link]) -> str:
    """The text with ``U`` in place of each link."""
    parts, end = [], 0
    for link in links:
        parts += [text[end : link.start], "U"]
        end = link.end
    return "".join((*parts, text[end:]))


def registered_domain(host: str) -> str:
    """What somebody has registered: ``a.pay.example.com.cn`` belongs to ``example.com.cn``.

    By a short table, not by the public suffix list: country codes with ``com``, ``net`` … before them.
    """
    if _ADDRESS.fullmatch(host):
        return host
    labels = host.split(".")
    two_parts = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in vocabulary().second_levels
    return ".".join(labels[-3:] if two_parts else labels[-2:])


def _within(host: str, domains: frozenset[str]) -> bool:
    """Whether the host is one of the domains or lies under one."""
    labels = host.split(".")
    return any(".".join(labels[place:]) in domains for place in range(len(labels)))
