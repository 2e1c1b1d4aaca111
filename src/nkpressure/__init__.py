"""Reads articles about pressure on North Korea and shows on what each number rests.

The public names, by the stage of the work: `read_corpus`, `read_document`; `find_everything`;
`check_resolutions`; `count_actors`, `count_instruments`, `score_records`; `to_frame`, `Table`,
`marked_text` and the `plot_` functions. They are imported when first used, so that the command
line answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from nkpressure.check.chronology import check_chronology as check_chronology
    from nkpressure.check.commodities import check_commodities as check_commodities
    from nkpressure.check.errata import find_errata as find_errata
    from nkpressure.check.errata import with_errata as with_errata
    from nkpressure.check.offices import check_offices as check_offices
    from nkpressure.check.quotations import check_quotations as check_quotations
    from nkpressure.check.resolutions import check_resolutions as check_resolutions
    from nkpressure.check.tables_lint import check_tables as check_tables
    from nkpressure.check.trade_claims import check_trade_claims as check_trade_claims
    from nkpressure.check.trade_claims import trade_bases as trade_bases
    from nkpressure.codebook import read_codebook as read_codebook
    from nkpressure.desk.opening import code_text as code_text
    from nkpressure.desk.opening import coding_file as coding_file
    from nkpressure.exchange.journeys import export_records as export_records
    from nkpressure.exchange.journeys import import_records as import_records
    from nkpressure.exchange.losses import losses_of as losses_of
    from nkpressure.find.everything import Findings as Findings
    from nkpressure.find.everything import find_everything as find_everything
    from nkpressure.ledger.signals import with_ledger as with_ledger
    from nkpressure.measure.adjudication import adjudicate as adjudicate
    from nkpressure.measure.agreement import compare_coders as compare_coders
    from nkpressure.measure.codings import Coding as Coding
    from nkpressure.measure.codings import read_codings as read_codings
    from nkpressure.measure.collocations import collocations as collocations
    from nkpressure.measure.concordance import concordance as concordance
    from nkpressure.measure.concordance import draw_lines as draw_lines
    from nkpressure.measure.corpus_codings import agreement_of as agreement_of
    from nkpressure.measure.corpus_codings import codings_of as codings_of
    from nkpressure.measure.corpus_signals import ledger_of_corpus as ledger_of_corpus
    from nkpressure.measure.corpus_signals import ledger_of_findings as ledger_of_findings
    from nkpressure.measure.counts import compare_documents as compare_documents
    from nkpressure.measure.counts import count_actors as count_actors
    from nkpressure.measure.counts import count_instruments as count_instruments
    from nkpressure.measure.counts import count_kinds as count_kinds
    from nkpressure.measure.counts import shared_actors as shared_actors
    from nkpressure.measure.dated import dated_events as dated_events
    from nkpressure.measure.dated import dated_mentions as dated_mentions
    from nkpressure.measure.disagreements import count_disagreements as count_disagreements
    from nkpressure.measure.disagreements import disagreements_frame as disagreements_frame
    from nkpressure.measure.disagreements import find_disagreements as find_disagreements
    from nkpressure.measure.gold_scores import score_corpus as score_corpus
    from nkpressure.measure.keyness import count_words as count_words
    from nkpressure.measure.keyness import keyness as keyness
    from nkpressure.measure.layers import layer_spans as layer_spans
    from nkpressure.measure.multiverse import conclusions as conclusions
    from nkpressure.measure.multiverse import groups_by_period as groups_by_period
    from nkpressure.measure.multiverse import multiverse as multiverse
    from nkpressure.measure.places_count import count_places as count_places
    from nkpressure.measure.series import compare_series as compare_series
    from nkpressure.measure.series import pressure_series as pressure_series
    from nkpressure.measure.voices import attribution_chains as attribution_chains
    from nkpressure.measure.voices import count_voices as count_voices
    from nkpressure.model import Annotation as Annotation
    from nkpressure.model import Document as Document
    from nkpressure.model import Interval as Interval
    from nkpressure.model import Span as Span
    from nkpressure.read.corpora import read_corpus as read_corpus
    from nkpressure.read.documents import read_document as read_document
    from nkpressure.report.actor_bars import plot_actors as plot_actors
    from nkpressure.report.coder_frames import (
        agreement_by_document_frame as agreement_by_document_frame,
    )
    from nkpressure.report.coder_frames import agreement_frame as agreement_frame
    from nkpressure.report.coder_frames import codes_frame as codes_frame
    from nkpressure.report.coder_frames import codings_frame as codings_frame
    from nkpressure.report.coder_frames import counted_disagreements as counted_disagreements
    from nkpressure.report.coder_frames import disagreements_of as disagreements_of
    from nkpressure.report.coder_frames import fields_frame as fields_frame
    from nkpressure.report.coder_frames import shown_disagreements as shown_disagreements
    from nkpressure.report.coder_plots import plot_agreement as plot_agreement
    from nkpressure.report.coder_plots import plot_disagreements as plot_disagreements
    from nkpressure.report.comparison_bars import plot_comparison as plot_comparison
    from nkpressure.report.facts import codes_used as codes_used
    from nkpressure.report.facts import document_facts as document_facts
    from nkpressure.report.facts import publication_bounds as publication_bounds
    from nkpressure.report.figures import Figure as Figure
    from nkpressure.report.frames import checks_frame as checks_frame
    from nkpressure.report.frames import to_frame as to_frame
    from nkpressure.report.gold_frames import compared_scores_frame as compared_scores_frame
    from nkpressure.report.gold_frames import errors_frame as errors_frame
    from nkpressure.report.gold_frames import rules_frame as rules_frame
    from nkpressure.report.gold_frames import scores_frame as scores_frame
    from nkpressure.report.gold_frames import stages_frame as stages_frame
    from nkpressure.report.gold_plots import plot_scores as plot_scores
    from nkpressure.report.gold_plots import plot_stages as plot_stages
    from nkpressure.report.instrument_bars import plot_instruments as plot_instruments
    from nkpressure.report.ledger_frames import audit_form as audit_form
    from nkpressure.report.ledger_frames import audit_frame as audit_frame
    from nkpressure.report.ledger_frames import crosswalk_frame as crosswalk_frame
    from nkpressure.report.ledger_frames import ledger_frame as ledger_frame
    from nkpressure.report.ledger_frames import series_frame as series_frame
    from nkpressure.report.marked import marked_text as marked_text
    from nkpressure.report.method import method_box as method_box
    from nkpressure.report.month_bars import plot_months as plot_months
    from nkpressure.report.multiverse_dots import plot_multiverse as plot_multiverse
    from nkpressure.report.place_map import plot_places as plot_places
    from nkpressure.report.position_strip import plot_positions as plot_positions
    from nkpressure.report.quotation_frames import differences_frame as differences_frame
    from nkpressure.report.quotation_frames import quotation_checks_frame as quotation_checks_frame
    from nkpressure.report.series_frames import multiverse_frame as multiverse_frame
    from nkpressure.report.series_frames import peaks_frame as peaks_frame
    from nkpressure.report.series_frames import periods_frame as periods_frame
    from nkpressure.report.series_lines import plot_series as plot_series
    from nkpressure.report.shown_tables import Table as Table
    from nkpressure.report.timeline import plot_timeline as plot_timeline
    from nkpressure.report.trade_lines import plot_trade as plot_trade
    from nkpressure.report.voice_chains import plot_voice_chains as plot_voice_chains
    from nkpressure.report.voice_shares import plot_voice_shares as plot_voice_shares
    from nkpressure.run.store_writing import write_store as write_store
    from nkpressure.store.overview import overview as overview
    from nkpressure.store.reading import open_store as open_store
    from nkpressure.store.sources import gather_ledger as gather_ledger
    from nkpressure.store.sources import open_articles as open_articles
    from nkpressure.store.sources import signals_by_month as signals_by_month
    from nkpressure.store.word_places import articles_with as articles_with
    from nkpressure.tables import read_tables as read_tables

_HOMES = {
    "Annotation": "model",
    "Coding": "measure.codings",
    "Document": "model",
    "Figure": "report.figures",
    "Findings": "find.everything",
    "Interval": "model",
    "Span": "model",
    "Table": "report.shown_tables",
    "adjudicate": "measure.adjudication",
    "agreement_by_document_frame": "report.coder_frames",
    "agreement_frame": "report.coder_frames",
    "agreement_of": "measure.corpus_codings",
    "articles_with": "store.word_places",
    "attribution_chains": "measure.voices",
    "audit_form": "report.ledger_frames",
    "audit_frame": "report.ledger_frames",
    "check_chronology": "check.chronology",
    "check_commodities": "check.commodities",
    "check_offices": "check.offices",
    "check_quotations": "check.quotations",
    "check_resolutions": "check.resolutions",
    "check_tables": "check.tables_lint",
    "check_trade_claims": "check.trade_claims",
    "checks_frame": "report.frames",
    "code_text": "desk.opening",
    "coding_file": "desk.opening",
    "codes_frame": "report.coder_frames",
    "codes_used": "report.facts",
    "codings_frame": "report.coder_frames",
    "codings_of": "measure.corpus_codings",
    "collocations": "measure.collocations",
    "compare_coders": "measure.agreement",
    "compare_documents": "measure.counts",
    "compare_series": "measure.series",
    "compared_scores_frame": "report.gold_frames",
    "conclusions": "measure.multiverse",
    "concordance": "measure.concordance",
    "count_actors": "measure.counts",
    "count_disagreements": "measure.disagreements",
    "count_instruments": "measure.counts",
    "count_kinds": "measure.counts",
    "count_places": "measure.places_count",
    "count_voices": "measure.voices",
    "count_words": "measure.keyness",
    "counted_disagreements": "report.coder_frames",
    "crosswalk_frame": "report.ledger_frames",
    "dated_events": "measure.dated",
    "dated_mentions": "measure.dated",
    "differences_frame": "report.quotation_frames",
    "disagreements_frame": "measure.disagreements",
    "disagreements_of": "report.coder_frames",
    "document_facts": "report.facts",
    "draw_lines": "measure.concordance",
    "errors_frame": "report.gold_frames",
    "export_records": "exchange.journeys",
    "fields_frame": "report.coder_frames",
    "find_disagreements": "measure.disagreements",
    "find_errata": "check.errata",
    "find_everything": "find.everything",
    "gather_ledger": "store.sources",
    "groups_by_period": "measure.multiverse",
    "import_records": "exchange.journeys",
    "keyness": "measure.keyness",
    "layer_spans": "measure.layers",
    "ledger_frame": "report.ledger_frames",
    "ledger_of_corpus": "measure.corpus_signals",
    "ledger_of_findings": "measure.corpus_signals",
    "losses_of": "exchange.losses",
    "marked_text": "report.marked",
    "method_box": "report.method",
    "multiverse": "measure.multiverse",
    "multiverse_frame": "report.series_frames",
    "open_articles": "store.sources",
    "open_store": "store.reading",
    "overview": "store.overview",
    "peaks_frame": "report.series_frames",
    "periods_frame": "report.series_frames",
    "plot_actors": "report.actor_bars",
    "plot_agreement": "report.coder_plots",
    "plot_comparison": "report.comparison_bars",
    "plot_disagreements": "report.coder_plots",
    "plot_instruments": "report.instrument_bars",
    "plot_months": "report.month_bars",
    "plot_multiverse": "report.multiverse_dots",
    "plot_places": "report.place_map",
    "plot_positions": "report.position_strip",
    "plot_scores": "report.gold_plots",
    "plot_series": "report.series_lines",
    "plot_stages": "report.gold_plots",
    "plot_timeline": "report.timeline",
    "plot_trade": "report.trade_lines",
    "plot_voice_chains": "report.voice_chains",
    "plot_voice_shares": "report.voice_shares",
    "pressure_series": "measure.series",
    "publication_bounds": "report.facts",
    "quotation_checks_frame": "report.quotation_frames",
    "read_codebook": "codebook",
    "read_codings": "measure.codings",
    "read_corpus": "read.corpora",
    "read_document": "read.documents",
    "read_tables": "tables",
    "rules_frame": "report.gold_frames",
    "score_corpus": "measure.gold_scores",
    "scores_frame": "report.gold_frames",
    "series_frame": "report.ledger_frames",
    "shared_actors": "measure.counts",
    "shown_disagreements": "report.coder_frames",
    "signals_by_month": "store.sources",
    "stages_frame": "report.gold_frames",
    "to_frame": "report.frames",
    "trade_bases": "check.trade_claims",
    "with_errata": "check.errata",
    "with_ledger": "ledger.signals",
    "write_store": "run.store_writing",
}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"nkpressure has no {name!r}; it has {', '.join(sorted(_HOMES))}")
    return getattr(import_module(f"nkpressure.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
