"""What happens once: the turns of the story and the quirks of a real phone, from ``scenes.toml``."""

import tomllib
from typing import Any

from story.cast import HERE, Cast, Party
from story.dates import epoch_ms
from story.diary import Diary
from story.dice import Dice
from story.pictures import base64_png
from story.records import MESSAGE_TYPES, Part

SMIL = (
    '<smil><head><layout><root-layout/><region id="Text" top="0" left="0" height="100%" width="100%"/>'
    '</layout></head><body><par dur="5000ms"><text src="text.txt" region="Text"/></par></body></smil>'
)


def play(diary: Diary, cast: Cast) -> None:
    """Plant every scene. They come first, so that chance keeps clear of them."""
    table: dict[str, Any] = tomllib.loads((HERE / "scenes.toml").read_text("utf-8"))
    dice = Dice("scenes")
    for scene in table["message"]:
        _message(diary, cast, dice, scene)
    for scene in table["call"]:
        diary.call(
            _party(cast, scene),
            _moment(dice, scene["at"]),
            str(scene["type"]),
            duration_s=scene.get("duration", 0),
            number=scene.get("number"),
            presentation=str(scene.get("presentation", 1)),
        )
    for scene in table["mms"]:
        _picture_message(diary, cast, scene)


def _party(cast: Cast, scene: dict[str, Any]) -> Party:
    return cast.agent(scene["number"]) if scene["who"] == "agency" else cast[scene["who"]]


def _moment(dice: Dice, text: str) -> int:
    """The instant of a scene; one given to the second gets its milliseconds by chance."""
    return epoch_ms(text) + (0 if "." in text else dice.between(0, 999))


def _message(diary: Diary, cast: Cast, dice: Dice, scene: dict[str, Any]) -> None:
    party, at_ms, date = _party(cast, scene), _moment(dice, scene["at"]), None
    if scene.get("in_seconds"):
        date = at_ms // 1000
    if "came" in scene:  # the phone's clock was not set
        date, at_ms = at_ms, epoch_ms(scene["came"])
    text = scene["text"].replace("{code}", f"{dice.between(100000, 999999)}")
    address = party.spellings[scene.get("spelling", 0)]
    for _ in range(scene.get("copies", 1)):
        diary.message(party, at_ms, MESSAGE_TYPES[scene["way"]], text, address=address, date=date)


def _picture_message(diary: Diary, cast: Cast, scene: dict[str, Any]) -> None:
    at_ms = epoch_ms(scene["at"])  # picture messages carry whole seconds
    rcs, others = scene.get("rcs", False), [cast[who] for who in scene.get("group", ())]
    parts = []
    if not rcs and scene["way"] != "notification":
        parts.append(Part("application/smil", "smil.xml", SMIL, None))
    parts += [Part("image/png", f"{name}.png", None, base64_png(name)) for name in scene.get("pictures", ())]
    if "text" in scene:
        parts.append(Part("text/plain", "text.txt", scene["text"], None))
    if scene["way"] == "out":
        to = others or [_party(cast, scene)]
        diary.sent_picture_message(to, at_ms, parts, rcs=rcs)
        return
    diary.picture_message(
        _party(cast, scene),
        at_ms,
        parts,
        others=others,
        subject=scene.get("subject"),
        announced=scene["way"] == "notification",
        rcs=rcs,
    )
