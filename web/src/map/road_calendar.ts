// SPDX-License-Identifier: Apache-2.0
// When a road change holds: from start to end, on the hours of the week that it names, in local time; mirrors src/roads/road_calendar.hpp.
import type { RoadChange, WeeklyHours } from '../api/types';
import { zone } from '../ui/time';
import { instant, kDay_ms, local, minuteOf, weekdayOf } from '../ui/zone';

export type Timed = Pick<RoadChange, 'start' | 'end' | 'hours' | 'withdrawn'>;
/** [from, to), ms since 1970. */
export type Period = [from_ms: number, to_ms: number];
export type Phase = 'in_force' | 'ahead' | 'over' | 'withdrawn';

export const kDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof kDays)[number];

/** Weekly hours show themselves within this, also where a clock change swallows one of their nights. */
const kLookAhead_ms = 15 * kDay_ms;

/** The period that begins on a local day. On the night when the clock is put back it begins the first time and ends the second: when in doubt the street is closed. */
function periodOf(hours: WeeklyHours, day: number): Period {
  const from = minuteOf(hours.from) ?? 0;
  const to = minuteOf(hours.to) ?? 0;
  return [instant(day, from, 'first'), instant(to <= from ? day + 1 : day, to, 'second')];
}

function onDay(hours: WeeklyHours, day: number): boolean {
  const name = kDays[weekdayOf(day)];
  return name !== undefined && hours.days.includes(name);
}

const end_ms = (change: Timed): number => Math.min(
  change.end === undefined ? Number.POSITIVE_INFINITY : Date.parse(change.end),
  change.withdrawn === undefined ? Number.POSITIVE_INFINITY : Date.parse(change.withdrawn),
);

/** Does it hold at that instant? Start included, end not. */
export function inForce(change: Timed, at_ms: number): boolean {
  if (at_ms < Date.parse(change.start) || at_ms >= end_ms(change)) return false;
  const weekly = change.hours ?? [];
  if (weekly.length === 0) return true;
  const today = local(at_ms).day;
  return weekly.some((hours) => [today - 1, today].some((day) => {
    if (!onDay(hours, day)) return false;
    const [from_ms, to_ms] = periodOf(hours, day);
    return from_ms <= at_ms && at_ms < to_ms;
  }));
}

/** When it holds within [from, to), in order; touching periods are one. */
export function periods(change: Timed, from_ms: number, to_ms: number): Period[] {
  const first_ms = Math.max(from_ms, Date.parse(change.start));
  const last_ms = Math.min(to_ms, end_ms(change));
  if (!(first_ms < last_ms)) return [];
  const weekly = change.hours ?? [];
  if (weekly.length === 0) return [[first_ms, last_ms]];
  const cut: Period[] = [];
  for (let day = local(first_ms).day - 1; day <= local(last_ms).day; day++) {
    for (const hours of weekly) {
      if (!onDay(hours, day)) continue;
      const [begin, end] = periodOf(hours, day);
      const period: Period = [Math.max(begin, first_ms), Math.min(end, last_ms)];
      if (period[0] < period[1]) cut.push(period);
    }
  }
  const joined: Period[] = [];
  for (const period of cut.sort((left, right) => left[0] - right[0])) {
    const before = joined.at(-1);
    if (before && period[0] <= before[1]) before[1] = Math.max(before[1], period[1]);
    else joined.push(period);
  }
  return joined;
}

/** How a change stands at an instant, and until when that is so. */
export interface Standing {
  phase: Phase;
  /** The period it is in, or the next one; null where there is none. `to_ms` is infinite where nothing ends it. */
  period: Period | null;
  /** Before this the phase is the same. */
  until_ms: number;
}

export function standingOf(change: Timed, at_ms: number): Standing {
  const forEver = Number.POSITIVE_INFINITY;
  if (change.withdrawn !== undefined && at_ms >= Date.parse(change.withdrawn)) return { phase: 'withdrawn', period: null, until_ms: forEver };
  const start_ms = Date.parse(change.start);
  const last_ms = end_ms(change);
  if (at_ms >= last_ms) return { phase: 'over', period: null, until_ms: forEver };
  if ((change.hours ?? []).length === 0) {
    const begun = at_ms >= start_ms;
    return { phase: begun ? 'in_force' : 'ahead', period: [start_ms, last_ms], until_ms: begun ? last_ms : start_ms };
  }
  const next = periods(change, at_ms, Math.max(at_ms, start_ms) + kLookAhead_ms)[0];
  if (!next) return { phase: 'over', period: null, until_ms: forEver };
  const begun = next[0] <= at_ms;
  return { phase: begun ? 'in_force' : 'ahead', period: next, until_ms: begun ? next[1] : next[0] };
}

const remembered = new WeakMap<Timed, { at_ms: number; zone: string; standing: Standing }>();

/** `standingOf`, computed once a phase and clock: the picture replaces a change's object when it changes. */
export function standing(change: Timed, at_ms: number): Standing {
  const known = remembered.get(change);
  if (known && known.zone === zone() && at_ms >= known.at_ms && at_ms < known.standing.until_ms) return known.standing;
  const found = standingOf(change, at_ms);
  remembered.set(change, { at_ms, zone: zone(), standing: found });
  return found;
}
