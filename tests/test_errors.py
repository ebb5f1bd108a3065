"""Errors and notes: two sentences in every language, the same after a journey between processes."""

import inspect
import pickle

import pytest

from collectguard import errors
from collectguard.errors import CollectguardError, InputError
from collectguard.i18n import Sentence, translator

CLASSES = [
    value
    for value in vars(errors).values()
    if inspect.isclass(value) and issubclass(value, CollectguardError)
]
zh = translator("zh")


@pytest.mark.parametrize("error", CLASSES)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_is_the_same_in_another_process(error, protocol):
    made = error("{path}: the file is empty.", "Copy or download it again.", path="a {b}: c.xml")
    again = pickle.loads(pickle.dumps(made, protocol))
    assert type(again) is error
    assert again.exit_code == made.exit_code
    assert str(again) == "a {b}: c.xml: the file is empty. Copy or download it again."
    assert (again.what, again.advice) == ("a {b}: c.xml: the file is empty.", "Copy or download it again.")
    assert again.said(zh) == ("a {b}: c.xml：文件是空的。", "请重新复制或下载一份。")


def test_a_sentence_inside_a_sentence_is_translated_as_well():
    inner = Sentence("this is a PNG picture.")
    error = InputError(
        "{path}: {what}", Sentence("Export again without encryption."), path="x.png", what=inner
    )
    assert error.what == "x.png: this is a PNG picture."
    assert error.said(zh) == ("x.png：这是一张 PNG 图片。", "请不加密重新导出。")


@pytest.mark.parametrize("text", ["", "{", "{0} {name!r}", "没有这句话 {n}"])
def test_a_sentence_without_values_is_said_as_it_is(text):
    assert Sentence(text) == text
    assert Sentence(text).said(zh) == text
    assert InputError(text, text).said(zh) == (text, text)


def test_equal_sentences_are_one():
    assert len({Sentence("{n} s", n=1), Sentence("1 s"), "1 s"}) == 1
