"""What README.md shows of the program itself: its help text and a picture. Run by ``make docs``."""

import contextlib
import io
from pathlib import Path

import cogapp

import collectguard as cg

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "sample_data" / "timeline.png"


def picture() -> bytes:
    """The timeline of the sample, with English words."""
    log = cg.read(sorted((ROOT / "sample_data").glob("*.xml")))
    return cg.plots.render("timeline", log, lang="en")[0].png


def cog(*options: str) -> int:
    """Renew (``-r``) or check (``--check``) the generated part of README.md; 0 when all is well."""
    with contextlib.redirect_stdout(io.StringIO()):
        return cogapp.Cog().main(["cog", *options, str(ROOT / "README.md")])


if __name__ == "__main__":
    PICTURE.write_bytes(picture())
    raise SystemExit(cog("-r"))
