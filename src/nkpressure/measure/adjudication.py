"""From several coders' files to one agreed file, with who decided what; what is open stays open.

Marks of one place (half of what they cover is common) are a unit. A unit on which all coders
agree passes; of the others, those that somebody has ruled on, and on demand those where a majority
agrees.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from nkpressure.errors import WrongUseError
from nkpressure.measure.agreed_records import FRAME, NOT_TAKEN, Taken, agreed_records
from nkpressure.measure.aligned_units import AlignedUnit, aligned_units
from nkpressure.measure.coded_fields import CodedField, FieldLevel
from nkpressure.measure.codings import Coding, comparable, compared_kinds, kinds_left_out
from nkpressure.measure.disagreements import Sentences, differ, fields_of_all, shown_value
from nkpressure.measure.edited_records import edited
from nkpressure.measure.rulings import Dispute, Ruling
from nkpressure.measure.scored_fields import covered
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables

BY_ALL, BY_MAJORITY = "all", "majority"
NOTHING = "no mark"
_Same = Mapping[tuple[int, int], Collection[tuple[object, object]]]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The agreed records, and the units on which nobody has ruled yet.

    Each agreed record has `coders`, those who chose just this, and `decided_by`: "all",
    "majority" or the one who ruled, with `why` where a reason was given. `passed` counts the units
    by who decided, `dropped` those on which it was decided that nothing is to be marked. `left_out`
    are kinds that not all coders have used, each with those who have.
    """

    coders: tuple[str, ...]
    agreed: tuple[Record, ...]
    unresolved: tuple[Dispute, ...]
    passed: Mapping[str, int]
    dropped: int
    left_out: Mapping[str, tuple[str, ...]]

    @property
    def units(self) -> int:
        """How many units there are in all."""
        return sum(self.passed.values()) + len(self.unresolved)


def adjudicate(
    codings: Sequence[Coding],
    rulings: Sequence[Ruling] = (),
    *,
    majority: bool = False,
    kinds: Collection[str] | None = None,
    tables: Tables | None = None,
) -> Adjudication:
    """Bring coders' records together in one list of records that they, or a judge, agree on.

    Coders agree on a unit where they marked the same characters and filled every field alike that
    all of them fill; places in a field agree where they share a character. With `majority`, what
    more than half of all coders chose passes too, be it that they marked nothing.
    Raises WrongUseError where codings cannot be compared, and where a ruling names a unit on which
    there is no dispute.

    >>> one = {"document": "d", "kind": "place", "start": 0, "end": 5, "entity": ["SEOUL"]}
    >>> both = [Coding("ann", (one,)), Coding("ben", ({**one, "entity": ["ROK"]},))]
    >>> [each.choices for each in adjudicate(both).unresolved]
    [('0-5, entity: SEOUL', '0-5, entity: ROK')]
    """
    tables = tables or read_tables()
    codings = comparable(codings, tables)
    shared = compared_kinds(codings)
    missing = sorted(set(kinds or ()) - set(shared))
    if missing:
        raise WrongUseError(f"not every coder has records of the kind {missing[0]!r}")
    by_unit = {ruling.unit: ruling for ruling in rulings}
    bench = _Bench(codings, by_unit, majority, tables)
    for kind in sorted(kinds) if kinds else shared:
        bench.judge(kind)
    if by_unit.keys() - bench.disputed:
        ruling = next(r for r in rulings if r.unit not in bench.disputed)
        raise WrongUseError(
            f"{ruling.place}: there is no dispute on {ruling.unit}; the table "
            "belongs to other codings, to other options, or the unit was renamed"
        )
    return Adjudication(
        tuple(coding.coder for coding in codings),
        tuple(agreed_records(bench.taken, codings)),
        tuple(bench.unresolved),
        dict(bench.passed),
        bench.dropped,
        {kind: who for kind, who in kinds_left_out(codings).items() if kind not in FRAME},
    )


@dataclass
class _Bench:
    """Judges units, a kind at a time."""

    codings: Sequence[Coding]
    rulings: Mapping[str, Ruling]
    majority: bool
    tables: Tables
    taken: list[Taken] = field(default_factory=list)
    unresolved: list[Dispute] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    disputed: set[str] = field(default_factory=set)
    dropped: int = 0

    @cached_property
    def coders(self) -> list[str]:
        return [coding.coder for coding in self.codings]

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.codings)

    def judge(self, kind: str) -> None:
        fields = fields_of_all(self.codings, kind, self.tables)
        units = aligned_units(self.codings, kind)
        same = _same_marks(units, fields, len(self.codings))
        names: Counter[str] = Counter()
        for unit in units:
            start, end = _extent(unit)
            name = f"{unit.document}#{kind}@{start}-{end}"
            names[name] += 1
            if names[name] > 1:  # two marks at one place
                name = f"{name}/{names[name]}"
            self._judge_unit(unit, name, fields, same)

    def _judge_unit(
        self,
        unit: AlignedUnit,
        name: str,
        fields: Sequence[CodedField],
        same: _Same,
    ) -> None:
        group = _largest_group(unit, fields, same)
        links = [f.field for f in fields if f.level is FieldLevel.RECORD]
        if len(group) == len(self.coders):
            self._pass(unit, unit.records[group[0]], group, BY_ALL, links)
            return
        self.disputed.add(name)
        dispute = self._dispute(unit, name, fields)
        ruling = self.rulings.get(name)
        if ruling is not None and ruling.choices == dispute.choices:
            self._rule(unit, ruling, fields, same, links)
        elif ruling is not None:
            problem = f"line {ruling.line} was decided on other codings: look at it again"
            self.unresolved.append(replace(dispute, problem=problem))
        elif self.majority and 2 * len(group) > len(self.coders):
            self._pass(unit, unit.records[group[0]], group, BY_MAJORITY, links)
        else:
            self.unresolved.append(dispute)

    def _rule(
        self,
        unit: AlignedUnit,
        ruling: Ruling,
        fields: Sequence[CodedField],
        same: _Same,
        links: Sequence[str],
    ) -> None:
        coder = self.coders.index(ruling.taken) if ruling.taken is not None else 0
        record = unit.records[coder] if ruling.taken is not None else None
        if record is not None:
            other = self.coders.index(ruling.span_of) if ruling.span_of is not None else coder
            record = edited(record, ruling, unit.records[other], fields, self.tables)
        alike = [
            number
            for number, own in enumerate(unit.records)
            if _is_same(own, record, fields, same[number, coder])
        ]
        self._pass(unit, record, alike, ruling.decided_by, links, coder=coder, why=ruling.why)

    def _pass(
        self,
        unit: AlignedUnit,
        record: Record | None,
        alike: Sequence[int],
        decided_by: str,
        links: Sequence[str],
        *,
        coder: int | None = None,
        why: str | None = None,
    ) -> None:
        self.passed[decided_by] += 1
        if record is None:
            self.dropped += 1
            return
        kept = {name: value for name, value in record.items() if name not in NOT_TAKEN}
        kept |= {"coders": [self.coders[n] for n in alike], "decided_by": decided_by}
        kept |= {"why": why} if why else {}
        self.taken.append(Taken(kept, alike[0] if coder is None else coder, unit, links))

    def _dispute(self, unit: AlignedUnit, name: str, fields: Sequence[CodedField]) -> Dispute:
        start, end = _extent(unit)
        widest = max(unit.marked, key=lambda record: record["end"] - record["start"])
        return Dispute(
            name,
            unit.document,
            unit.kind,
            start,
            end,
            str(widest.get("text") or ""),
            self.sentences.around(unit.document, start),
            tuple(_choice(record, fields, self.tables) for record in unit.records),
        )


def _extent(unit: AlignedUnit) -> tuple[int, int]:
    return min(r["start"] for r in unit.marked), max(r["end"] for r in unit.marked)


def _choice(record: Record | None, fields: Sequence[CodedField], tables: Tables) -> str:
    if record is None:
        return NOTHING
    text = record.get("text")
    words = f"“{' '.join(str(text).split())}” " if text else ""
    said = "; ".join(f"{f.field}: {shown_value(f, record, tables)}" for f in fields)
    return f"{words}{record['start']}-{record['end']}{f', {said}' if said else ''}"


def _same_marks(units: Sequence[AlignedUnit], fields: Sequence[CodedField], coders: int) -> _Same:
    """Return for each two coders the pairs of ids by which they mean one mark.

    An id means one mark with one coder and another with the next.
    """
    linking = [f.field for f in fields if f.level is FieldLevel.RECORD]
    ids = {record.get("id") for unit in units for record in unit.marked}
    links = {record.get(name) for unit in units for record in unit.marked for name in linking}
    # A link can also name what is no record of the kind, such as a group of paragraphs.
    others = {(link, link) for link in links - ids}
    same = {}
    for one, other in product(range(coders), repeat=2):
        both = ((unit.records[one], unit.records[other]) for unit in units)
        pairs = {(a.get("id"), b.get("id")) for a, b in both if a is not None and b is not None}
        same[one, other] = pairs | others
    return same


def _is_same(
    one: Record | None,
    other: Record | None,
    fields: Sequence[CodedField],
    same: Collection[tuple[object, object]],
) -> bool:
    if one is None or other is None:
        return one is other
    return covered(one) == covered(other) and not any(differ(f, one, other, same) for f in fields)


def _largest_group(unit: AlignedUnit, fields: Sequence[CodedField], same: _Same) -> list[int]:
    """Return the numbers of the most coders who chose alike, the first of two equal groups."""
    numbered = list(enumerate(unit.records))
    groups = [
        [b for b, theirs in numbered if _is_same(ours, theirs, fields, same[a, b])]
        for a, ours in numbered
    ]
    return max(groups, key=len)
