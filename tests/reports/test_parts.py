from collectguard.reports.parts import Part, write_parts


def drawn(tmp_path, *, head, sizes, max_bytes, rows=100):
    """The parts written: a head of so many bytes in the first, then one row of each size."""
    draws: list[Part] = []

    def draw(part):
        draws.append(part)
        return b"h" * (head if part.number == 1 else 10) + b"r" * sum(sizes[part.start : part.end])

    paths = write_parts(tmp_path, "a.html", total=len(sizes), rows=rows, max_bytes=max_bytes, draw=draw)
    return paths, draws


def test_every_row_is_written_once_and_each_file_is_small_enough(tmp_path):
    sizes = [10] * 250 + [300] + [1] * 40
    paths, draws = drawn(tmp_path, head=200, sizes=sizes, max_bytes=600)
    lengths = [len(path.read_bytes()) for path in paths]
    assert max(lengths) <= 600
    assert sum(lengths) == 200 + 10 * (len(paths) - 1) + sum(sizes)
    kept = {part.number: part for part in draws}
    assert [kept[n].start for n in sorted(kept)][1:] == [kept[n].end for n in sorted(kept)][:-1]
    assert kept[len(paths)].next_file == ""
    assert kept[1].next_file == "a-2.html"


def test_what_is_too_large_without_any_row_is_drawn_twice_and_not_again(tmp_path):
    paths, draws = drawn(tmp_path, head=5_000, sizes=[10] * 50, max_bytes=1_000)
    assert [(part.number, part.start, part.end) for part in draws] == [(1, 0, 50), (1, 0, 0), (2, 0, 50)]
    assert [len(path.read_bytes()) for path in paths] == [5_000, 510]


def test_a_row_too_large_for_a_file_is_written_whole(tmp_path):
    paths, _ = drawn(tmp_path, head=10, sizes=[10, 5_000, 10], max_bytes=1_000)
    assert sum(len(path.read_bytes()) for path in paths) == 10 + 10 * (len(paths) - 1) + 5_020
    assert len(paths) <= 4
