// SPDX-License-Identifier: Apache-2.0
// Local days and minutes of the city, and back to instants, the nights of the clock change included; mirrors src/core/time_zone.hpp.
import { offset_h, zone } from './time';

export const kMinute_ms = 60_000;
const kHour_ms = 3_600_000;
export const kDay_ms = 86_400_000;

/** A moment on the clock of the town hall. */
export interface LocalTime {
  /** Days since 1 January 1970. */
  day: number;
  /** Of that day, 0 to 1439. */
  minute: number;
  /** 0 Monday to 6 Sunday. */
  weekday: number;
}

/** What to make of a local time that comes twice, when the clock is put back. */
export type Twice = 'first' | 'second';

/** Offsets change on a full hour: one is asked of the browser once an hour looked at, and again on another city's clock. */
const known = new Map<number, number>();
let knownOf = zone();
const kMostKnown = 4096;

function offset_ms(at_ms: number): number {
  if (knownOf !== zone()) {
    known.clear();
    knownOf = zone();
  }
  const hour = Math.floor(at_ms / kHour_ms);
  let offset = known.get(hour);
  if (offset === undefined) {
    if (known.size >= kMostKnown) known.clear();
    offset = offset_h(hour * kHour_ms) * kHour_ms;
    known.set(hour, offset);
  }
  return offset;
}

export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;  // 1 January 1970 was a Thursday

export function local(at_ms: number): LocalTime {
  const shown_ms = at_ms + offset_ms(at_ms);
  const day = Math.floor(shown_ms / kDay_ms);
  return { day, minute: Math.floor((shown_ms - day * kDay_ms) / kMinute_ms), weekday: weekdayOf(day) };
}

/** The instant of a local time, `minute` (0 to 1440) after the midnight of `day` as the clock shows it. One that is skipped is the instant of the jump. */
export function instant(day: number, minute: number, twice: Twice): number {
  const shown_ms = day * kDay_ms + minute * kMinute_ms;
  const offsets = [offset_ms(shown_ms - kDay_ms), offset_ms(shown_ms + kDay_ms)];
  const fitting = offsets.map((offset) => shown_ms - offset).filter((at_ms) => at_ms + offset_ms(at_ms) === shown_ms);
  if (fitting.length > 0) return twice === 'first' ? Math.min(...fitting) : Math.max(...fitting);
  // Less than an hour after the jump, counted with the offset before it.
  return Math.floor((shown_ms - Math.min(...offsets)) / kHour_ms) * kHour_ms;
}

/** "2026-11-24" and "22:30" as an instant; NaN where they are no date and time. Accepts 22h30, 2230, 22. */
export function instantOf(date: string, time: string, twice: Twice): number {
  const midnight_ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const minute = minuteOf(time);
  return Number.isNaN(midnight_ms) || minute === null ? Number.NaN : instant(midnight_ms / kDay_ms, minute, twice);
}

/** Minutes after midnight of "22:30", "22h30", "2230", "22"; null where it is no time of day. 24:00 is the day's end. */
export function minuteOf(time: string): number | null {
  const found = time.trim().match(/^(\d{1,2})(?:\s*[:hH.]?\s*(\d{2}))?\s*[hH]?$/);
  if (!found) return null;
  const minute = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[2] ?? 0) < 60 && minute <= 24 * 60 ? minute : null;
}

const two = (value: number): string => String(value).padStart(2, '0');

export const hourMinute = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** "2026-11-24", the local day of an instant, as a date field wants it. */
export const dateField = (at_ms: number): string => new Date(local(at_ms).day * kDay_ms).toISOString().slice(0, 10);
