"""A ConvoKit corpus: each article a conversation, each quotation or report in it an utterance.

The article itself is the first utterance, by its author; whatever somebody says in it replies to
it. Only what is said goes along, so the way back is not possible.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from nkpressure import __version__
from nkpressure.exchange.coded_texts import CodedText
from nkpressure.measure.coded_fields import places_of
from nkpressure.records import Record
from nkpressure.tables import Tables

_UNNAMED = "(unnamed)"
_META = ("subkind", "attribution_level", "chain", "relay", "source_entity")


def to_convokit(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the files of a corpus: utterances, speakers, conversations, corpus and index."""
    del tables  # the same for whatever tables; every format takes them
    utterances = [utterance for coded in texts for utterance in _utterances(coded)]
    speakers: dict[str, Any] = {
        utterance["speaker"]: {"meta": {}, "vectors": []} for utterance in utterances
    }
    conversations = {coded.id: {"meta": _document_meta(coded), "vectors": []} for coded in texts}
    index: dict[str, Any] = {
        "utterances-index": _index(utterance["meta"] for utterance in utterances),
        "speakers-index": {},
        "conversations-index": _index(each["meta"] for each in conversations.values()),
        "overall-index": {"made_by": ["<class 'str'>"]},
        "version": 1,
        "vectors": [],
    }
    lines = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in utterances)
    yield "utterances.jsonl", lines.encode("utf-8", "backslashreplace")
    yield "speakers.json", _json(speakers)
    yield "conversations.json", _json(conversations)
    yield "corpus.json", _json({"made_by": f"nkpressure {__version__}"})
    yield "index.json", _json(index)


def _utterances(coded: CodedText) -> Iterator[dict[str, Any]]:
    text = coded.text or ""
    authors = [record["chain"][-1] for record in coded.records if record.get("chain")]
    author = max(authors, key=authors.count) if authors else _UNNAMED
    yield _utterance(coded.id, coded.id, str(author), None, text, 0, {"kind": "document"})
    said = [record for record in coded.records if record["kind"] == "attribution"]
    for number, record in enumerate(sorted(said, key=lambda r: int(r["start"])), 1):
        places = places_of(record.get("content")) or [(record["start"], record["end"])]
        words = " ".join(text[start:end] for start, end in places)
        own = str(record.get("id") or f"{coded.id}#attribution-{number:03d}")
        meta = {"kind": "attribution", **{name: record.get(name) for name in _META}}
        meta["cue"] = " ".join(text[start:end] for start, end in places_of(record.get("cue")))
        yield _utterance(own, coded.id, _speaker(record), coded.id, words, number, meta)


def _speaker(record: Record) -> str:
    return str(record.get("source_entity") or next(iter(record.get("chain") or []), _UNNAMED))


def _utterance(
    id: str,
    conversation: str,
    speaker: str,
    reply_to: str | None,
    text: str,
    order: int,
    meta: dict[str, Any],
) -> dict[str, Any]:
    return {
        "id": id,
        "conversation_id": conversation,
        "text": text,
        "speaker": speaker,
        "meta": meta,
        "reply-to": reply_to,
        "timestamp": order,  # the order in the text; an article does not say when it was said
        "vectors": [],
    }


def _document_meta(coded: CodedText) -> dict[str, Any]:
    document = next((record for record in coded.records if record["kind"] == "document"), {})
    return {name: document.get(name) for name in ("title", "published", "outlet", "url")}


def _index(metas: Any) -> dict[str, list[str]]:
    """Return the types of each entry, as ConvoKit's index has them."""
    types: dict[str, list[str]] = {}
    for meta in metas:
        for name, value in meta.items():
            known = types.setdefault(name, [])
            if value is not None and str(type(value)) not in known:
                known.append(str(type(value)))
    return types


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "backslashreplace"
    )
