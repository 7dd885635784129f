// SPDX-License-Identifier: Apache-2.0
// What is coming up, today and tomorrow, and which events and bulletins matter to a zone; pure.
import type { Bulletin, CityEvent, CrowdState, ForecastDriver, Zone } from '../api/types';
import { local } from '../ui/zone';
import { metresFrom, inside, middleOf, ringOf } from './ground';

export type AgendaDay = 'today' | 'tomorrow';
const kHolidays: ReadonlySet<CityEvent['kind']> = new Set(['public_holiday', 'school_holiday']);
/** People of an event this near a zone are people of the zone, on their way in or out. */
const kNear_m = 400;
const kAhead_ms = 24 * 3_600_000;

export const isHoliday = (event: CityEvent): boolean => kHolidays.has(event.kind);
export const isNow = (item: { start: string; end?: string | undefined }, now_ms: number): boolean =>
  Date.parse(item.start) <= now_ms && (item.end === undefined || Date.parse(item.end) > now_ms);

/** Events that are on or begin on that local day and are not over, whole-day holidays first, then as they begin. */
export function eventsOf(events: Iterable<CityEvent>, day: AgendaDay, now_ms: number): CityEvent[] {
  if (!Number.isFinite(now_ms)) return [];
  const wanted = local(now_ms).day + (day === 'today' ? 0 : 1);
  const found = [...events].filter((event) => {
    const [start_ms, end_ms] = [Date.parse(event.start), Date.parse(event.end)];
    // One that lasts for days is of each of them; what ends at midnight is not of the day after.
    return end_ms > now_ms && local(start_ms).day <= wanted && local(end_ms - 1).day >= wanted;
  });
  return found.sort((left, right) => Number(isHoliday(right)) - Number(isHoliday(left)) || Date.parse(left.start) - Date.parse(right.start) || left.id.localeCompare(right.id));
}

const kSeverity: Record<Bulletin['severity'], number> = { extreme: 0, severe: 1, minor: 2, none: 3 };

/** In force, or within a day; the worst first. What says that all is well is left out. */
export function bulletinsOf(bulletins: Iterable<Bulletin>, now_ms: number): Bulletin[] {
  return [...bulletins]
    .filter((one) => one.severity !== 'none' && (one.end === undefined || Date.parse(one.end) > now_ms) && Date.parse(one.start) < now_ms + kAhead_ms)
    .sort((left, right) => kSeverity[left.severity] - kSeverity[right.severity] || Date.parse(left.start) - Date.parse(right.start));
}

export const bulletinId = (one: Pick<Bulletin, 'source' | 'reference'>): string => `${one.source} ${one.reference}`;

/** At or near the zone, or named by its forecast, within a day. */
export function eventsNear(zone: Zone, events: Iterable<CityEvent>, drivers: readonly ForecastDriver[], now_ms: number): CityEvent[] {
  const ring = ringOf(zone.outline);
  const named = new Set(drivers.filter((driver) => driver.kind === 'event' || driver.kind === 'holiday').map((driver) => driver.about));
  return [...events]
    .filter((event) => Date.parse(event.end) > now_ms && Date.parse(event.start) < now_ms + kAhead_ms)
    .filter((event) => named.has(event.title) || isHoliday(event) || event.venue.toLowerCase() === zone.name.toLowerCase()
      || (event.lat !== undefined && event.lon !== undefined && metresFrom(ring, [event.lon, event.lat]) <= kNear_m))
    .sort((left, right) => Date.parse(left.start) - Date.parse(right.start));
}

/** Over the zone or the whole city, named by its forecast, or about a stop that counts for it. */
export function bulletinsNear(zone: Zone, bulletins: Iterable<Bulletin>, drivers: readonly ForecastDriver[], state: CrowdState | undefined, now_ms: number): Bulletin[] {
  const middle = middleOf(ringOf(zone.outline));
  const named = new Set(drivers.map((driver) => driver.about).filter((about) => about !== ''));
  const features = new Set((state?.sensors ?? []).map((sensor) => sensor.feature).filter((feature) => feature !== ''));
  return bulletinsOf(bulletins, now_ms).filter((one) => named.has(one.title) || one.features.some((feature) => features.has(feature))
    || (one.areas.length === 0 ? one.features.length === 0 : one.areas.some((area) => inside(ringOf(area), middle))));
}
