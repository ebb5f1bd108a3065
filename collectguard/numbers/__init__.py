"""One spelling a number: the key and the class of the other side."""

from collectguard.numbers.identify import identify
from collectguard.numbers.party import Party

__all__ = ["Party", "identify"]
