from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from collectguard.actors.similar import similar_groups
from collectguard.actors.wording import WIDTH, least_similarity, masked

BASE = "abcdefghijklmnopqrstuvwxyzABCD"


def shingles(text):
    return {text[place : place + 3] for place in range(len(text) - 2)}


def jaccard(one, other):
    a, b = shingles(one), shingles(other)
    return len(a & b) / len(a | b)


def brute(texts):
    """Every pair compared, and groups grown until nothing changes."""
    limits = [least_similarity(len(text)) for text in texts]
    alike = [
        (i, j)
        for i, j in combinations(range(len(texts)), 2)
        if limits[i] and limits[j] and jaccard(texts[i], texts[j]) >= max(limits[i], limits[j])
    ]
    group = list(range(len(texts)))
    for _ in texts:
        for i, j in alike:
            group[i] = group[j] = min(group[i], group[j])
    return group


@given(st.lists(st.text("abc", min_size=8, max_size=26), max_size=12, unique=True))
@settings(max_examples=50, deadline=None)
def test_the_join_is_exact(texts):
    assert similar_groups(texts, WIDTH, least_similarity) == brute(texts)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_join_is_exact_among_many_texts(random):
    clauses = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(8)]
    texts = sorted({"".join(random.choices(clauses, k=random.randint(1, 6))) for _ in range(60)})
    assert similar_groups(texts, WIDTH, least_similarity) == brute(texts)


def test_letters_beyond_the_first_plane_and_halves_of_one():
    one = "😀😡💰📞🔪💀🙏🎉𠮷😈👹👿💩\ud83d"
    assert similar_groups(["", one, "x" + one[:-1]], WIDTH, least_similarity) == [0, 1, 1]


def test_similar_at_the_border():
    # 28 and 28 strings of three letters; 21 in common: 21 / 35 = .6
    one = BASE
    other = BASE[:23] + "1234567"
    assert jaccard(one, other) == 0.6
    assert similar_groups([one, other], WIDTH, least_similarity) == [0, 0]
    less = BASE[:22] + "12345678"
    assert similar_groups([one, less], WIDTH, least_similarity) == [0, 1]


def test_short_texts_must_be_more_alike_and_the_shortest_never_are():
    one, other = BASE[:19], BASE[:18] + "1"  # 16 / 18 > .8
    assert similar_groups([one, other], WIDTH, least_similarity) == [0, 0]
    far = BASE[:16] + "123"  # 14 / 20 = .7
    assert similar_groups([one, far], WIDTH, least_similarity) == [0, 1]
    assert similar_groups([BASE[:11], BASE[:11] + "1"], WIDTH, least_similarity) == [0, 1]
    assert similar_groups([], WIDTH, least_similarity) == []


def test_groups_grow_through_members():
    # a ~ b and b ~ c, but a and c alone are below .6
    a, b, c = BASE, BASE[5:] + "12345", BASE[10:] + "1234567890"
    assert jaccard(a, b) >= 0.6 > jaccard(a, c)
    assert similar_groups([c, a, b], WIDTH, least_similarity) == [0, 0, 0]


def test_what_differs_between_recipients_is_masked():
    one = "张先生，您欠12,118.58元，于2026年1月28日逾期，尾号0194，账户x***8。"
    other = "李范例女士：您欠900元,于2025-12-1逾期，尾号7777，账户xxxx8"
    assert masked(one, []) == masked(other, []) == "N您欠0元于0逾期尾号0账户00"
    assert masked("貸款逾期", []) == "贷款逾期"
    assert len(masked("逾期" * 10_000, [])) == 1_000
