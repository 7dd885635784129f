// SPDX-License-Identifier: Apache-2.0
// The frames of a simulated case: which one is shown at a time, and how dense each street is in it; pure.
import type { WhatIfCase } from '../api/types';

/** Street by its number in the answer → people/m². */
export type Densities = ReadonlyMap<number, number>;

/** A frame comes as street and density in 0.01 people/m² in turn; streets that are empty are left out. */
export function densitiesOf(frame: readonly number[]): Densities {
  const found = new Map<number, number>();
  for (let at = 0; at + 1 < frame.length; at += 2) found.set(frame[at] ?? 0, (frame[at + 1] ?? 0) / 100);
  return found;
}

/** The last frame not after `wanted_s`; the first where all are after it. A case that has cleared keeps its last frame. */
export function frameAt(at_s: readonly number[], wanted_s: number): number {
  let [low, high] = [0, at_s.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((at_s[middle] ?? Infinity) <= wanted_s) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Every time that a case has a frame for, rising. */
export function timesOf(...cases: (WhatIfCase | undefined)[]): number[] {
  return [...new Set(cases.flatMap((one) => one?.at_s ?? []))].sort((left, right) => left - right);
}

/** The place in `times` to begin with: the end of the event, where people start to leave. */
export const beginning = (times: readonly number[]): number => (times.length === 0 ? 0 : frameAt(times, 0));

export interface Dense { street: number; per_m2: number }

/** The densest streets, the densest first. */
export function densest(now: Densities, most: number): Dense[] {
  return [...now].map(([street, per_m2]) => ({ street, per_m2 })).sort((left, right) => right.per_m2 - left.per_m2).slice(0, most);
}
