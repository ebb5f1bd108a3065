"""Phones at home elsewhere: their own short codes and classes, Chinese numbers with Chinese classes."""

import pytest

from collectguard.numbers import identify

ABROAD = {
    "US": {
        "+15551234567": ("+15551234567", "mobile"),  # 555 is no area code; not valid, yet complete
        "15551234567": ("+15551234567", "mobile"),
        "5551234567": ("+15551234567", "mobile"),
        "1 (555) 123-4567": ("+15551234567", "mobile"),
        "(555) 123-4567": ("+15551234567", "mobile"),
        "555.123.4567 x12": ("+15551234567", "mobile"),
        "1111111111": ("+11111111111", "mobile"),
        "+11111111111": ("+11111111111", "mobile"),
        "2125550100": ("+12125550100", "mobile"),
        "1-800-555-0100": ("+18005550100", "toll_free"),
        "5550100": ("raw:5550100", "unparsed"),
        "28849": ("short:28849", "short"),
        "911": ("short:911", "short"),
        "95588": ("short:95588", "short"),
        "12345": ("short:12345", "short"),
        "10690": ("short:10690", "short"),
        "+447700900123": ("+447700900123", "foreign"),
        "011 44 7700 900123": ("+447700900123", "foreign"),
        # what would be Chinese at home in China
        "4000123456": ("+14000123456", "mobile"),
        "106900001234567890": ("raw:106900001234567890", "unparsed"),
        "1064000000000": ("raw:1064000000000", "unparsed"),
        "8619400138000": ("raw:8619400138000", "unparsed"),
        "1795119400138000": ("raw:1795119400138000", "unparsed"),
        # Chinese numbers
        "+8619400138000": ("+8619400138000", "mobile"),
        "011 86 194 0013 8000": ("+8619400138000", "mobile"),
        "+86 170 0000 0000": ("+8617000000000", "mvno"),
        "+861064000000000": ("iot:1064000000000", "iot"),
        "+86106900001234567890": ("port:106900001234567890", "port106"),
        "+86 10 0123 4567": ("+861001234567", "landline"),
        "+864000123456": ("+864000123456", "shared_cost"),
        "+8695588": ("short:+8695588", "service95"),  # not the American code 95588
        "+861380013800": ("raw:+861380013800", "unparsed"),
    },
    "GB": {
        "07700 900123": ("+447700900123", "unparsed"),  # set aside for fiction: of no type
        "+44 7700 900123": ("+447700900123", "unparsed"),
        "447700900123": ("+447700900123", "unparsed"),
        "+44 (0)7700 900123": ("+447700900123", "unparsed"),
        "0044 7700 900123": ("+447700900123", "unparsed"),
        "+44 (0)(0)7700 900123": ("+447700900123", "unparsed"),
        "020 7946 0000": ("+442079460000", "landline"),
        "0808 157 0000": ("+448081570000", "toll_free"),
        "60777": ("short:60777", "short"),
        "999": ("short:999", "short"),
        "0086 19400138000": ("+8619400138000", "mobile"),
        "+15551234567": ("+15551234567", "foreign"),
    },
    "HK": {
        "008619400138000": ("+8619400138000", "mobile"),  # 00 and 008 are both prefixes there
        "+85250000000": ("+85250000000", "unparsed"),
        "50000000": ("+85250000000", "unparsed"),
        "999": ("short:999", "short"),
        "17859": ("short:17859", "short"),
    },
    "JP": {"010 86 19400138000": ("+8619400138000", "mobile")},
    "FO": {
        "200000": ("+298200000", "landline"),
        "20000": ("short:20000", "short"),
    },  # six digits are a number
    "BE": {"+32 (0)(0)46 687400": ("+3246687400", "unparsed")},  # each reading takes one zero off
    "AU": {"130000": ("+61130000", "shared_cost")},
    "DE": {
        "301234": ("short:301234", "short"),  # the library takes it for Berlin without its zero
        "030 23125 000": ("+493023125000", "landline"),
    },
    "IN": {"1160000": ("short:1160000", "short")},  # a short code of seven digits, by the library
    "IT": {
        "06 0000 0000": ("+390600000000", "landline"),
        "480123": ("short:480123", "short"),
        "4476811": ("short:4476811", "short"),
        "+39 06 0000 0000": ("+390600000000", "landline"),
    },
    "ZZ": {
        "12345": ("short:12345", "short"),
        "5551234567": ("raw:5551234567", "unparsed"),
        "+8619400138000": ("+8619400138000", "mobile"),
        "+15551234567": ("+15551234567", "foreign"),
    },
}


@pytest.mark.parametrize(
    ("region", "raw", "expected"),
    [(region, raw, expected) for region, table in ABROAD.items() for raw, expected in table.items()],
)
def test_party(region, raw, expected):
    assert identify(raw, region=region) == expected
    assert identify(raw, region=region.lower()) == expected


@pytest.mark.parametrize(
    ("region", "raw", "area_code", "expected"),
    [
        ("US", "555-0100", "212", ("+12125550100", "mobile")),
        ("GB", "7946 0000", "020", ("+442079460000", "landline")),
        ("GB", "7946 0000", "20", ("+442079460000", "landline")),
        ("US", "28849", "212", ("short:28849", "short")),
        ("US", "5551234567", "212", ("+15551234567", "mobile")),
        ("US", "+15551234567", "212", ("+15551234567", "mobile")),
        ("DE", "30000000", "89", ("+498930000000", "landline")),
        ("DE", "030 23125 000", "89", ("+493023125000", "landline")),
        ("IT", "69000000", "06", ("+390669000000", "landline")),
        ("HK", "50000000", "2", ("+85250000000", "unparsed")),  # has no area codes
        ("HK", "20000000", "2", ("+85220000000", "unparsed")),
    ],
)
def test_area_code_completes_a_local_number(region, raw, area_code, expected):
    assert identify(raw, region=region, area_code=area_code) == expected
