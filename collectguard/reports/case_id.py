"""A short name of a report that follows from what went into it."""

import hashlib
import json

from collectguard.case import Case


def case_id(case: Case) -> str:
    """Eight hex digits in two groups, such as ``CG-3F2A-91BC``.

    They come from the SHA-256 of the input files, in the order given, from the settings, the case file and
    the user's own rules, and from whose phones the files are, where these are several people's; not from the
    clock: the same files with the same settings give the same name.
    """
    ingredients: list[object] = [list(case.log.sources["sha256"]), case.log.settings.as_dict()]
    if case.log.other_owners:
        ingredients.append(list(case.log.sources["owner"]))
    ingredients += [origin.sha256 for origin in case.companions]
    if case.content and case.content.disabled:
        ingredients.append(case.content.disabled)
    digest = hashlib.sha256(json.dumps(ingredients, sort_keys=True).encode()).hexdigest().upper()
    return f"CG-{digest[:4]}-{digest[4:8]}"
