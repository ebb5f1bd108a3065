from tests import build_locale


def test_compiled_catalogue_is_what_the_sources_say():
    assert build_locale.COMPILED.read_bytes() == build_locale.compiled(), "run: make locale"


def test_every_sentence_has_a_translation():
    catalogue = build_locale.merged()
    missing = sorted(s for s in build_locale.sentences() if s not in catalogue or not catalogue[s].string)
    assert not missing
