"""Says whether an actor takes a place's name: "the Beijing Institute", "Beijing has agreed"."""

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

    def take(self, span: Span) -> bool:
        """Say whether a name is part of a longer one, or a capital that stands for a government."""
        nearest = bisect_right(self._starts, span.start) - 1
        actor = self._actors[nearest] if nearest >= 0 else None
        if actor is None or not actor.span.contains(span):
            return False
        return (actor.form is ActorForm.METONYM) == (actor.span == span)
