"""Numbers that libphonenumber knows: landlines and mobiles of all countries, short codes outside China.

This module loads libphonenumber; whoever can do without imports it late.
"""

import re

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberType, ValidationResult, shortnumberinfo

from collectguard.numbers import china
from collectguard.numbers.party import Party

_LONGEST_NUMBER = 17
_SHORT_CODE_LENGTHS = range(3, 7)
_CHINA = 86

_CLASSES = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.PREMIUM_RATE: "shared_cost",
    PhoneNumberType.SHARED_COST: "shared_cost",
    PhoneNumberType.VOIP: "landline",
    PhoneNumberType.PERSONAL_NUMBER: "mobile",
    PhoneNumberType.PAGER: "mobile",
    PhoneNumberType.UAN: "shared_cost",
    PhoneNumberType.VOICEMAIL: "landline",
}
"""Where a plan does not tell mobiles from fixed lines (North America), ``mobile``."""

_SUBSCRIBER_CLASSES = frozenset({"landline", "mobile"})
_COULD_BE_LOCAL = frozenset({"landline", "unparsed"})


def identify(number: str, region: str, area_code: str | None) -> Party | None:
    """The party of a number as a phone of ``region`` writes it; ``None`` where it fits no plan.

    Outside China a number needs not be valid, only complete: of a possible length, and with its
    country code or in the full national form. In China it must be valid, since its plan has so many
    lengths that a cut-off mobile is "possible". Chinese numbers seen abroad get their Chinese class;
    their short codes carry +86, so that they are not taken for codes of ``region``.

    Args:
        number: Digits, with or without ``+``.
        region: ISO 3166 code. A region that does not exist has no national numbers.
        area_code: Without trunk zero; completes a number written without one.
    """
    if region != "CN":
        chinese = _chinese_seen_abroad(number, region)
        if chinese:
            return chinese
        if _is_short_code(number, region) or (number.isdecimal() and len(number) in _SHORT_CODE_LENGTHS):
            return _full_number_of_few_digits(number, region) or Party(f"short:{number}", "short")
    if len(number) > _LONGEST_NUMBER + len("+0011"):
        return None
    party = _full_number(number, region)
    if area_code and (party is None or party.party_class in _COULD_BE_LOCAL):
        return _completed(number, region, area_code) or party
    return party


def _completed(number: str, region: str, area_code: str) -> Party | None:
    """The valid number that a local one makes with its area code, which in Italy begins with 0."""
    if number.startswith(("+", "0")):
        return None
    for prefix in (area_code, f"0{area_code}"):
        party = _full_number(prefix + number, region, must_be_valid=True)
        if party:
            return party
    return None


def _full_number_of_few_digits(number: str, region: str) -> Party | None:
    """What few digits are besides a short code: a number of a small country, an Australian 13 12 34."""
    if _is_short_code(number, region):
        return None
    party = _full_number(number, region, must_be_valid=True)
    if party and party.party_class in _SUBSCRIBER_CLASSES and _trunk_prefix(region):
        return None  # a Berlin number without its 030: any five digits could be one
    return party


def _full_number(number: str, region: str, *, must_be_valid: bool = False) -> Party | None:
    try:
        parsed = _stable(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        possible = phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE
        if must_be_valid or parsed.country_code == _CHINA or not possible:
            return None
        if not _is_complete(number, parsed, region):
            return None
    if parsed.country_code == _CHINA:
        chinese = china.after_country_code(phonenumbers.national_significant_number(parsed))
        if chinese:
            return chinese
    return Party(_e164(parsed), _party_class(parsed, region))


def _stable(parsed: PhoneNumber) -> PhoneNumber:
    """The number whose E.164 form reads as itself: +44 (0)(0)7700… loses one zero each time."""
    for _ in range(_LONGEST_NUMBER):
        again = phonenumbers.parse(_e164(parsed), None)
        if _e164(again) == _e164(parsed):
            break
        parsed = again
    return parsed


def _e164(parsed: PhoneNumber) -> str:
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _is_complete(number: str, parsed: PhoneNumber, region: str) -> bool:
    """Whether a number that is not valid was at least written in full, not as a local part."""
    metadata = PhoneMetadata.metadata_for_region(region, None)
    if number.startswith("+") or metadata is None or parsed.country_code != metadata.country_code:
        return True
    if number == _e164(parsed)[1:]:  # 447700900123 at home: the country code without its plus
        return True
    trunk = _trunk_prefix(region)
    one_length = metadata.general_desc is not None and len(metadata.general_desc.possible_length) == 1
    return trunk is None or one_length or number.startswith(trunk)


def _trunk_prefix(region: str) -> str | None:
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return metadata.national_prefix if metadata else None


def _party_class(parsed: PhoneNumber, region: str) -> str:
    if parsed.country_code not in {phonenumbers.country_code_for_region(region), _CHINA}:
        return "foreign"
    known = _CLASSES.get(phonenumbers.number_type(parsed))
    if known:
        return known
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return "mobile" if metadata is not None and _one_pattern(metadata) else "unparsed"


def _one_pattern(metadata: PhoneMetadata) -> bool:
    fixed, mobile = metadata.fixed_line, metadata.mobile
    return (
        fixed is not None
        and mobile is not None
        and (fixed.national_number_pattern == mobile.national_number_pattern)
    )


def _is_short_code(number: str, region: str) -> bool:
    if not number.isdecimal() or region not in phonenumbers.SUPPORTED_SHORT_REGIONS:
        return False
    candidate = PhoneNumber(
        country_code=phonenumbers.country_code_for_region(region),
        national_number=int(number),
        italian_leading_zero=number.startswith("0"),
    )
    return shortnumberinfo.is_valid_short_number_for_region(candidate, region)


def _chinese_seen_abroad(number: str, region: str) -> Party | None:
    for digits in _behind_china_code(number, region):
        party = china.after_country_code(digits)
        if party:
            return Party(party.key.replace("short:", "short:+86", 1), party.party_class)
    return None


def _behind_china_code(number: str, region: str) -> list[str]:
    """What stands behind +86, or behind 86 and the region's own international prefix."""
    if number.startswith("+"):
        return [number[3:]] if number.startswith("+86") else []
    metadata = PhoneMetadata.metadata_for_region(region, None)
    if metadata is None or metadata.international_prefix is None:
        return []
    prefix = re.compile(metadata.international_prefix)
    return [
        number[end + 2 :]
        for end in range(2, 6)
        if number.startswith("86", end) and prefix.fullmatch(number, 0, end)
    ]
