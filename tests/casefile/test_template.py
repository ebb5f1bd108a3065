"""A new case file: nothing as it stands, what it suggests when uncommented, whatever a log holds."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

import collectguard as cg
from collectguard.actors import suggest
from collectguard.casefile import CaseFile, check, load, template
from collectguard.casefile.quoting import toml_text
from collectguard.casefile.written import SECTIONS
from collectguard.numbers import identify
from collectguard.settings import settings_for
from collectguard.statements import CREDITOR_TYPES, DEBT_KINDS
from tests.casefile.writing import uncommented
from tests.examples import examples
from tests.logs import log_of

FILES = ["sample_data/*.xml", "sample_data/*.csv"]

languages = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture(scope="module")
def sample():
    return cg.read(FILES)


def blocks(text):
    """The suggestions of a template one by one, each with its first line as name."""
    found = re.findall(r"(?:^#\S.*\n)+", text, flags=re.MULTILINE)
    return [uncommented(block) for block in found]


@languages
def test_as_it_stands_it_says_nothing(sample, write, lang):
    text = template(sample, lang=lang)
    assert load(write(text)) == CaseFile()
    assert all(not line or line.startswith("#") for line in text.split("\n"))


@languages
def test_uncommented_it_says_what_it_suggests(sample, write, lang):
    case = load(write(uncommented(template(sample, lang=lang))), sample.settings)
    assert (case.region, case.tz) == ("CN", "Asia/Shanghai")
    assert case.devices[0].owner == "me"
    assert len(case.devices[0].files) == 5  # four backups and the carrier's list
    assert len(case.actors) == 20
    assert not set(case.actor_of).intersection({"short:95588", "+8619400000011", "hidden:unknown"})
    assert "+8619402251847" in case.actor_of
    remarks = check(case, sample, lang="en")  # the made-up numbers are in no backup, all else fits
    assert len(remarks) == 3
    assert all("1940000000" in remark for remark in remarks)


@languages
def test_section_by_section(sample, write, lang):
    text = template(sample, lang=lang)
    found = blocks(text)
    names = [re.match(r"\[{1,2}(\w+)", block)[1] for block in found]
    assert list(dict.fromkeys(names)) == list(SECTIONS)
    for block in found:
        assert load(write(block), sample.settings) != CaseFile(), block


# --- numbers that may belong together


@pytest.fixture(scope="module")
def suggestions(sample):
    return suggest(sample)


@languages
def test_a_group_has_one_block_and_its_numbers_no_other(sample, suggestions, write, lang):
    text = template(sample, lang=lang, suggestions=suggestions)
    assert load(write(text)) == CaseFile()
    case = load(write(uncommented(text)), sample.settings)
    groups, single = case.actors[:3], case.actors[3:]
    assert [(actor.id, actor.parties) for actor in groups] == [(one.id, one.parties) for one in suggestions]
    assert [len(actor.parties) for actor in groups] == [13, 2, 2]
    assert groups[0].signatures == ("虚构资产",)
    assert [actor.id for actor in single] == [f"actor-{n}" for n in range(1, 21)]
    assert not {p for one in suggestions for p in one.parties} & {p for a in single for p in a.parties}


def test_the_reasons_stand_beside_a_group_as_comments(sample, suggestions):
    text = template(sample, lang="en", suggestions=suggestions)
    assert "# 虚构资产: 13 numbers that may belong together, because of\n" in text
    assert "# - signature “虚构资产”: 5 numbers, 2026-01-20 to 2026-03-10\n" in text
    assert text.index("13 numbers that may") < text.index("These numbers are not in the phone's contacts")


def test_what_is_confirmed_or_extends_an_actor_is_no_block(sample, suggestions):
    first, second, third = suggestions
    given = [replace(first, confirmed=True), replace(second, extends=first.id), third]
    text = template(sample, suggestions=given)
    assert (first.id in text, second.id in text, third.id in text) == (False, False, True)
    assert "19402251847" in text  # so its numbers are suggested one by one


def test_a_log_with_groups_alone_needs_no_example(write):
    press = "【虚构资产】您的欠款已逾期，请尽快处理。"
    rows = [{"at": "2026-01-01", "party": f"+8619400000{n:03d}", "body": press} for n in (501, 502)]
    log = log_of(rows)
    text = template(log, suggestions=suggest(log))
    [actor] = load(write(uncommented(text))).actors
    assert actor.parties == ("+8619400000501", "+8619400000502")


def test_numbers_and_names_that_no_case_file_takes(write):
    press = "您好，您的欠款已逾期，请您尽快处理并回复本短信，谢谢配合。"
    rows = [
        {"at": "2026-01-01", "party": f"raw:{n * 700}", "party_raw": n * 700, "body": press} for n in "xy"
    ]
    rows.append({"at": "2026-01-02", "party": "+8619400000501", "body": press})
    log = log_of(rows)
    [group] = suggest(log)
    assert len(group.parties) == 3
    [actor] = load(write(uncommented(template(log, suggestions=[group])))).actors
    assert actor.parties == ("+8619400000501",)


def test_requests_of_the_sample(sample, write):
    case = load(write(uncommented(template(sample))), sample.settings)
    first = case.stop_requests[0]
    assert first.at == datetime(2026, 1, 28, 11, 12, 33, 364_000, tzinfo=UTC)
    assert case.addressed(first) == ("+8619450928613",)
    assert "#   > 请不要再联系我的家人，他们与这笔借款无关。有事直接给我发短信。" in template(sample).split(
        "\n"
    )


def test_counts_of_the_sample(sample):
    row = cg.statistics.senders(sample).loc["+8619402251847"]
    told = (
        f"# 19402251847: {row['call_count']} calls, {row['message_count']} messages, "
        f"{row['night_count']} of them at night; {row['missed_series']} series of unanswered calls;"
    )
    assert told in template(sample, lang="en")


def test_the_language_of_the_report_is_the_default(sample):
    assert template(sample) == template(sample, lang="zh")
    assert template(sample, replace(sample.settings, report_lang="en")) == template(sample, lang="en")


def test_the_same_log_gives_the_same_text(sample):
    assert template(sample) == template(cg.read(FILES))


@languages
def test_lines_fit_a_window(sample, lang):
    for line in template(sample, lang=lang).split("\n"):
        if not line.startswith("#   > "):
            assert sum(2 if ord(char) > 0x2E80 else 1 for char in line) <= 90, line


def test_every_key_and_choice_is_explained(sample):
    for lang in ("en", "zh"):
        text = template(sample, lang=lang)
        for section in SECTIONS.values():
            assert all(name in text for name in section.part.model_fields), section
        assert all(f'"{choice}"' in text for choice in (*CREDITOR_TYPES, *DEBT_KINDS))


def test_the_chinese_names_of_choices_are_as_many(sample):
    text = template(sample, lang="zh").replace("\n# ", "")
    for key, choices in (("creditor_type", CREDITOR_TYPES), ("kind", DEBT_KINDS)):
        names = re.search(rf"{key}（.*?依次为：(.*?)。", text)[1].split("、")
        assert len(names) == len(choices)


def test_an_empty_log_has_examples_with_made_up_numbers(write):
    log = log_of([{"party": "+8619400000001", "at": "2026-01-01"}])
    case = load(write(uncommented(template(log))))
    parties = {*case.actor_of, *case.owner_parties, *case.known_good, case.stop_requests[0].to}
    assert "+8619400000001" not in parties  # it is in the log, so it is no example
    assert all(party.startswith("+861940000000") for party in parties)
    assert case.stop_requests[0].at == datetime(2026, 1, 28, 13, 15, tzinfo=UTC)
    assert case.complaints[0].on == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("region", "tz"), [("US", "America/Chicago"), ("GB", None), ("IN", None), ("TW", None)]
)
def test_other_regions(write, region, tz):
    log = log_of([], settings_for(region, tz=tz, area_code="312"))
    case = load(write(uncommented(template(log))))
    assert (case.region, case.tz) == (region, tz or settings_for(region).tz)
    assert case.area_code == "312"
    assert case.owner_parties == ("+12125550100",)


# --- whatever a log holds ---

HOSTILE = st.text(st.characters(exclude_categories=()), max_size=40)
RAWS = st.one_of(
    HOSTILE,
    st.sampled_from(
        ["110", "19400000001", "-1", "a\nb", '"]\nx = 1', "x" * 600, "1,2", "+86~95588", "tel:1"]
    ),
)


@given(st.lists(st.tuples(RAWS, HOSTILE), max_size=4), HOSTILE, st.booleans())
@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_log_gives_a_file_that_loads(write, senders, owner, chinese):
    conditions = settings_for("CN", owner=owner)
    rows = []
    for raw, body in senders:
        key, party_class = identify(raw, region="CN")
        row = {"party": key, "party_class": party_class, "party_raw": raw, "owner": owner}
        rows += [{**row, "at": f"2026-01-01 0{hour}:00:00", "body": f"【{body}】"} for hour in range(3)]
        rows.append({**row, "at": "2026-01-01 09:00:00", "body": f"【{senders[0][1]}】请尽快还清逾期欠款"})
        rows.append(
            {**row, "at": "2026-01-02", "direction": "out", "outcome": "sent", "body": f"stop calling {body}"}
        )
    log = log_of(rows, conditions)
    sources = pd.concat([log.sources, log.sources.assign(path=f"a/{owner}.xml")], ignore_index=True)
    log = replace(log, sources=sources)
    ids = set(log.contacts["event_id"])
    text = template(log, lang="zh" if chinese else "en", suggestions=suggest(log, marked=ids))
    assert load(write(text)) == CaseFile()
    case = load(write(uncommented(text)), conditions)
    contacted = set(log.contacts["party"])
    suggested = {party for actor in case.actors for party in actor.parties}
    assert suggested <= contacted or not contacted or len(case.actors) == 1
    text.encode()


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_a_string_of_toml(text):
    line = f"x = {toml_text(text)}"
    assert "\n" not in line
    assert tomllib.loads(line)["x"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
