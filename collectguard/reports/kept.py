"""What several documents ask of one case is worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")


def kept(work_out: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """The same function, which works its result out when a subject is first asked about.

    The result stays with the subject, which nothing may change, and goes when that goes. A subject made by
    `dataclasses.replace` starts anew.
    """
    name = f"_{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def asked(subject: Subject) -> Result:
        results = vars(subject)
        if name not in results:
            results[name] = work_out(subject)
        result: Result = results[name]
        return result

    return asked
