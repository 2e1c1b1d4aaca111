"""Weighs an office that a text gives to somebody against the spells that the tables know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from nkpressure.check.checked import Checked, source_words
from nkpressure.check.office_claims import OfficeClaim
from nkpressure.check.office_spells import (
    Spell,
    fits,
    holders,
    holders_named,
    is_courtesy,
    is_shared,
    lives,
    spells_of,
)
from nkpressure.check.office_words import Use
from nkpressure.check.spoken_days import SpokenDay, SpokenDays
from nkpressure.find.actor_table import entity_name, entity_rows
from nkpressure.tables import Tables


class OfficeStatus(StrEnum):
    """What the check found."""

    HOLDS = "holds"
    HELD = "held"  # the text says former or then, and the table agrees
    DOES_NOT_HOLD = "does_not_hold"
    STILL_HOLDS = "still_holds"  # the text says former, the table has no end by then
    OUTDATED_NAME = "outdated_name"  # the institution no longer bore the name
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the tables say of a claim, and on whose word."""

    status: OfficeStatus
    message: str
    source: str | None = None
    checked: Checked | None = None


def person_name(tables: Tables, person: str) -> str:
    """Return a person's name, for one outside the tables as the id has it."""
    return entity_name(tables, person) or person.removeprefix("e:").replace("-", " ").title()


def cannot_tell(message: str, spell: Spell | None = None) -> Verdict:
    """Return the verdict that leaves the question open."""
    source, checked = (spell.source, spell.checked) if spell else (None, None)
    return Verdict(OfficeStatus.CANNOT_TELL, message, source, checked)


# A title of a year ago or more, with no date beside it, may stand in a story of that time.
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with the day that it is for."""

    claim: OfficeClaim
    days: SpokenDays
    day: SpokenDay
    tables: Tables

    def verdict(self) -> Verdict:
        """Say whether the person held the office on the day."""
        spells = [
            spell
            for spell in spells_of(self.tables).get(self.claim.person, ())
            if fits(self.tables, self.claim.office, spell)
        ]
        stance = self.claim.office.stance
        if spells and stance is Use.COMING:
            return self._coming(spells)
        if spells and stance in (Use.PAST, Use.THEN):
            return self._past(spells, stance)
        dead = self._dead()
        if dead is not None and stance is None:
            return dead
        return self._present(spells) if spells else self._without_spell()

    def _told(self, spell: Spell) -> str:
        day = self.day.said(self.days.document.text)
        return f"{self._who} was {spell.said}; the text speaks of {day}"

    @property
    def _who(self) -> str:
        return person_name(self.tables, self.claim.person)

    def _rests_on(self, spell: Spell, status: OfficeStatus, message: str) -> Verdict:
        """Give the verdict, unless the row is one that nobody checked."""
        if spell.checked is Checked.NO:
            agrees = "agrees" if status in _AGREE else "does not agree"
            return cannot_tell(f"{message}; the row {agrees}, but is not checked", spell)
        return Verdict(status, message, spell.source, spell.checked)

    def _present(self, spells: Sequence[Spell]) -> Verdict:
        held = next((spell for spell in spells if spell.holds(self.day.days)), None)
        if held is not None:
            return self._held(held, self.day)
        published = self.days.published
        since = next((s for s in spells if published and s.holds(published.days)), None)
        if since is not None and published is not None:
            return self._held(since, published)
        nearest = min(spells, key=self._distance)
        told = self._told(nearest)
        for doubt in self._doubts(spells, nearest):
            return cannot_tell(f"{told}; {doubt}", nearest)
        others = "".join(f"; then {self._holder(s)}" for s in self._others(nearest)[:1])
        return self._rests_on(nearest, OfficeStatus.DOES_NOT_HOLD, f"{told}{others}")

    def _held(self, spell: Spell, day: SpokenDay) -> Verdict:
        told = f"{self._who} was {spell.said}"
        told += f"; the text speaks of {day.said(self.days.document.text)}"
        others = holders(self.tables, spell, day.days)
        if others and not is_shared(self.tables, spell):
            return cannot_tell(f"{told}; the table has {self._holder(others[0])} as well", spell)
        return self._rests_on(spell, OfficeStatus.HOLDS, told)

    def _doubts(self, spells: Sequence[Spell], nearest: Spell) -> Iterator[str]:
        """Yield why a spell that does not hold the day makes nothing wrong."""
        days = self.day.days
        if any(spell.meets(days) for spell in spells):
            yield "that is a part of the time"
        if nearest.start is None:
            yield "the table has no first day"
        if nearest.near(days):
            yield "a day of the row so near is not sure"
        told = next((d for d in self.days.near(self.claim.span.start) if _any(spells, d)), None)
        if told is not None:
            yield f"the paragraph also speaks of {told.said(self.days.document.text)}"
        past = nearest.end is not None and nearest.end < days.first
        if is_courtesy(self.tables, self.claim.office, nearest):
            yield f"the bare title may be {'kept by courtesy' if past else 'one foreseen'}"
        if past and self.day.date is None and nearest.end and days.first - nearest.end > _A_YEAR:
            yield "the text may tell of an earlier time"
        if not is_shared(self.tables, nearest) and not self._others(nearest):
            yield "the table has a gap then: nobody in that office"

    def _others(self, spell: Spell) -> list[Spell]:
        return holders(self.tables, spell, self.day.days)

    def _holder(self, spell: Spell) -> str:
        source = source_words(spell.source, spell.checked)
        return f"{person_name(self.tables, spell.person)} as {spell.office} ({source})"

    def _distance(self, spell: Spell) -> int:
        first, last = self.day.days.first, self.day.days.last
        if spell.end is not None and spell.end < first:
            return (first - spell.end).days
        if spell.start is not None and spell.start > last:
            return (spell.start - last).days
        return 0

    def _past(self, spells: Sequence[Spell], stance: Use) -> Verdict:
        """Check "former": an end by then. Check "then": a beginning by then."""
        days = self.day.days
        ended = [s for s in spells if s.end is not None and s.end <= days.last]
        begun = [s for s in spells if s.start is not None and s.start <= days.last]
        fitting = ended or (begun if stance is Use.THEN else [])
        if fitting:
            spell = min(fitting, key=self._distance)
            return self._rests_on(spell, OfficeStatus.HELD, self._told(spell))
        spell = min(spells, key=self._distance)
        if begun and not spell.near(days):
            return self._rests_on(spell, OfficeStatus.STILL_HOLDS, self._told(spell))
        return cannot_tell(self._told(spell), spell)

    def _coming(self, spells: Sequence[Spell]) -> Verdict:
        last = self.day.days.last
        later = [s for s in spells if s.start is not None and s.start > last]
        spell = min(later or spells, key=self._distance)
        told = self._told(spell)
        return self._rests_on(spell, OfficeStatus.HOLDS, told) if later else cannot_tell(told)

    def _dead(self) -> Verdict | None:
        life = lives(self.tables).get(self.claim.person)
        if life is None or life.died >= self.day.days.first:
            return None
        source = source_words(life.source, life.checked)
        day = self.day.said(self.days.document.text)
        told = f"{self._who} died on {life.died} ({source}); the text speaks of {day}"
        if self.day.date is None:
            return cannot_tell(f"{told}, but may tell of an earlier time")
        if life.checked is Checked.NO:
            return cannot_tell(f"{told}, but the row is not checked")
        return Verdict(OfficeStatus.DOES_NOT_HOLD, told, life.source, life.checked)

    def _without_spell(self) -> Verdict:
        """The table has no such office of the person: wrong only where it has another's."""
        days, who = self.day.days, self._who
        person = entity_rows(self.tables).get(self.claim.person)
        state = self.claim.office.country or (person.country if person else None)
        held = holders_named(self.tables, self.claim.office, state, days)
        known = spells_of(self.tables).get(self.claim.person, ())
        other = next((s for s in held if not is_shared(self.tables, s)), None)
        if other is not None and self.claim.office.stance is None and known:
            told = f"the table has {self._holder(other)}, not {who}, on {self._day}"
            return self._rests_on(other, OfficeStatus.DOES_NOT_HOLD, told)
        if not known:
            return cannot_tell(f"the table has no office of {who}")
        offices = "; ".join(spell.said for spell in known[:2])
        return cannot_tell(f"the table has no such office of {who}, but {offices}")

    @property
    def _day(self) -> str:
        return self.day.said(self.days.document.text)


_AGREE = (OfficeStatus.HOLDS, OfficeStatus.HELD)


def _any(spells: Sequence[Spell], day: SpokenDay) -> bool:
    return any(spell.holds(day.days) for spell in spells)
