"""Says in one sentence why a row of the ledger was coded as it was."""

from nkpressure.codebook import read_codebook
from nkpressure.find.actor_table import entity_name
from nkpressure.ledger.rows import Signal
from nkpressure.model import Document
from nkpressure.tables import Tables, read_tables

_QUOTED = 90  # characters of the words that name the instrument


def explain(signal: Signal, document: Document, tables: Tables | None = None) -> str:
    """Return the reasons for a row as a sentence that names its words and all its rules.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.ledger.signals import build_ledger
    >>> note = Document("note", "The US imposed new sanctions on North Korea.")
    >>> [signal] = build_ledger(find_everything(note))
    >>> explain(signal, note)[:56]
    'Coded S.GEN, tighten, action_taken because “imposed new '
    """
    tables = tables or read_tables()
    words = _quoted(signal.named_by.span.of(document.text))
    name = read_codebook(tables).code(signal.instrument).name
    parties = "; ".join(
        f"{role} {_named(entities, tables)}"
        for role, entities in (
            ("sender", signal.sender),
            ("addressee", signal.addressee),
            ("target", signal.target),
        )
    )
    return (
        f"Coded {signal.instrument}, {signal.direction.value}, {signal.mode.value} because "
        f"“{words}” names {name}; {parties}; {signal.confidence.value} confidence, as "
        f"{signal.confidence_reason}. Rules: {'; '.join(signal.rules)}."
    )


def _quoted(words: str) -> str:
    short = " ".join(words.split())
    return short if len(short) <= _QUOTED else f"{short[: _QUOTED - 1]}…"


def _named(entities: tuple[str, ...], tables: Tables) -> str:
    if not entities:
        return "not given"
    return " and ".join(entity_name(tables, entity) or entity for entity in entities)
