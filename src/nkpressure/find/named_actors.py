"""Says which actor is named around a place: a city's name may be part of a longer name."""

from bisect import bisect_right
from collections.abc import Sequence

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.model import Span

_NAMED = (ActorForm.NAME, ActorForm.HANDLE, ActorForm.METONYM)


class NamedActors:
    """The names of people, media and bodies, and capitals for governments, by place."""

    def __init__(self, actors: Sequence[ActorMention]) -> None:
        self._actors = [actor for actor in actors if actor.form in _NAMED]
        self._starts = [actor.span.start for actor in self._actors]

    def around(self, span: Span) -> ActorMention | None:
        """Return the one that holds the span, whether as its own or as part of a longer name."""
        nearest = bisect_right(self._starts, span.start) - 1
        actor = self._actors[nearest] if nearest >= 0 else None
        return actor if actor is not None and actor.span.contains(span) else None
