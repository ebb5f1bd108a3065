"""What holds for every number and every text."""

from hypothesis import example, given
from hypothesis import strategies as st

from collectguard.numbers import identify
from collectguard.numbers.party import GROUP_KEY_LIMIT
from collectguard.schema import PARTY_CLASSES

REGIONS = st.sampled_from(["CN", "US", "GB", "DE", "IT", "AR", "MX", "BR", "HK", "JP", "FO", "ZZ"])
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
DIALLED = st.text(alphabet="0123456789+-() *#,;~pwx./@１９", max_size=40)
NUMBERS = st.from_regex(r"(\+|00|\+86|0086|86|0|17951|12583[0-9])?[0-9]{2,20}", fullmatch=True)
ANYTHING = st.text(alphabet=st.characters(), max_size=80)  # lone surrogates too


@given(st.one_of(ANYTHING, DIALLED, NUMBERS), REGIONS, st.sampled_from([None, "10", "0663", "212"]))
@example("\ud83d", "CN", None)
@example("+86", "CN", None)
@example("0086", "US", None)
@example("1258", "CN", "")
@example("tel:%ff%00", "CN", None)
@example("²③", "CN", None)
def test_every_text_has_one_party_of_a_known_class(raw, region, area_code):
    party = identify(raw, region=region, area_code=area_code)
    assert party.party_class in PARTY_CLASSES
    assert len(party.key) <= GROUP_KEY_LIMIT
    party.key.encode()  # no surrogate is left: every output can hold it
    assert party == identify(raw, region=region, area_code=area_code)


@given(st.one_of(NUMBERS, DIALLED), REGIONS, st.sampled_from([None, "10", "0663", "212"]))
def test_an_e164_key_reads_as_itself(raw, region, area_code):
    party = identify(raw, region=region, area_code=area_code)
    if party.key.startswith("+"):
        assert party.key[1:].isdecimal()
        assert identify(party.key, region=region, area_code=area_code) == party


@given(st.from_regex(r"[0-9]{3,13}", fullmatch=True))
@example("16801234")
@example("21962121")
@example("8610101234")
def test_a_chinese_key_does_not_depend_on_how_the_country_code_is_written(digits):
    assert identify(f"+86{digits}", region="CN").key.removeprefix("raw:+86") == identify(
        f"0086{digits}", region="CN"
    ).key.removeprefix("raw:0086")


@given(
    MOBILES,
    st.sampled_from(["", "+86", "0086", "86", "0", "+86 0", "17951", "12593", "125831", "17951+86", "*31#"]),
    st.lists(st.sampled_from([" ", "-", "\u200b", "\u202c", "\xa0", ""]), min_size=11, max_size=11),
    st.booleans(),
    st.sampled_from(["", ",12", "p1", ";ext=3", " \u2069"]),
)
def test_spellings_of_one_mobile_are_one_party(mobile, prefix, blanks, full_width, tail):
    digits = mobile
    if full_width:
        digits = "".join(chr(ord(digit) + 0xFEE0) for digit in mobile)
    spaced = "".join(digit + blank for digit, blank in zip(digits, blanks, strict=True))
    party = identify(prefix + spaced + tail, region="CN")
    assert party.key == f"+86{mobile}"
    assert party == identify(f"+86{mobile}", region="US")


@given(MOBILES, MOBILES)
@example("17900000000", "17900000001")
def test_different_mobiles_are_different_parties(one, other):
    same = identify(one, region="CN") == identify(other, region="CN")
    assert same == (one == other)


@given(st.from_regex(r"0[3-9][0-9]{2}[0-9]{8}", fullmatch=True), st.from_regex(r"1[0-9]{2}", fullmatch=True))
def test_numbers_that_end_alike_are_apart(landline, head):
    assert identify(landline, region="CN") != identify(head + landline[-8:], region="CN")


@given(st.from_regex(r"106[0-9]{2,22}", fullmatch=True))
def test_an_access_code_of_any_length_keeps_every_digit(code):
    key = identify(code, region="CN").key
    assert key == (f"iot:{code}" if code.startswith("1064") and len(code) == 13 else f"port:{code}")


@given(st.from_regex(r"95[0-9]{3}", fullmatch=True), st.from_regex(r"[0-9]{1,3}", fullmatch=True))
def test_a_service_and_its_sub_number_are_apart(service, tail):
    assert identify(service, region="CN") == (f"short:{service}", "service95")
    assert identify(service + tail, region="CN") == (f"short:{service}{tail}", "service95")


@given(st.lists(MOBILES, min_size=2, max_size=6, unique=True), st.sampled_from(["~", ",", ";"]), st.randoms())
def test_a_group_does_not_depend_on_order(mobiles, separator, rng):
    shuffled = list(mobiles)
    rng.shuffle(shuffled)
    party = identify(separator.join(mobiles), region="CN")
    assert party == identify(separator.join(shuffled), region="CN")
    assert party.key == "group:" + "~".join(sorted(f"+86{mobile}" for mobile in mobiles))
