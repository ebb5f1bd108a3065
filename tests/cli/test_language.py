import pytest

from collectguard.cli.language import Chosen, choose
from tests.cli.helpers import invoke, run


@pytest.mark.parametrize(
    ("arguments", "environ", "chosen"),
    [
        ([], {}, Chosen("en", "default")),
        ([], {"LANG": "zh_CN.UTF-8"}, Chosen("zh", "LANG")),
        ([], {"LANG": "de_DE.UTF-8"}, Chosen("en", "LANG")),
        ([], {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, Chosen("en", "LC_MESSAGES")),
        ([], {"LC_ALL": "zh_TW", "LC_MESSAGES": "en_US", "LANG": "en_US"}, Chosen("zh", "LC_ALL")),
        ([], {"LC_ALL": "", "LANG": "zh_CN"}, Chosen("zh", "LANG")),
        ([], {"COLLECTGUARD_LANG": "en", "LANG": "zh_CN"}, Chosen("en", "COLLECTGUARD_LANG")),
        ([], {"COLLECTGUARD_LANG": "fr", "LANG": "zh_CN"}, Chosen("zh", "LANG")),
        (["--lang", "zh"], {"COLLECTGUARD_LANG": "en"}, Chosen("zh", "--lang")),
        (["analyze", "x", "--lang=zh"], {}, Chosen("zh", "--lang")),
        (["analyze", "--", "--lang=zh"], {}, Chosen("en", "default")),
        (["analyze", "--lang"], {}, Chosen("en", "default")),
    ],
)
def test_option_before_variable_before_system(arguments, environ, chosen):
    assert choose(arguments, environ) == chosen


def test_words_of_click_follow_the_terminal(tmp_path):
    done = run("analyze", cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert done.stderr.decode() == (
        "错误：缺少参数 'FILE…'.\n怎么办：查看正确写法：collectguard analyze --help\n"
    )


@pytest.mark.parametrize("place", [0, 1])
def test_language_may_stand_before_or_behind_the_command(place):
    arguments = ["demo", "--help"]
    arguments[place:place] = ["--lang", "zh"]
    assert invoke(*arguments).stdout.startswith("用法： collectguard demo")


def test_an_unknown_language_is_a_usage_error():
    result = invoke("--lang", "fr", "demo")
    assert result.exit_code == 2
    assert "'fr'" in result.stderr
