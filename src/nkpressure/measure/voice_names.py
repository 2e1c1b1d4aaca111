"""How a voice is called: by the table of entities, by the article's own words, or by its label."""

from nkpressure.find.actor_table import entity_rows
from nkpressure.find.everything import Findings
from nkpressure.find.speakers import author_voice

UNNAMED = "unnamed"


class VoiceNames:
    """The names of the voices of one article, with the kind and the country that the table knows.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("note", "Ri Myong Ho said that Beijing waits."))
    >>> VoiceNames(note).name("e:CHN"), VoiceNames(note).name("e:unnamed-analysis")
    ('China', 'an unnamed analysis')
    """

    def __init__(self, findings: Findings) -> None:
        self._rows = entity_rows(findings.tables)
        self._printed: dict[str, str] = {}
        text = findings.document.text
        for actor in findings.actors:
            for entity in actor.entity if len(actor.entity) == 1 else ():
                words = _without_article(actor.span.of(text))
                if len(words) > len(self._printed.get(entity, "")):
                    self._printed[entity] = words
        for found in findings.attributions:
            if found.source is not None:
                words = _without_article(found.source.of(text))
                if " " in words or not words.islower():  # no pronoun, as in "which said"
                    self._printed.setdefault(found.chain[0], words)
        self.author = author_voice(findings.document, findings.tables)
        self._author_name = findings.document.author or self._of_entity(self.author)

    def name(self, voice: str) -> str:
        """Return a voice's name for a reader."""
        if voice == self.author:
            return self._author_name
        if voice == UNNAMED:
            return "nobody named"
        prefix, _, label = voice.partition(":")
        if prefix != "e":
            return (label or prefix).replace("_", " ").replace("-", " ")
        if label.startswith("unnamed-"):
            return f"an unnamed {label.removeprefix('unnamed-').replace('-', ' ')}"
        return ", ".join(self._of_entity(each) for each in voice.split("+"))

    def kind(self, voice: str) -> str | None:
        """Return what kind of entity speaks, where the table knows it."""
        row = self._rows.get(voice)
        return row.subkind if row else None

    def country(self, voice: str) -> str | None:
        """Return the country of a voice, where the table knows it."""
        row = self._rows.get(voice)
        return row.country if row else None

    def _of_entity(self, entity: str) -> str:
        row = self._rows.get(entity)
        if row is not None:
            return row.name
        words = entity.removeprefix("e:").replace("-", " ")
        return self._printed.get(entity) or words


def _without_article(words: str) -> str:
    first, _, rest = " ".join(words.split()).partition(" ")
    return (
        rest if rest and first.lower() in ("the", "a", "an", "that") else f"{first} {rest}".strip()
    )
