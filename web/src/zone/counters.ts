// SPDX-License-Identifier: Apache-2.0
// The counters of a zone, one line each: what says several things of one place is one counter, as bad as its worst; pure.
import type { SensorHealth } from '../api/types';

const key = (sensor: SensorHealth): string => `${sensor.source} ${sensor.feature}`;

/** The doubtful first, then by name. A bias is the largest of them. */
export function countersOf(sensors: readonly SensorHealth[]): SensorHealth[] {
  const found = new Map<string, SensorHealth>();
  for (const sensor of sensors) {
    const other = found.get(key(sensor));
    if (!other) { found.set(key(sensor), sensor); continue; }
    found.set(key(sensor), {
      ...other, doubt: other.doubt === 'none' ? sensor.doubt : other.doubt, seen: Date.parse(sensor.seen) > Date.parse(other.seen) ? sensor.seen : other.seen,
      bias_permille: Math.abs(sensor.bias_permille) > Math.abs(other.bias_permille) ? sensor.bias_permille : other.bias_permille,
    });
  }
  return [...found.values()].sort((left, right) => Number(left.doubt === 'none') - Number(right.doubt === 'none') || key(left).localeCompare(key(right)));
}

/** A counter that never spoke is told of with the time 0. */
export const neverSpoke = (sensor: SensorHealth): boolean => !(Date.parse(sensor.seen) > 0);
