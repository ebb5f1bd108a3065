"""How the figures were made: files, ledger, zone, night, programs, and how to make them again."""

from collections.abc import Mapping
from itertools import islice

from collectguard import words
from collectguard.case import Case
from collectguard.provenance import file_name
from collectguard.reports.document.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from collectguard.reports.document.checking import checking
from collectguard.reports.document.opening import directionless, unknown_direction
from collectguard.reports.document.phones import own_phone, whose_phone
from collectguard.reports.document.witnesses import rule_of_lists
from collectguard.reports.ledger import RejectedRow, SourceRow, rejected_rows, source_rows
from collectguard.schema import are_copies, in_other_form
from collectguard.wording import Wording

FILES_SHOWN = 40
REJECTED_SHOWN = 40


def method(case: Case) -> list[Block]:
    """The method section, down to the command that repeats the analysis."""
    wording = Wording(case.log.settings)
    _ = wording._
    return [
        Heading(_("How the figures were made"), 1, new_page=True),
        *sources(case, wording),
        *_rejected(case, wording),
        Heading(_("Rules of counting"), 2),
        Bullets(rules_of_counting(case, wording)),
        Heading(_("Settings and programs"), 2),
        Table(
            _("What the figures depend on beside the files"),
            (Column("", 40), Column("", 140)),
            settings_rows(case, wording),
            first_is_head=True,
        ),
        *checking(case),
    ]


def sources(case: Case, wording: Wording) -> list[Block]:
    """The files that were read, each with its digest and its part of the ledger."""
    _ = wording._
    files = list(source_rows(case.log))
    sum_up = _(
        "{files} read: {records} records = {kept} kept + {duplicates} duplicates + {rejected} unreadable. "
        "Nothing was dropped beside these."
    )
    ledger = {name: wording.count(count) for name, count in case.log.ledger.items()}
    note = ""
    if len(files) > FILES_SHOWN:
        note = _("{n} more files: evidence.xlsx, sheet “{sheet}”.").format(
            n=len(files) - FILES_SHOWN, sheet=_("Files")
        )
    files = files[:FILES_SHOWN]
    blocks: list[Block] = [
        Heading(_("The files"), 2),
        Paragraph(sum_up.format(files=wording.files(len(case.log.sources)), **ledger)),
        Table(
            _("Files read"),
            source_columns(wording),
            [source_row(file, wording, case) for file in files],
            note=note,
        ),
    ]
    remarks = [f"{file.number}. {remark}" for file in files for remark in _remarks(file, wording)]
    if remarks:
        blocks += [Paragraph(_("Remarks, by the number of the file:")), Bullets(remarks)]
    if case.log.unread:
        blocks += [
            Paragraph(_("Named, but not read; nothing of it is in the figures:")),
            Bullets([unread.what.said(_) for unread in case.log.unread]),
        ]
    return blocks


def source_columns(wording: Wording) -> tuple[Column, ...]:
    """Head of the table of files."""
    _ = wording._
    return (
        Column(_("No."), 9, "number"),
        Column(_("File, SHA-256, format, first and last record"), 102, "code"),
        Column(_("Bytes"), 15, "number"),
        Column(_("Declared"), 16, "number"),
        Column(_("Records"), 16, "number"),
        Column(_("Kept"), 12, "number"),
        Column(_("Duplicates"), 16, "number"),
        Column(_("Unreadable"), 16, "number"),
    )


def source_row(file: SourceRow, wording: Wording, case: Case) -> tuple[str, ...]:
    """One file: name, digest, format, period, and its line of the ledger."""
    what = wording._("{format} ({witness})").format(
        format=file.format, witness=words.witness(wording._, file.witness, file.kinds)
    )
    whose = ""
    if file.owner is not None:
        whose = wording._("Phone: {name}").format(name=whose_phone(file.owner, case, wording))
    span = " – ".join(dict.fromkeys(filter(None, map(wording.stamp, (file.first, file.last)))))
    return (
        str(file.number),
        "\n".join(filter(None, [file_name(file.path), whose, file.sha256, what, span])),
        str(file.size),
        wording._("not given") if file.declared is None else str(file.declared),
        str(file.records),
        str(file.kept),
        str(file.duplicates),
        str(file.rejected),
    )


def _remarks(file: SourceRow, wording: Wording) -> list[str]:
    _ = wording._
    remarks = []
    if file.declared not in {None, file.records}:
        sentence = _("The file declares {declared} records and holds {records}.")
        remarks.append(sentence.format(declared=file.declared, records=file.records))
    if file.repaired:
        sentence = _("Mended on reading: {what}.")
        remarks.append(sentence.format(what=repaired(file.repaired, wording)))
    return [*remarks, *(note.said(_) for note in file.notes)]


def repaired(counts: Mapping[str, int], wording: Wording) -> str:
    """What was mended and how often, in words."""
    names = words.repairs(wording._)
    return wording._("; ").join(f"{names.get(kind, kind)}: {n}" for kind, n in sorted(counts.items()))


def _rejected(case: Case, wording: Wording) -> list[Block]:
    rows = list(islice(rejected_rows(case.log), REJECTED_SHOWN))
    if not rows:
        return []
    _ = wording._
    note = ""
    if len(case.log.rejected) > REJECTED_SHOWN:
        note = _("{n} more: evidence.xlsx, sheet “{sheet}”.").format(
            n=wording.count(len(case.log.rejected) - REJECTED_SHOWN), sheet=_("Unreadable")
        )
    cells = [
        (
            str(row.source),
            str(row.ordinal),
            "" if row.line is None else str(row.line),
            reason(row, wording),
            row.excerpt,
        )
        for row in rows
    ]
    caption = _("Records that could not be read")
    return [Table(caption, rejected_columns(wording), cells, note=note, long_rows=True)]


def rejected_columns(wording: Wording) -> tuple[Column, ...]:
    """Head of the table of records that could not be read."""
    _ = wording._
    return (
        Column(_("File"), 10, "number"),
        Column(_("Record"), 14, "number"),
        Column(_("Line"), 14, "number"),
        Column(_("Reason"), 52),
        Column(_("What stands there"), 90, "verbatim"),
    )


def reason(row: RejectedRow, wording: Wording) -> str:
    """Why a record could not be read, in words, with the details that the parser gave."""
    word, colon, details = row.reason.partition(":")
    return f"{words.reasons(wording._).get(word, word)}{colon}{details}"


def rules_of_counting(case: Case, wording: Wording) -> list[str]:
    """What counts as what, a sentence each."""
    _ = wording._
    settings = case.log.settings
    duplicates = case.log.ledger["duplicates"]
    return [
        _(
            "Counted are incoming calls and messages. Outgoing ones, drafts and failed ones are kept in "
            "events.csv and not counted."
        ),
        *_without_direction(case, wording),
        _(
            "Days and hours are those of {zone}. The zone was {basis}; that of the computer has no influence."
        ).format(
            zone=wording.zone,
            basis=_("given by the user") if settings.tz_basis == "user" else _("taken from the region"),
        ),
        _(
            "The night is {window}; its first moment counts, its last does not. It was {basis}. A night is "
            "named by the evening on which it begins."
        ).format(
            window=wording.window(settings.night),
            basis=_("given by the user") if settings.night_basis == "user" else _("taken from the region"),
        ),
        _(
            "Two records are duplicates only if number, kind, time to the millisecond, text, attachments "
            "and duration are all equal and they stand in different files. {n} such duplicates are marked "
            "in events.csv, each with the record it repeats. Equal records within one file all count."
        ).format(n=wording.count(duplicates)),
        _(
            "Whether a call was answered follows from the type the phone gave it, not from its duration. "
            "Connected are calls that were answered, here or on another device, with {n} s of talk time or "
            "more; all others are not connected. Unanswered are only those missed, declined, blocked or "
            "sent to voicemail."
        ).format(n=settings.connected_min_s),
        *_counterparts(case, wording),
        *rule_of_lists(case, wording),
        _(
            "Numbers are brought to one spelling to be counted together; the spelling of the log is kept "
            "beside it. Callers without a number are counted and never assigned to anybody."
        ),
        _(
            "Texts are printed as they were received. Characters that cannot be printed, and marks that "
            "would reverse the direction of writing, appear as ⟨U+XXXX⟩; events.csv holds the original."
        ),
    ]


def _counterparts(case: Case, wording: Wording) -> list[str]:
    log = case.log
    sentences = []
    if (log.events["counterpart"].notna() & ~are_copies(log.events)).any():
        sentences += [
            wording._(
                "What stands in the phone as well as in the carrier's list is one contact: the record of the "
                "phone is counted, that of the list is kept in events.csv, where the column counterpart "
                "names the other."
            )
        ]
    if number := int(in_other_form(log.events, log.sources).sum()):
        sentences += [
            wording._(
                "Files of one phone, or lists of one carrier, may hold the same call or message in different "
                "form. {n} records are equal to one of another file in all that both write, at the precision "
                "of the coarser file (talk times of two lists may differ by one second, as carriers round): "
                "they are kept in events.csv, name that one in the column counterpart, and are not counted "
                "again."
            ).format(n=wording.count(number))
        ]
    return sentences


def _without_direction(case: Case, wording: Wording) -> list[str]:
    number = directionless(case)
    if not number:
        return []
    kept = wording._("They are kept in events.csv.")
    sentence = unknown_direction(wording).format(n=wording.count(number))
    return [wording._("{first} {second}").format(first=sentence, second=kept)]


def settings_rows(case: Case, wording: Wording) -> list[tuple[str, str]]:
    """Settings, report number, versions: label and value."""
    _ = wording._
    settings = case.log.settings
    rows = [
        (_("Region"), settings.region),
        (_("Time zone"), settings.tz),
        (_("Night"), str(settings.night)),
        (_("Nights compared"), ", ".join(map(str, settings.nights))),
        (_("Shortest connected call"), _("{n} s").format(n=settings.connected_min_s)),
        (_("Area code"), settings.area_code or _("none given")),
        (_("Phone"), own_phone(case, wording)),
        (_("Language of the report"), settings.report_lang),
        (
            _("Dated"),
            case.as_of.isoformat() if case.as_of else _("no; the report follows from the files alone"),
        ),
    ]
    versions = ", ".join(f"{name} {version}" for name, version in case.versions.items())
    return [*rows, (_("Programs"), versions)]
