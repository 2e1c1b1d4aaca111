"""Who acts in a clause: its subject, or whom a pronoun or a verb without subject takes up."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.find.events import Event, EventMention
from nkpressure.find.grammar import Word
from nkpressure.find.verb_uses import VerbUse, verb_use, verb_uses
from nkpressure.ledger.clauses import Clause, words_until
from nkpressure.ledger.parties import Scene, all_parties
from nkpressure.ledger.role_words import Use, role_words
from nkpressure.model import Annotation, Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Named:
    """Parties in a role, with the rule that found them and whether the clause names them."""

    parties: tuple[str, ...] = ()
    rule: str | None = None
    stated: bool = False


SUBJECT, SPEAKER = "subject", "the speaker's we"
PERSON, ITSELF, EARLIER = "he or she", "it", "taken up from before"
_VERBS = (VerbUse.FINITE, VerbUse.PASSIVE)
_VERB_REACH = 40  # words before the verb
_JOINING = frozenset({",", "and", "the", "or", "'s", "-"})
_ON_THE_PART = "on the part of"
_BESIDE_A_NOUN = frozenset({"determiner", "adjective"})
_CONTINUED = ("second verb", "participle")


def _start(annotation: Annotation) -> int:
    return annotation.start


def _word_start(word: Word) -> int:
    return word.start


@dataclass(slots=True)
class Cast:
    """Knows the actors and events of one document, in text order, and who acted last.

    `clauses_in` cuts a sentence into its clauses; of most sentences nobody needs to know them.
    """

    actors: Sequence[ActorMention]
    scene: Scene
    tables: Tables
    clauses_in: Callable[[Span], Sequence[Clause]]
    events: Sequence[EventMention] = ()
    parties_named: Sequence[ActorMention] = field(init=False)  # the author's "I" is no party
    starts: Sequence[int] = field(init=False)  # of those
    ends: Sequence[int] = field(init=False)
    passed: list[Span | Clause] = field(default_factory=list)  # what was not heard, in text order
    acted: tuple[str, ...] = ()  # who acted last before all that was passed

    def __post_init__(self) -> None:
        author = ActorForm.PRONOUN_AUTHOR
        self.parties_named = [actor for actor in self.actors if actor.form is not author]
        self.starts = [actor.span.start for actor in self.parties_named]
        self.ends = [actor.span.end for actor in self.parties_named]

    def within(self, span: Span) -> list[ActorMention]:
        """Return the actors named within a stretch; the author's "I" is no party."""
        end, ends = span.end, self.ends
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, end, first)
        return [self.parties_named[n] for n in range(first, last) if ends[n] <= end]

    def event_parties(self, span: Span) -> tuple[str, ...]:
        """Return who took part in an event that a stretch names: "the Singapore summit"."""
        first = max(bisect_left(self.events, span.start, key=_start) - 1, 0)
        last = bisect_left(self.events, span.end, key=_start)
        named = {e.event for e in self.events[first:last] if e.span.overlaps(span)}
        rows = [row for row in self.tables.rows(Event) if row.id in named] if named else []
        return tuple(dict.fromkeys(f"e:{actor}" for row in rows for actor in row.actors))

    def parties(self, actors: Iterable[ActorMention]) -> tuple[str, ...]:
        """Return the parties behind actors."""
        entities = [entity for actor in actors for entity in actor.entity]
        return all_parties(entities, self.tables) if entities else ()

    def hear(self, clause: Clause) -> "Heard":
        """Read who acts in a clause, and remember it for "it" and "they" in the next."""
        heard = _heard(clause, self)
        if heard.subject.stated and heard.subject.parties:
            self._remember(heard.subject.parties)
        return heard

    def pass_over(self, stretch: Span | Clause) -> None:
        """Leave a sentence or a clause unheard, until somebody asks who acted last."""
        self.passed.append(stretch)

    def last(self) -> tuple[str, ...]:
        """Return who acted last: whom "it" and "they" take up."""
        while self.passed:
            acted = self._acting_in(self.passed.pop())
            if acted:
                self._remember(acted)
        return self.acted

    def _remember(self, acted: tuple[str, ...]) -> None:
        self.acted = acted
        self.passed.clear()

    def _acting_in(self, stretch: Span | Clause) -> tuple[str, ...]:
        """Return whom the last subject of a stretch names."""
        if isinstance(stretch, Clause):
            return self.parties(_named_subject(stretch, *_verb(stretch.words), self))
        clauses = self.clauses_in(stretch) if self.within(stretch) else ()
        return next((acted for c in reversed(clauses) if (acted := self._acting_in(c))), ())

    def hear_at(self, clause: Clause, mention: Span, heard: "Heard") -> "Heard":
        """Read who acts at a mention: "If Pyongyang tests again, the US will impose ..."."""
        within = clause.within(mention)
        opens = within[0].start if within else mention.start
        uses = verb_uses(clause.words)
        before = bisect_right(clause.words, opens, key=_word_start)
        places = [place for place in range(before) if uses[place] in _VERBS]
        groups = [p for p in places if p - 1 not in places]
        if len(groups) < 2:
            return heard
        first, at = groups[-2] + 1, groups[-1]
        front = clause.words[first:at]
        reach = Span(clause.words[first].start, clause.words[at].start) if front else None
        named = subjects(self.within(reach), front, self) if reach else []
        if not named:
            pronoun = _pronoun(clause, front, self) if front else Named()
            known = pronoun.rule in (SPEAKER, PERSON, ITSELF)
            return Heard(pronoun, False, clause.words[at].start) if known else heard
        passive = uses[at] is VerbUse.PASSIVE or _is_passive(clause.words, at)
        subject = Named(self.parties(named), SUBJECT, True)
        return Heard(subject, passive, clause.words[at].start)


@dataclass(frozen=True, slots=True)
class Heard:
    """The subject of a clause, whether something is done to it, and where its verb begins."""

    subject: Named
    passive: bool
    verb: int


def _heard(clause: Clause, cast: Cast) -> Heard:
    words = clause.words
    at, use = _verb(words)
    verb = words[at].start if at < len(words) else clause.span.end
    passive = use is VerbUse.PASSIVE or _is_passive(words, at)
    named = _named_subject(clause, at, use, cast)
    if named:
        return Heard(Named(cast.parties(named), SUBJECT, True), passive, verb)
    return Heard(_pronoun(clause, words[:at], cast), passive, verb)


def _named_subject(
    clause: Clause, at: int, use: VerbUse | None, cast: Cast
) -> Sequence[ActorMention]:
    """Return the actors that the subject before a clause's verb names."""
    if use is None:
        return ()
    before = cast.within(Span(clause.span.start, clause.words[at].start))
    return subjects(before, clause.words[:at], cast) if before else ()


def _verb(words: Sequence[Word]) -> tuple[int, VerbUse | None]:
    for place in range(min(len(words), _VERB_REACH)):
        use = verb_use(words, place)
        if use in _VERBS:
            return place, use
    return len(words), None


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """Say whether the verb group is passive: "was adopted", "have been lifted"."""
    for place in range(at + 1, min(at + 5, len(words))):
        if verb_use(words, place) is VerbUse.PASSIVE:
            return True
        if not (words[place].has("auxiliary") or words[place].has("adverb")):
            return False
    return False


def _pronoun(clause: Clause, front: Sequence[Word], cast: Cast) -> Named:
    uses = role_words(cast.tables)
    found = [uses[word.low] for word in front if word.low in uses]
    if Use.SPEAKER in found:
        return Named((), SPEAKER, True)
    if Use.PERSON in found:
        return Named(cast.last(), PERSON, False)
    if Use.ITSELF in found:
        return Named(cast.last(), ITSELF, False)
    if Use.EARLIER in found or not front or clause.rule in _CONTINUED:
        return Named(cast.last(), EARLIER, False)
    return Named()


def subjects(
    named: Sequence[ActorMention], words: Sequence[Word], cast: Cast
) -> list[ActorMention]:
    """Return the actors that head a subject; one behind a preposition only if no other is."""
    uses = role_words(cast.tables)
    groups = groups_of(named, words)
    free = [group for group in groups if not _led(group[0], words)]
    behind = [
        group for group in groups if uses.get(lead(group[0], words)) in (Use.OWNER, Use.AGENT)
    ]
    chosen = free or behind
    return chosen[-1] if chosen else []


def lead(actor: ActorMention, words: Sequence[Word]) -> str:
    """Return the word before an actor, over articles and adjectives."""
    at = _leading(actor, words)
    if at < 0:
        return ""
    before = " ".join([word.low for word in words[max(0, at - 3) : at + 1]])
    return _ON_THE_PART if before.endswith(_ON_THE_PART) else words[at].low


def _leading(actor: ActorMention, words: Sequence[Word]) -> int:
    """Return the place of the word before an actor, over articles and adjectives; -1 if none."""
    at = len(words_until(words, actor.start)) - 1
    while at >= 0 and not _BESIDE_A_NOUN.isdisjoint(words[at].classes):
        at -= 1
    return at


def asked_party(clause: Clause, mention: Span, cast: Cast) -> Named:
    """Return who is to be got to do something: "getting China to restrict the flow of oil"."""
    words = clause.before(mention.start)
    if not words or mention.start <= clause.span.start:
        return Named()
    named = cast.within(Span(clause.span.start, mention.start))
    groups = groups_of(named, words)
    uses = role_words(cast.tables)
    if not groups or uses.get(lead(groups[-1][0], words)) is not Use.CAUSE:
        return Named()
    between = [word for word in words if groups[-1][-1].end <= word.start]
    if all(word.low == "to" or word.has("adverb") for word in between):
        return Named(cast.parties(groups[-1]), "got to do it", True)
    return Named()


def _led(actor: ActorMention, words: Sequence[Word]) -> bool:
    at = _leading(actor, words)
    return at >= 0 and words[at].has("preposition")


def groups_of(actors: Sequence[ActorMention], words: Sequence[Word]) -> list[list[ActorMention]]:
    """Return the actors with those joined to them: "Japan, Korea and the United States"."""
    groups: list[list[ActorMention]] = []
    for actor in actors:
        if groups and _joined(groups[-1][-1], actor, words):
            groups[-1].append(actor)
        else:
            groups.append([actor])
    return groups


def group_of(
    actor: ActorMention, actors: Sequence[ActorMention], words: Sequence[Word]
) -> list[ActorMention]:
    """Return an actor with those joined to it."""
    return next(group for group in groups_of(actors, words) if actor in group)


def _joined(left: ActorMention, right: ActorMention, words: Sequence[Word]) -> bool:
    if right.start - left.end <= 1:
        return True  # "Xi-Putin"
    until = words_until(words, right.start)
    between = {word.low for word in until[bisect_left(until, left.end, key=_word_start) :]}
    return between <= _JOINING and bool(between & {",", "and", "or"})
