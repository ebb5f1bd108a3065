"""Documents where relatives' phones were read: the victim's own is counted, the others beside, named."""

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from collectguard import casefile, pipeline, reports
from collectguard.ingest import read
from collectguard.reports.document.assembly import Assembly
from collectguard.reports.document.blocks import Heading, Paragraph, Quoted, Table
from collectguard.reports.document.evidence import Evidence
from collectguard.reports.document.messages_found import Messages
from collectguard.reports.document.reached import rows_of_several
from collectguard.reports.parts import Part
from collectguard.settings import settings_for
from collectguard.wording import Wording
from tests.relatives import STRANGER, A, B, C, family

SETTINGS = settings_for("CN", report_lang="en")


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return family(tmp_path_factory.mktemp("family"))


@pytest.fixture(scope="module")
def cases(people):
    """By whether the others were read, and whether a case file says who they are."""

    def case_of(*, others, said):
        owners = {"mother": people.mother, "boss": people.boss} if others else {}
        log = read(people.own, SETTINGS, owners=owners)
        said_so = casefile.load(people.case, SETTINGS) if said else None
        return pipeline.without_charts(log, case_file=said_so)

    both = (False, True)
    return {(others, said): case_of(others=others, said=said) for others in both for said in both}


def blocks_of(case):
    assembly = Assembly(case)
    return assembly.part(Part(1, 0, len(assembly.listed.events), None))


def section(case, title):
    """The blocks under a heading, up to the next of its level."""
    blocks = list(blocks_of(case).blocks)
    [start] = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title]
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading) and block.level <= blocks[start].level:
            return
        yield block


def words(case):
    return " ".join(block.text for block in blocks_of(case).blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("said", [False, True])
def test_figures_are_those_of_the_own_phone(cases, said):
    alone, beside = cases[False, said], cases[True, said]
    for name in ("all", "unknown_senders", "reported", "senders"):
        assert alone.blocks[name] == beside.blocks[name], name
    assert beside.blocks["all"]["incoming"] == 10
    for name in set(alone.tables) - {"third_party"}:
        assert alone.tables[name].equals(beside.tables[name]), name
    assert "owners" not in alone.blocks
    first, last = (next(iter(blocks_of(case).subtitles)).split(" · ")[1:] for case in (alone, beside))
    assert first == last, "the mother's months are not the victim's"


def test_without_others_nothing_speaks_of_them(cases):
    text = words(cases[False, False])
    assert "other phones" not in text
    assert "other people's phones" not in text
    assert all(len(row) == 6 for row in tables(cases[False, False], "Contacts No."))


def tables(case, caption):
    for block in blocks_of(case).blocks:
        if isinstance(block, Table) and block.caption.startswith(caption):
            yield from block.rows


def test_numbers_that_reached_several_phones(cases):
    rows = [
        (number[-11:], owner, count) for number, owner, count, _f, _l in rows_of_several(cases[True, False])
    ]
    assert rows == [
        (A, "me", 6), (A, "mother", 3), (A, "boss", 2),
        (C, "me", 2), (C, "mother", 1),
        (B, "me", 1), (B, "mother", 1),
    ]  # fmt: skip
    *_, phones, several, how = section(cases[True, True], "Numbers that reached several phones")
    assert [row[0] for row in phones.rows] == ["虚构女", "虚构妈", "虚构老板"]
    assert [row[3] for row in phones.rows] == ["10", "6", "3"]
    assert [row[0] for row in several.rows] == [A, "", "", C, "", B, ""]
    assert [row[2] for row in several.rows[:3]] == ["虚构女", "虚构妈", "虚构老板"]
    assert (
        several.note
        == "Numbers in the contacts, or left out by the case file, that reached several as well: 1."
    )
    assert "--phone NAME --party NUMBER" in how.text


def test_the_first_page_says_it_in_one_sentence(cases):
    text = words(cases[True, True])
    assert (
        "Beside it, the backups of other phones were read: 2 (虚构妈, 虚构老板). Numbers that reached more "
        "than one of these phones: 3;" in text
    )


def test_the_evidence_list_holds_the_own_phone_and_what_findings_count(cases):
    plain, said = Evidence.of(cases[True, False]), Evidence.of(cases[True, True])
    assert (plain.total, plain.elsewhere) == (9, 0)
    assert (said.total, said.elsewhere) == (16, 7)
    assert all(len(row) == 6 for row in tables(cases[True, False], "Contacts No."))
    rows = list(tables(cases[True, True], "Contacts No."))
    assert len(rows) == 16
    assert [row[4] for row in rows].count("虚构女") == 9
    assert [row[4] for row in rows].count("虚构妈") == 5
    assert "All 9 contacts" in words(cases[True, True])
    assert "Among them stand 7 more" in words(cases[True, True])


def test_the_top_of_a_long_list_begins_with_the_senders_to_the_own_phone(cases):
    case = cases[True, True]
    never = case.senders.drop(f"+86{A}")  # as if A had never reached the own phone
    elsewhere = replace(case, senders=never)
    part = Evidence.of(elsewhere).within(5, 4)
    assert part.events["party"].tolist() == [f"+86{number}" for number in (C, C, C)]


def test_messages_are_counted_by_phone(cases):
    for said in (False, True):
        case = cases[True, said]
        found = Messages.of(case, Evidence.of(case))
        assert (found.received, found.read, len(found.flagged), found.elsewhere) == (2, 2, 2, 0)
        assert found.on_other_phones == {"mother": 2, "boss": 1}
        assert sorted(each.owner for each in found.others) == (["boss", "mother", "mother"] if said else [])
    text, *quoted = section(cases[True, True], "Messages on other people's phones")
    assert "虚构妈: 2; 虚构老板: 1" in text.text
    heads = [block.head for block in quoted if isinstance(block, Quoted)]
    assert sorted(head.rpartition(": ")[2] for head in heads) == ["虚构妈", "虚构妈", "虚构老板"]
    assert "Quoted are those that count for findings: 3;" in text.text
    text, *quoted = section(cases[True, False], "Messages on other people's phones")
    assert text.text.endswith(
        "None of them counts for a finding, and none is quoted; case.json holds all hits."
    )
    assert not quoted
    alone = Messages.of(cases[False, True], Evidence.of(cases[False, True]))
    beside = Messages.of(cases[True, True], Evidence.of(cases[True, True]))
    assert [(tally.category, tally.messages) for tally in alone.tallies] == [
        (tally.category, tally.messages) for tally in beside.tallies
    ]


def test_workbook_data_and_manifest_name_the_phones(cases, people, tmp_path):
    case = pipeline.with_attachments(cases[True, True], [*people.own, *people.mother, people.boss])
    reports.save(case, tmp_path / "out", formats=["xlsx", "json", "csv"])
    book = openpyxl.load_workbook(tmp_path / "out" / "evidence.xlsx")
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert [row[2] for row in rows["Files"][1:]] == ["虚构女"] * 2 + ["虚构妈"] * 2 + ["虚构老板"] * 2
    assert STRANGER not in str(rows), "who called the boss alone"
    assert rows["Evidence list"][0][-1] == "Phone"
    assert [row[-1] for row in rows["Evidence list"][1:]].count("虚构妈") == 5
    reached = [(row[3], row[5], row[6]) for row in rows["Whom they reached"][1:]]
    assert reached[:3] == [(A, "me", 6), (A, "mother", 3), (A, "boss", 2)]
    assert len(reached) == len(set(reached)) == 7
    assert {row[-1] for row in rows["Messages"][1:]} == {"虚构女", "虚构妈", "虚构老板"}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert [each.get("owner") for each in manifest["inputs"]] == [
        "me",
        "me",
        "mother",
        "mother",
        "boss",
        "boss",
        None,
    ]
    data = json.loads((tmp_path / "out" / "case.json").read_bytes())
    assert {each["owner"]: each["incoming"] for each in data["owners"]} == {"me": 10, "mother": 6, "boss": 3}
    assert STRANGER not in json.dumps(data["senders"])
    listed = list(csv.DictReader(io.StringIO((tmp_path / "out" / "attachments.csv").read_text("utf-8-sig"))))
    assert sorted(each["owner"] for each in listed) == ["me", "mother"]


def test_only_other_phones(people):
    log = read([], SETTINGS, owners={"mother": people.mother})
    case = pipeline.without_charts(log)
    text = words(case)
    assert "No backup of the phone that this report is about was read" in text
    assert "hold no incoming call or message" in text


def test_a_carriers_list_of_somebody_else_is_named_as_theirs(people, tmp_path):
    listed = tmp_path / "list.csv"
    rows = ["起始时间,通信地点,通信方式,对方号码,通信时长,通信类型,费用小计"]
    rows += [f"2026-01-0{day} 10:00:00,虚构,被叫,19400000011,30秒,本地,0.00" for day in (2, 3)]
    listed.write_text("\n".join(rows), "utf-8")
    log = read(people.own, SETTINGS, owners={"mother": [*people.mother, listed]})
    text = words(pipeline.without_charts(log, case_file=casefile.load(people.case, SETTINGS)))
    assert (
        "The calls of 2 January 2026 to 3 January 2026 (phone of 虚构妈) are known from a carrier's list"
        in text
    )
    assert "Phone of 虚构妈: The calls come from the phone's own log" in text


@pytest.mark.parametrize(
    ("own", "said", "names"),
    [
        ("me", casefile.CaseFile(), [None, "mother"]),
        ("anna", casefile.CaseFile(), ["anna", "mother"]),
        ("me", casefile.CaseFile(owner_name="Zhang Xuni"), ["Zhang Xuni", "mother"]),
        (
            "anna",
            casefile.CaseFile(protected=(casefile.Protected("Mama", owner="mother"),)),
            ["anna", "Mama"],
        ),
        (
            "mother",
            casefile.CaseFile(
                owner_name="Zhang Xuni", protected=(casefile.Protected("Mama", owner="mother"),)
            ),
            ["Mama", "Mama"],
        ),
    ],
)
def test_a_phones_owner_has_one_name_everywhere(own, said, names):
    wording = Wording(settings_for("CN", owner=own, report_lang="en"))
    assert [wording.person(label, said) for label in (own, "mother")] == names
