from dataclasses import dataclass, replace

from collectguard.reports.kept import kept


@dataclass(frozen=True)
class Subject:
    name: str


def test_a_result_is_worked_out_once_for_each_subject():
    asked = []

    @kept
    def length(subject):
        asked.append(subject.name)
        return len(subject.name)

    @kept
    def capitals(subject):
        return subject.name.upper()

    one = Subject("one")
    assert [length(one), length(one), capitals(one)] == [3, 3, "ONE"]
    assert length(replace(one, name="other")) == 5
    assert asked == ["one", "other"]
    assert one == Subject("one")
