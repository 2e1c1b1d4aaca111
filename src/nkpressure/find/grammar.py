"""Words with their grammatical classes, as far as tables and word shapes tell them.

No tagger and no parser: closed classes and verbs come from tables, the rest from capitals and
endings. Whether a word is a verb where it stands is a question for `nkpressure.find.verb_uses`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import ClassVar, NamedTuple

from nkpressure.find.inflections import verb_forms
from nkpressure.find.kept_readings import KeptReadings
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """A word of a closed class, or one whose class its shape does not show."""

    TABLE: ClassVar[str] = "clause_words.csv"

    word: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """A common verb that reports nothing; it shows where a clause has its verb."""

    TABLE: ClassVar[str] = "verbs.csv"

    verb: str


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb that introduces what somebody says, thinks, wants or judges, and what it governs."""

    TABLE: ClassVar[str] = "reporting_verbs.csv"

    verb: str
    link: str
    complements: tuple[str, ...]
    prepositions: tuple[str, ...]


class Word(NamedTuple):
    """A word, a mark or a whole quotation, with its classes and the verb forms it may be.

    A text has as many as it has words, and a named tuple is made in a third of the time.
    """

    start: int
    end: int
    low: str
    classes: frozenset[str]
    forms: frozenset[str] = frozenset()

    @property
    def span(self) -> Span:
        """Where the word stands."""
        return Span(self.start, self.end)

    def has(self, name: str) -> bool:
        """Say whether the word may belong to that class."""
        return name in self.classes


# A named tuple made in C: its own constructor is a Python function, thrice as slow.
_word: Callable[[tuple[int, int, str, frozenset[str], frozenset[str]]], Word] = partial(
    tuple.__new__, Word
)

# "U.S.", "Mr.", "D-N.Y.", "don’t", "’re", "China’s" (two words), "--", single marks; the space
# behind a word goes with it, so that no rule is tried there and nothing is passed over
_WORD = re.compile(
    r"""
    (?: \w++(?![-‐‑.,&'’])  # most words: nothing that they could go on with
    | (?:[A-Za-z]\.){2,}
    | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|Prof|Rev|Hon|No|Inc|Corp|Co)\.
    | \w+(?:[-‐‑.,&]\w+)*?n['’]t\b
    | \w+(?:[-‐‑.,&]\w+)*
    | ['’](?:s|re|ve|m|d|ll)\b
    | -{2,} | \.{3} | [^\w\s]
    )\s*+
    """,
    re.VERBOSE,
)
_OWNER = re.compile("['’\u02bc][sS]")  # what "'s" is printed as
_LONGEST_HEADLINE = 160
_TEXTS = 4  # that are kept with their words: a document, and what is looked at beside it

# A word's length without the space behind it, its lower case, its classes and forms
_Kind = tuple[int, str, frozenset[str], frozenset[str]]
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible")
_NOUN_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ism", "ship", "ance", "ence")
_NOMINAL = frozenset({"noun", "name", "number", "adjective", "time", "clitic", "quotation"})
# "Eve Long", "May Will": with a capital within a sentence these are names
_NEVER_IN_NAMES = frozenset({"adverb", "adjective", "modal", "finite", "auxiliary"})
_PHRASE_START = frozenset({"determiner", "possessive", "pronoun", "relative", "question", "speech"})


def words_of(text: str, start: int, end: int, tables: Tables) -> tuple[Word, ...]:
    """Return the words of a stretch with their classes.

    A stretch of one text is read once, however many finders ask for it.
    """
    read = _stretches(text, tables)
    words = read.get((start, end))
    if words is None:
        words = read[start, end] = tuple(_read(text, start, end, tables))
    return words


@lru_cache(maxsize=_TEXTS)
def _stretches(text: str, tables: Tables) -> dict[tuple[int, int], tuple[Word, ...]]:
    """Keep the stretches of the last few texts that have been read."""
    return {}


def _read(text: str, start: int, end: int, tables: Tables) -> list[Word]:
    stretch = text[start:end]
    shouts = len(stretch) < _LONGEST_HEADLINE and _is_headline(stretch)
    kinds = _kinds(tables, shouts)
    at = start + len(stretch) - len(stretch.lstrip())
    found: list[Word] = []
    # strings alone, since a match for each word would take thrice as long
    for shown in _WORD.findall(stretch):
        length, low, classes, forms = kinds[shown]
        found.append(_word((at, at + length, low, classes, forms)))
        at += len(shown)
    if found and not shouts:
        _, _, classes, forms = _kinds(tables, True)[text[found[0].start : found[0].end]]
        found[0] = found[0]._replace(classes=classes, forms=forms)
    if _OWNER.search(stretch):
        clitics = [place for place, word in enumerate(found) if word.low == "'s"]
        for place in [place for place in clitics if _owns(found, place)]:
            found[place] = found[place]._replace(classes=_CLITIC, forms=frozenset())
    return found


_CLITIC = frozenset({"clitic"})
_HOSTS = frozenset({"he", "she", "it", "that", "what", "who", "there", "here", "where", "how"})


def _owns(words: Sequence[Word], place: int) -> bool:
    """After a name "'s" owns ("Trump's plan"), unless a verb group plainly goes on."""
    if place == 0 or words[place - 1].low in _HOSTS:
        return False
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or following.low in ("been", "not", "got"):
        return following is None
    if "gerund" in following.forms and place + 2 < len(words):
        object_ = words[place + 2]
        return not (object_.classes & {"determiner", "preposition", "pronoun", "question"})
    return not following.has("determiner")


def _is_headline(stretch: str) -> bool:
    """In "Biden Aims Insult At Trump" a capital does not make a name."""
    letters = [word[0] for word in stretch.split() if word[0].isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


@cache
def _lexicon(tables: Tables) -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    verbs = [row.verb for row in tables.rows(Verb)] + [
        row.verb.split()[0] for row in tables.rows(ReportingVerb)
    ]
    for verb in verbs:
        own = verb_forms(verb, tables)
        for name in ("base", "third", "past", "participle", "gerund"):
            forms.setdefault(getattr(own, name), set()).add(name)
    return {form: frozenset(names) for form, names in forms.items()}


@cache
def _closed(tables: Tables) -> dict[str, frozenset[str]]:
    return {row.word: frozenset(row.classes) for row in tables.rows(ClauseWord)}


@cache
def _kinds(tables: Tables, first: bool) -> KeptReadings[_Kind]:
    """Return what knows the kinds of words, each with the space behind.

    `first` says that they begin a sentence.
    """

    def kind(shown: str) -> _Kind:
        word = shown.rstrip()
        low = lowered(word)
        return (len(word), low, *_classes(word, low, first, tables))

    return KeptReadings(kind)


def _classes(
    shown: str, low: str, first: bool, tables: Tables
) -> tuple[frozenset[str], frozenset[str]]:
    listed = _closed(tables).get(low)
    forms = _lexicon(tables).get(low, frozenset())
    if low.startswith("'") and low[1:].isalpha():
        return (listed or frozenset()) | {"clitic"}, frozenset()
    plain = listed or forms or low.endswith(_ADJECTIVE_ENDINGS)
    capital = shown[:1].isupper() and not (first and plain)
    if listed and capital and not first and "pronoun" not in listed:
        return (listed - _NEVER_IN_NAMES) | {"name", "noun"}, forms
    if listed:
        return listed, forms
    if not shown[:1].isalnum():
        return frozenset({"mark"}), frozenset()
    if shown[0].isdigit():
        return frozenset({"number"}), frozenset()
    if capital:
        return frozenset({"name", "noun"}), forms
    return _by_ending(low, forms)


def _by_ending(low: str, forms: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    if forms:
        return frozenset({"noun", "verb"}), forms
    if low.endswith(_ADJECTIVE_ENDINGS) and len(low) > 5:
        return frozenset({"adjective"}), forms
    if low.endswith("ly") and len(low) > 4:
        return frozenset({"adverb"}), forms
    if low.endswith("ed") and len(low) > 4:
        return frozenset({"adjective", "verb"}), frozenset({"past", "participle"})
    if low.endswith("ing") and len(low) > 5:
        return frozenset({"noun", "verb"}), frozenset({"gerund"})
    if low.endswith(_NOUN_ENDINGS):
        return frozenset({"noun"}), forms
    return frozenset({"noun"}), forms


def is_nominal(word: Word) -> bool:
    """Say whether the word can stand inside a noun phrase."""
    classes = word.classes
    if "speech" in classes:
        return False
    return not classes.isdisjoint(_NOMINAL) or word.low in ("'s", "'", "&", "%", "$")


def starts_phrase(word: Word) -> bool:
    """Say whether a noun phrase or a clause can begin with the word."""
    return not word.classes.isdisjoint(_PHRASE_START) or is_nominal(word)
