"""Which numbers may belong to one agency: suggestions with their reasons, and what follows from them.

`suggest` compares what messages say about their senders; `rotation` measures how an actor changes its
numbers; `third_party` tells which of them reached other people. Nothing here is certain: a number joins an
actor for good when the user says so in the case file.
"""

from collectguard.actors.model import Evidence, Suggestion
from collectguard.actors.rotation import Rotation, rotation
from collectguard.actors.suggestions import suggest
from collectguard.actors.third_party import Reached, third_party

__all__ = ["Evidence", "Reached", "Rotation", "Suggestion", "rotation", "suggest", "third_party"]
