// SPDX-License-Identifier: Apache-2.0
// Claims about the streets of a nowcast: densities by time, how they are drawn, the densest, the list's order, what an alarm is about.
import { describe, expect, it } from 'vitest';
import type { CrowdNowcast, NowcastStreets } from '../api/types';
import { densest, densitiesOf, densityAt, foremost, looksOf, rowsOf, sorted, streetOf, warningOf } from './streets';

const spread = { median: 1, low80: 1, high80: 1 };
const warning = (street: number, probability_percent: number, threshold_per_m2 = 2) => ({ street, name: 'B', threshold_per_m2, probability_percent, expected: '2026-11-30T21:40:00Z' });
const nowcast: CrowdNowcast = {
  event: 'E-1', scenario: 'stade', made: '2026-11-30T21:11:00Z', planned: 30000, people: spread, outside: spread, inside: spread, walking: { median: 900, low80: 1, high80: 1 }, gone: spread,
  heard: 4, distrusted: 0, silent: 0, minutes_ahead: [0, 15, 30, 60],
  //         now             15              30             60
  streets: [[0, 30, 20, 45, 120, 90, 160, 240, 180, 310, 0, 0, 0], [2, 410, 380, 520, 300, 250, 380, 90, 60, 120, 2, 0, 5], [5, 0, 0, 0, 800, 500, 900, 0, 0, 0, 0, 0, 0]],
  warnings: [warning(5, 72, 3.57), warning(9, 40), warning(5, 90)], reasons: [], changed: 1,
};
const geometry = { streets: ['C', 'x', 'A', 'x', 'x', 'B'].map((name) => ({ kind: 'street', name, line: [], length_m: 1, width_m: 1, area_m2: 1 })) } as unknown as NowcastStreets;
const densities = densitiesOf(nowcast);

describe('densities', () => {
  it('are people/m² with their interval, for each time', () => {
    expect(densities.get(0)?.[2]).toEqual({ per_m2: 2.4, low: 1.8, high: 3.1 });
    expect(densityAt(densities, 2, 0).per_m2).toBe(4.1);
  });
  it('of a street that is left out are nobody', () => expect(densityAt(densities, 77, 0)).toEqual({ per_m2: 0, low: 0, high: 0 }));
  it('of a record cut short are nobody', () => expect(densitiesOf({ streets: [[3, 50]], minutes_ahead: [0, 15] }).get(3)).toEqual([{ per_m2: 0.5, low: 0, high: 0 }, { per_m2: 0, low: 0, high: 0 }]));
});

describe('streets on the map', () => {
  const how = { ahead: true, stale: false };
  it('have a level each, counted from where their features begin; empty ones none', () =>
    expect([...looksOf(densities, 0, 100, 5, { ahead: false, stale: false })]).toEqual([[100, { level: 1, beyond: false, ahead: false, stale: false }], [102, { level: 4, beyond: false, ahead: false, stale: false }]]));
  it('are marked where nobody knows how a crowd moves', () => expect(looksOf(densities, 1, 0, 5, how).get(5)).toEqual({ level: 6, beyond: true, ahead: true, stale: false }));
});

describe('the densest', () => {
  it('come first, at the time asked for, empty ones not at all', () => {
    expect(densest(densities, 0, 10, String)).toEqual([2, 0]);
    expect(densest(densities, 1, 2, String)).toEqual([5, 2]);
  });
  it('have the densest part of each name, and every one without a name', () => {
    expect(densest(densities, 1, 10, () => 'Rue A')).toEqual([5]);
    expect(densest(densities, 1, 10, () => '')).toEqual([5, 2, 0]);
  });
});

describe('a warning', () => {
  it('of a street is its likeliest', () => expect([warningOf(nowcast, 5)?.probability_percent, warningOf(nowcast, 0)]).toEqual([90, null]));
});

describe('the list', () => {
  const rows = rowsOf(nowcast, geometry);
  const order = (by: Parameters<typeof sorted>[1], rising = false) => sorted(rows, by, rising, (row) => row.of?.name ?? 'Z').map(({ street }) => street);
  it('has every street where somebody is or will be, and those warned of', () => expect(rows.map(({ street }) => street)).toEqual([0, 2, 5, 9]));
  it('sorts by density at each time', () => expect([order(0), order(1), order(2, true)]).toEqual([[2, 0, 5, 9], [5, 2, 0, 9], [5, 9, 2, 0]]));
  it('sorts by name', () => expect([order('name', true), order('name')]).toEqual([[2, 5, 0, 9], [9, 0, 5, 2]]));
  it('sorts by warning, those without one last both ways', () => expect([order('warning'), order('warning', true)]).toEqual([[5, 9, 2, 0], [9, 5, 2, 0]]));
  it('is there before the streets have their names', () => expect(rowsOf(nowcast, null).every(({ of }) => of === undefined)).toBe(true));
});

describe('an alarm', () => {
  it('is about a street of an event, whatever the event is called', () => {
    expect(streetOf('crowd/streets/E-7/12')).toEqual({ event: 'E-7', street: 12 });
    expect(streetOf('crowd/streets/feed/agenda/3/0')).toEqual({ event: 'feed/agenda/3', street: 0 });
  });
  it.each(['crowd/stadium', 'crowd/streets', 'crowd/streets/E-7/', 'crowd/streets//4', 'http/cctv', ''])('%s is about none', (source) => expect(streetOf(source)).toBeNull());
});

describe('the foremost', () => {
  it('is the fullest of those that run, else who ended last', () => {
    const at = (event: string, walking: number, ended?: string): CrowdNowcast => ({ ...nowcast, event, walking: { ...spread, median: walking }, ...(ended ? { ended } : {}) });
    expect(foremost([at('a', 10), at('b', 40), at('c', 900, '2026-11-30T20:00:00Z')])?.event).toBe('b');
    expect(foremost([at('c', 0, '2026-11-30T20:00:00Z'), at('d', 0, '2026-11-30T21:00:00Z')])?.event).toBe('d');
    expect(foremost([])).toBeNull();
  });
});
