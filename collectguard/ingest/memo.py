"""Values that repeat are worked out once."""

from collections.abc import Callable
from typing import Any


class Memo(dict[Any, Any]):
    """Works out a value when it is first asked for; a hit costs no call."""

    def __init__(self, work_out: Callable[[Any], Any]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self.work_out(key)
        return value
