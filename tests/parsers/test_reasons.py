"""Every reason for which a record could not be read has words that people understand."""

import json
import re
from pathlib import Path

from collectguard import words
from collectguard.i18n import translator

PARSERS = Path(__file__).parents[2] / "collectguard" / "parsers"
CASES = Path(__file__).parents[1] / "cases"


def test_every_reason_has_words():
    said = words.reasons(translator("zh"))
    assert all(re.search("[一-鿿]", sentence) for sentence in said.values())
    found = set()
    for path in [
        *CASES.rglob("*.expected.json"),
        *CASES.glob("smsbackup/*.json"),
        *CASES.glob("tables/*.json"),
    ]:
        expected = json.loads(path.read_text("utf-8"))
        rejected = expected.get("rejected", []) if isinstance(expected, dict) else []
        reasons = [item["reason"] if isinstance(item, dict) else item[2] for item in rejected]
        found |= {reason.partition(":")[0] for reason in reasons}
    assert found <= said.keys()
    assert len(found) > 4


def test_no_words_without_their_reason():
    source = "".join(path.read_text("utf-8") for path in PARSERS.rglob("*.py"))
    assert all(f'"{reason}' in source for reason in words.reasons(translator("en")))
