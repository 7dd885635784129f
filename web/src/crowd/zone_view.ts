// SPDX-License-Identifier: Apache-2.0
// What is shown of a zone at the time that is looked at: now from the estimate, else from the city's time line; pure.
import type { CrowdForecast, CrowdState, CrowdSurge, CrowdTimeline, Zone } from '../api/types';
import { levelOf, type Level } from './levels';

export type When = 'past' | 'now' | 'forecast';

export interface ZoneView {
  zone: Zone;
  when: When;
  at_ms: number;
  /** Null where nothing is known. */
  people: number | null;
  /** Of the 80 % interval. */
  low: number | null;
  high: number | null;
  density_per_m2: number | null;
  /** Of the limit; 1 is full. */
  occupancy: number | null;
  /** 0 where nothing is known. */
  level: Level | 0;
  /** Nobody counted it: filled in from what is usual. */
  imputed: boolean;
  /** Nobody has counted it for too long. */
  stale: boolean;
  /** Newest count; NaN where there never was one, or another time is looked at. */
  counted_ms: number;
  /** How many more in an hour from the time looked at; null where that is not known. */
  trend: number | null;
  surge: CrowdSurge | null;
}

/** Standard deviations on either side of the mean that hold 80 % of a normal distribution. */
export const kDeviations80 = 1.2816;
const kHour_ms = 3_600_000;

const counted = (zone: Zone, people: number | null): Pick<ZoneView, 'people' | 'density_per_m2' | 'occupancy' | 'level'> => {
  const density_per_m2 = people === null ? null : people / zone.area_m2;
  return { people, density_per_m2, occupancy: people === null || zone.limit <= 0 ? null : people / zone.limit, level: density_per_m2 === null ? 0 : levelOf(density_per_m2) };
};

/** The forecast at a moment, between two of its points as a straight line; null outside them. */
export function forecastAt(forecast: CrowdForecast | undefined, at_ms: number): number | null {
  let before: { at_ms: number; people: number } | null = null;
  for (const point of forecast?.points ?? []) {
    const here = { at_ms: Date.parse(point.at), people: point.people };
    if (here.at_ms >= at_ms) {
      if (here.at_ms === at_ms) return here.people;
      return before && before.people + ((here.people - before.people) * (at_ms - before.at_ms)) / (here.at_ms - before.at_ms);
    }
    before = here;
  }
  return null;
}

/** The id of the zone that an alarm is about: its source is `crowd/ZONE`; that of a street, `crowd/streets/…`, is about none. Null where it is about none. */
export const zoneOf = (source: string): string | null => (source.startsWith('crowd/') && !source.startsWith('crowd/streets/') ? source.slice('crowd/'.length) : null);

/** The surge of a zone that has not ended, the likeliest. */
export function surgeOf(surges: Iterable<CrowdSurge>, zone: string): CrowdSurge | null {
  let worst: CrowdSurge | null = null;
  for (const surge of surges) {
    if (surge.zone === zone && surge.ended === undefined && surge.probability_percent > (worst?.probability_percent ?? -1)) worst = surge;
  }
  return worst;
}

/** Before the first estimate, and while nobody has counted and nothing is usual, all is unknown. */
export function viewNow(zone: Zone, state: CrowdState | undefined, forecast: CrowdForecast | undefined, surges: Iterable<CrowdSurge>, now_ms: number): ZoneView {
  const spread = state ? state.deviation * kDeviations80 : 0;
  // Never counted, and the interval reaches down to nobody: that is not an estimate, least of all of an empty zone.
  const blind = state !== undefined && state.counted === undefined && state.people <= spread;
  const people = blind ? null : (state?.people ?? null);
  const ahead = forecastAt(forecast, now_ms + kHour_ms);
  return {
    zone, when: 'now', at_ms: now_ms, ...counted(zone, people),
    low: people === null ? null : Math.max(0, Math.round(people - spread)), high: people === null ? null : Math.round(people + spread),
    imputed: people !== null && state?.counted === undefined, stale: state?.stale ?? false,
    counted_ms: state?.counted === undefined ? Number.NaN : Date.parse(state.counted),
    trend: people === null || ahead === null ? null : Math.round(ahead - people),
    surge: surgeOf(surges, zone.id),
  };
}

/** Which column of a time line a moment is in; null outside it. */
export function columnAt(timeline: CrowdTimeline, at_ms: number): number | null {
  const column = Math.round((at_ms - Date.parse(timeline.from)) / (timeline.step_min * 60_000));
  return column >= 0 && column < (timeline.zones[0]?.people.length ?? 0) ? column : null;
}

export function viewThen(zone: Zone, timeline: CrowdTimeline | null, at_ms: number, now_ms: number): ZoneView {
  const row = timeline?.zones.find((one) => one.zone === zone.id);
  const column = timeline ? columnAt(timeline, at_ms) : null;
  const at = <T>(values: readonly T[] | undefined, where: number | null): T | null => (where === null ? null : (values?.[where] ?? null));
  const people = at(row?.people, column);
  const hour = timeline && column !== null ? at(row?.people, column + Math.round(60 / timeline.step_min)) : null;
  return {
    zone, when: at_ms > now_ms ? 'forecast' : 'past', at_ms, ...counted(zone, people),
    low: at(row?.low80, column), high: at(row?.high80, column), imputed: people !== null && (at(row?.imputed, column) ?? false), stale: false, counted_ms: Number.NaN,
    trend: people === null || hour === null ? null : hour - people, surge: null,
  };
}
