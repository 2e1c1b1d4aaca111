"""A ConvoKit corpus has the files and the keys that ConvoKit loads."""

import json

from seed_codings import PIIE, gold_of

from nkpressure.exchange.coded_texts import code_texts
from nkpressure.exchange.convokit import to_convokit
from nkpressure.read.corpora import read_corpus
from nkpressure.tables import read_tables


def test_each_attribution_is_an_utterance_in_reply_to_the_article():
    records = gold_of(PIIE)
    texts, _ = code_texts(records, read_corpus("seeds").documents)
    files = dict(to_convokit(texts, read_tables()))
    utterances = [json.loads(line) for line in files["utterances.jsonl"].decode().splitlines()]
    article, *said = utterances
    assert (article["reply-to"], article["text"]) == (None, texts[0].text)
    assert len(said) == sum(record["kind"] == "attribution" for record in records)
    assert {each["reply-to"] for each in said} == {article["id"]}
    assert {each["conversation_id"] for each in utterances} == {article["id"]}
    assert len({each["id"] for each in utterances}) == len(utterances)
    assert {each["speaker"] for each in utterances} == set(json.loads(files["speakers.json"]))
    assert set(json.loads(files["conversations.json"])) == {article["id"]}
    index = json.loads(files["index.json"])
    metas = {name for each in utterances for name in each["meta"]}
    assert set(index["utterances-index"]) == metas
    tillerson = next(each for each in said if "bit uneven" in each["text"])
    assert tillerson["speaker"] == "e:rex-tillerson"
