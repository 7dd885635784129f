// SPDX-License-Identifier: Apache-2.0
// What is asked: a scenario, changes to it, how many people, how many runs; pure.
import type { CrowdChange, CrowdScenario, WhatIfQuestion } from '../api/types';

export type LonLat = [number, number];
export type DrawnKind = 'close' | 'hold';

/** How often the crowd is computed with inputs a little different: quick, as p50 and p95 want it, and careful. */
export const kRuns = [5, 50, 200] as const;
export const kMostChanges = 32;
export const kMostPeople = 500_000;
/** The server's own limit is wider; nobody shifts an end by more than a day. */
const kMost_min = 1440;

export interface Draft {
  scenario: string;
  changes: CrowdChange[];
  /** Null: as many as the scenario says. */
  people: number | null;
  runs: number;
}

export const emptyDraft = (scenario: string): Draft => ({ scenario, changes: [], people: null, runs: 50 });

/** What is posted. */
export function questionOf({ scenario, changes, people, runs }: Draft): WhatIfQuestion {
  return { scenario, runs, ...(changes.length > 0 ? { changes } : {}), ...(people === null ? {} : { people }) };
}

/** A number typed, whole; null where it is empty, NaN where it is none. */
export function wholeOf(typed: string | number | null | undefined): number | null {
  const text = String(typed ?? '').replace(/[\s\u00a0\u202f]/g, '').replace('\u2212', '-');
  if (text === '') return null;
  return /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}

export type Complaint = 'people' | 'minutes' | 'span' | 'line' | 'shift' | 'share' | 'places' | 'exit' | 'many';

export function peopleComplaint(people: number | null): Complaint | null {
  return people === null || (people >= 1 && people <= kMostPeople) ? null : 'people';
}

const isMinutes = (minutes: number | null): boolean => minutes === null || Math.abs(minutes) <= kMost_min;
const to6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export interface Drawn { kind: DrawnKind; points: readonly LonLat[]; from_min: number | null; until_min: number | null }

/** A closure or a cordon across the streets under a drawn line. */
export function drawnChange({ kind, points, from_min, until_min }: Drawn): CrowdChange | Complaint {
  if (points.length < 2) return 'line';
  if (!isMinutes(from_min) || !isMinutes(until_min)) return 'minutes';
  if (from_min !== null && until_min !== null && until_min <= from_min) return 'span';
  return {
    kind, lines: [points.map(([lon, lat]) => [to6(lon), to6(lat)])],
    ...(from_min === null ? {} : { from_s: from_min * 60 }), ...(until_min === null ? {} : { until_s: until_min * 60 }),
  };
}

export function shiftChange(by_min: number | null): CrowdChange | Complaint {
  return by_min !== null && by_min !== 0 && Math.abs(by_min) <= kMost_min ? { kind: 'shift_end', by_s: by_min * 60 } : 'shift';
}

export function redirectChange(name: string, to: string, percent: number | null): CrowdChange | Complaint {
  if (name === '' || to === '' || name === to) return 'places';
  if (percent === null || !(percent > 0 && percent <= 100)) return 'share';
  return { kind: 'redirect', name, to, part: percent / 100 };
}

export const exitChange = (kind: 'open_exit' | 'lose_exit', name: string): CrowdChange | Complaint => (name === '' ? 'exit' : { kind, name });

/** Exits that may be lost, or opened, given what is changed already. */
export function exitsFor(kind: 'open_exit' | 'lose_exit', scenario: CrowdScenario, changes: readonly CrowdChange[]): string[] {
  const changed = new Set(changes.filter((one) => one.kind === 'open_exit' || one.kind === 'lose_exit').map(({ name }) => name));
  return scenario.exits.filter(({ name, open }) => open === (kind === 'lose_exit') && !changed.has(name)).map(({ name }) => name);
}

/** Whether two questions are the same one. */
export const same = (one: WhatIfQuestion, other: WhatIfQuestion): boolean => JSON.stringify(one) === JSON.stringify(other);
