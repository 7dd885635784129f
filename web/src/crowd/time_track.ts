// SPDX-License-Identifier: Apache-2.0
// The shape of two weeks under the slider: people of all zones or of one, as paths for the past and for what is ahead; pure.
import type { CrowdTimeline } from '../api/types';
import { instant, local } from '../ui/zone';

/** Sums a column over the zones wanted; null where nothing is known of any. */
export function sums(timeline: CrowdTimeline, zone: string | null): (number | null)[] {
  const rows = timeline.zones.filter((row) => zone === null || row.zone === zone);
  return Array.from({ length: rows[0]?.people.length ?? 0 }, (_, column) => {
    let sum: number | null = null;
    for (const row of rows) {
      const people = row.people[column];
      if (people !== null && people !== undefined) sum = (sum ?? 0) + people;
    }
    return sum;
  });
}

/** A path through the known values of columns [first, last], broken where something is missing. `width` and `height` are those of the drawing. */
export function path(values: readonly (number | null)[], first: number, last: number, most: number, width: number, height: number): string {
  let drawn = '';
  let pen = false;
  const step = width / Math.max(1, values.length - 1);
  for (let column = Math.max(0, first); column <= Math.min(last, values.length - 1); column++) {
    const value = values[column];
    if (value === null || value === undefined) { pen = false; continue; }
    drawn += `${pen ? 'L' : 'M'}${(column * step).toFixed(1)} ${(height - (most > 0 ? value / most : 0) * height).toFixed(1)}`;
    pen = true;
  }
  return drawn;
}

/** The local midnights in the span, and how far along it each lies, 0 to 1. */
export function midnights(from_ms: number, to_ms: number): { at_ms: number; share: number }[] {
  const found: { at_ms: number; share: number }[] = [];
  for (let day = local(from_ms).day + 1; ; day++) {
    const at_ms = instant(day, 0, 'first');
    if (!(at_ms < to_ms)) return found;
    found.push({ at_ms, share: (at_ms - from_ms) / (to_ms - from_ms) });
  }
}
