"""Files of a report: the same bytes every time, nothing in them but the picture."""

import hashlib
import importlib
import pkgutil
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pytest
from lxml import etree
from PIL import Image

from collectguard import plots, statistics
from collectguard.errors import SettingsError
from collectguard.fonts import FAMILIES, families_for, printable
from collectguard.i18n import locale_dir
from collectguard.plots.render import DRAWINGS
from collectguard.settings import settings_for
from tests.plots.story import empty, hostile, random_log, story

NAMES = [plot.__name__ for plot in plots.PLOTS]

DIGESTS = """
import hashlib
from collectguard import plots
from tests.plots.story import hostile
for plot in plots.PLOTS:
    for chart in plots.render(plot.__name__, hostile()):
        print(hashlib.sha256(chart.png + chart.svg + chart.caption.encode()).hexdigest())
"""


@cache
def chart(name, log):
    """The chart of one of the logs of `story`, drawn once for the tests that only look at it."""
    [drawn] = plots.render(name, log())
    return drawn


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_bytes(name):
    log = random_log(90, 30, 40)  # enough marks for a picture within the drawing
    [one], [other] = plots.render(name, log), plots.render(name, log)
    assert one.png == other.png
    assert one.svg == other.svg


def test_another_process_another_zone_and_another_home_give_the_same_bytes(tmp_path):
    charts = [chart(name, hostile) for name in NAMES]
    here = [hashlib.sha256(each.png + each.svg + each.caption.encode()).hexdigest() for each in charts]
    style = tmp_path / "matplotlibrc"
    style.write_text("font.size: 20\naxes.facecolor: red\nsavefig.dpi: 50\n")
    away = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Kiritimati",
        "HOME": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path),
        "MATPLOTLIBRC": str(style),
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", DIGESTS], env=away, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == here


@pytest.mark.parametrize("name", NAMES)
def test_png_is_the_picture_alone_at_200_dots_an_inch(name):
    image = Image.open(BytesIO(chart(name, story).png))
    assert image.width == round(180 / 25.4 * 200 - 0.5)
    assert set(image.info) <= {"dpi"}
    assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_svg_needs_no_typeface_and_nothing_from_outside(name):
    root = etree.fromstring(
        chart(name, hostile).svg, etree.XMLParser(no_network=True, resolve_entities=False)
    )
    tags = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert "text" not in tags
    assert not tags & {"script", "foreignObject", "date", "creator"}
    links = {
        value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")
    }
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)


def test_a_dense_log_makes_files_of_moderate_size():
    log = random_log(400, 40, 40)
    assert len(log.timed) > 10_000
    for name in NAMES:
        [dense] = plots.render(name, log)
        assert len(dense.png) < 1_500_000
        assert len(dense.svg) < 1_500_000


@pytest.mark.parametrize("name", NAMES)
def test_language_is_that_of_the_report(name):
    english = settings_for("CN", report_lang="en")
    assert "2026-03-01 至 2026-03-05，北京时间" in DRAWINGS[name](story(), settings_for("CN")).subtitle
    drawing = DRAWINGS[name](story(), english)
    assert "2026-03-01 to 2026-03-05, Beijing time (Asia/Shanghai)" in drawing.subtitle
    assert f"{drawing.title}{drawing.caption}".replace("–", "-").isascii()


def test_another_language_may_be_asked_for():
    chinese = chart("daily", story)
    [english] = plots.render("daily", story(), lang="en")
    [set_english] = plots.render("daily", story(), settings_for("CN", report_lang="en"))
    assert (english.title, english.caption, english.png) == (
        set_english.title,
        set_english.caption,
        set_english.png,
    )
    assert "每日来电和短信次数：2026-03-01 至 2026-03-05" in chinese.title
    assert chinese.png != english.png


def test_our_own_words_need_no_second_typeface():
    words = [locale_dir() / "zh" / "plots.po", *Path(plots.__path__[0]).glob("*.py")]
    for path in words:
        text = printable(path.read_text("utf-8")).replace("⟨", "").replace("⟩", "")
        assert families_for(text) == FAMILIES[:1], path


def test_captions_say_what_is_left_out():
    english = settings_for("CN", report_lang="en")
    captions = {name: DRAWINGS[name](story(), english).caption for name in NAMES}
    for name in ("timeline", "daily", "hours"):
        assert "without a usable time, not drawn: 1." in captions[name]
    for name in ("timeline", "daily"):
        assert "Messages are recorded from 2026-03-02 to 2026-03-04 only." in captions[name]
    assert "belong to neither part of the day: 1." in captions["senders"]
    assert "not drawn" not in DRAWINGS["hours"](empty(), english).caption


@pytest.mark.parametrize("name", ["hours", "senders"])
def test_table_under_a_chart_is_the_statistic(name):
    assert DRAWINGS[name](story(), settings_for("CN")).table.equals(getattr(statistics, name)(story()))


def test_an_unknown_chart_is_refused_with_the_names_there_are():
    with pytest.raises(SettingsError, match="timeline, daily, hours, senders"):
        plots.render("pie", story())


def test_every_plot_of_the_folder_is_listed_and_can_be_rendered():
    modules = {module.name for module in pkgutil.iter_modules(plots.__path__)}
    own = {name for name in modules if not name.startswith("_")} - {"render"}
    assert set(NAMES) == set(DRAWINGS)
    others = (*plots.FINDING_PLOTS, *plots.ACTOR_PLOTS, *plots.WORD_PLOTS)
    assert own == set(NAMES) | {plot.__name__ for plot in others}
    for plot in (*plots.PLOTS, *others):
        assert plot.__module__ == f"collectguard.plots.{plot.__name__}"
        module = importlib.import_module(plot.__module__)
        assert getattr(module, plot.__name__) is plot


def test_drawing_leaves_no_trace_in_matplotlib():
    before = dict(mpl.rcParams)
    for plot in plots.PLOTS:
        plot(story())
    plots.render("daily", story())
    assert dict(mpl.rcParams) == before


def test_no_window_system_and_no_pyplot():
    code = "import sys, collectguard.plots; print('matplotlib.pyplot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
