import io
import json
import subprocess
import sys

import matplotlib as mpl
import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.figure import Figure

from collectguard import fonts
from collectguard.errors import MissingPartError
from collectguard.fonts import printable
from collectguard.plots._style import register_fonts
from tests.examples import examples

FAMILY, FLAG, ENGLAND = (
    "👨\u200d👩\u200d👧",
    "🇨🇳",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)
DRAWN = f"喆堃玥镕 𠮷 💰📞🔪💀😡 {FAMILY} {FLAG} {ENGLAND} ❤️ ☎︎ 1️⃣ 👍🏽 한국어 ไทย नमस्ते Việt “…” −5 ⟨⟩"

characters = st.one_of(
    st.characters(),
    st.sampled_from("\u200d\ufe0f\ufe0e\u20e3🏻🇨🏴❤☎1\u0301\u0591\u093f\u202e\u3164\ud83d\n\t\r⟨"),
    st.sampled_from(sorted(fonts.covered())).map(chr),
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (DRAWN, DRAWN),
        ("plain text, 13:33", "plain text, 13:33"),
        ("a\u202eb\u2066c\u200fd", "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩d"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "a⟨U+200B⟩b⟨U+2060⟩c⟨U+FEFF⟩d⟨U+00AD⟩e"),
        ("\x00\x1b[2J\x7f\x85", "⟨U+0000⟩⟨U+001B⟩[2J⟨U+007F⟩⟨U+0085⟩"),
        ("one\ntwo\r\nthree\rfour\u2028five", "one\ntwo\nthree⟨U+000D⟩four⟨U+2028⟩five"),
        ("a\tb", "a    b"),
        ("lone \ud83d half", "lone ⟨U+D83D⟩ half"),
        ("\ue000 \U000f0000", "⟨U+E000⟩ ⟨U+F0000⟩"),
        ("\U00013000 \u0378", "⟨U+13000⟩ ⟨U+0378⟩"),  # a hieroglyph, a place without a character
        ("a\u200db 好\ufe0f 1\ufe0f", "a⟨U+200D⟩b 好⟨U+FE0F⟩ 1⟨U+FE0F⟩"),
        ("💀\u200d", "💀⟨U+200D⟩"),
        ("\u3164\u115f\u034f", "⟨U+3164⟩⟨U+115F⟩⟨U+034F⟩"),  # blank, though they count as letters
        ("e\u0301 e" + "\u0301" * 5, "e\u0301 e" + "⟨U+0301⟩" * 5),
        ("ب\u0301\u0e34", "ب⟨U+0301⟩⟨U+0E34⟩"),  # no face has an Arabic letter with a Thai vowel
        ("\u0301a", "⟨U+0301⟩a"),
        ("🏴\U000e0067x", "🏴⟨U+E0067⟩x"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_out(text, shown):
    assert printable(text) == shown


@given(st.text(characters, max_size=60))
def test_printable_text_stays_as_it_is(text):
    assert printable(printable(text)) == printable(text)


@given(st.text(characters, max_size=60))
def test_nothing_is_lost(text):
    """Each character is there, or its code point, in the order of the text."""
    shown, place = printable(text), 0
    for character in text.replace("\r\n", "\n").replace("\t", "    "):
        mark = f"⟨U+{ord(character):04X}⟩"
        if shown.startswith(mark, place):
            place += len(mark)
        else:
            assert shown[place] == character
            place += 1
    assert place == len(shown)


@examples(25)
@given(st.text(characters, min_size=1, max_size=40))
@example(DRAWN)
@example("\ufdfd")
def test_matplotlib_draws_what_is_printable(text):
    register_fonts()
    shown = printable(text)
    for families in (fonts.FAMILIES, fonts.families_for(shown)):
        with mpl.rc_context({"font.family": list(families), "text.parse_math": False}):
            figure = Figure(figsize=(4, 0.5), dpi=30)
            figure.text(0, 0.5, shown)
            figure.savefig(io.BytesIO(), format="png")  # a missing glyph is a warning, and that an error


def test_typst_draws_all_that_is_covered_in_an_archival_pdf(tmp_path):
    """In PDF/A one character without a glyph stops typst."""
    text = [printable(chr(code_point)) for code_point in sorted(fonts.covered())]
    lines = [DRAWN, *("".join(text[i : i + 40]) for i in range(0, len(text), 40))]
    (tmp_path / "text.json").write_text(json.dumps({"lines": lines, "fonts": fonts.FAMILIES}))
    (tmp_path / "page.typ").write_text(
        '#let data = json("text.json")\n#set document(title: "t")\n#set text(font: data.fonts, size: 6pt)\n'
        "#for line in data.lines [#line #linebreak()]"
    )
    pdf, found = typst.compile_with_warnings(
        str(tmp_path / "page.typ"),
        root=str(tmp_path),
        font_paths=[str(folder) for folder in fonts.font_folders()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2u"],
        pdf_tags=False,
        timestamp=0,
    )
    assert found == []
    assert pdf.startswith(b"%PDF-")


def test_every_family_is_known_to_both_by_its_name():
    assert len(fonts.font_files()) == len(fonts.FAMILIES)
    register_fonts()
    assert set(fonts.FAMILIES) <= set(font_manager.get_font_names())
    known = typst.Fonts(include_system_fonts=False, font_paths=[str(p) for p in fonts.font_folders()])
    assert set(fonts.FAMILIES) <= set(known.families())


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("", ["Noto Sans CJK SC"]),
        ("催收 +86 194 “…” 한국어 𠮷", ["Noto Sans CJK SC"]),
        ("好💀", ["Noto Sans CJK SC", "Noto Emoji"]),
        ("⟨U+202E⟩", ["Noto Sans CJK SC", "DejaVu Sans"]),
    ],
)
def test_a_text_names_only_the_families_it_needs(text, families):
    assert list(fonts.families_for(text)) == families


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setitem(fonts._FACES, "Noto Emoji", ("no_such_package", "NotoEmoji.ttf", "manimgx-fonts"))
    fonts._font_file.cache_clear()
    try:
        with pytest.raises(MissingPartError, match="pip install manimgx-fonts"):
            fonts.font_files()
    finally:
        fonts._font_file.cache_clear()


def test_asking_for_coverage_imports_no_matplotlib():
    code = "import sys; from collectguard import fonts; fonts.covered(); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
