// SPDX-License-Identifier: Apache-2.0
// Claims about what is shown of a zone: its level, its figures now and at another time, and what is not known.
import { describe, expect, it } from 'vitest';
import type { CrowdForecast, CrowdState, CrowdSurge, CrowdTimeline, Zone } from '../api/types';
import { levelOf } from './levels';
import { sorted } from './rows';
import { columnAt, forecastAt, surgeOf, viewNow, viewThen, zoneOf } from './zone_view';

const now_ms = Date.UTC(2026, 10, 28, 18, 0);
const iso = (ms: number): string => new Date(ms).toISOString();
const zone = (id: string, over: Partial<Zone> = {}): Zone => ({ id, name: id, kind: 'square', outline: [[5, 43], [5.01, 43], [5.01, 43.01]], area_m2: 1000, capacity: 800, limit: 500, licensed: 500, gates: [], ...over });
const state = (over: Partial<CrowdState> = {}): CrowdState => ({ zone: 'a', at: iso(now_ms), people: 250, deviation: 20, counted: iso(now_ms - 30_000), stale: false, gates: [], sensors: [], changed: 1, ...over });
const point = (minutes: number, people: number): CrowdForecast['points'][number] => ({ at: iso(now_ms + minutes * 60_000), people, low80: people - 10, high80: people + 10, low95: people - 20, high95: people + 20, skilled: true });
const forecast: CrowdForecast = { zone: 'a', made: iso(now_ms), model: 'zones-1', points: [point(30, 300), point(90, 500)], drivers: [], skill: [], changed: 1 };
const surge = (over: Partial<CrowdSurge> = {}): CrowdSurge => ({ zone: 'a', threshold: 'limit', limit: 500, probability_percent: 60, expected: iso(now_ms), people: 510, made: iso(now_ms), drivers: [], changed: 1, ...over });

describe('a level of density', () => {
  it.each([[0, 1], [0.42, 1], [0.43, 2], [1.99, 2], [2, 3], [3.57, 4], [5.55, 5], [7.09, 5], [7.1, 6], [40, 6]])('of %d people/m² is %d', (density, level) => expect(levelOf(density)).toBe(level));
});

describe('a zone now', () => {
  it('is measured against its licence, in people per square metre, with the interval of 80 %', () => {
    const view = viewNow(zone('a'), state(), forecast, [], now_ms);
    expect([view.occupancy, view.density_per_m2, view.level]).toEqual([0.5, 0.25, 1]);
    expect([view.low, view.high]).toEqual([224, 276]);
    expect([view.stale, view.imputed, view.counted_ms]).toEqual([false, false, now_ms - 30_000]);
  });
  it('that nobody has estimated is unknown, not empty', () => {
    const view = viewNow(zone('a'), undefined, undefined, [], now_ms);
    expect([view.people, view.occupancy, view.density_per_m2, view.level, view.trend]).toEqual([null, null, null, 0, null]);
  });
  it('that nobody ever counted, and that may be empty or not, is unknown, not empty', () => {
    const { counted, ...never } = state({ people: 0, deviation: 125, stale: true });
    expect(counted).toBeDefined();
    expect(viewNow(zone('a'), never, undefined, [], now_ms)).toMatchObject({ people: null, level: 0, imputed: false, low: null, high: null });
    expect(viewNow(zone('a'), state({ people: 0, deviation: 125 }), undefined, [], now_ms).people).toBe(0);
  });
  it('that nobody ever counted is filled in', () => {
    const { counted, ...never } = state();
    expect(counted).toBeDefined();
    expect(viewNow(zone('a'), never, undefined, [], now_ms).imputed).toBe(true);
  });
  it('never has fewer than nobody', () => expect(viewNow(zone('a'), state({ people: 3, deviation: 50 }), undefined, [], now_ms).low).toBe(0));
  it('goes on by the forecast of the next hour, between two of its points', () => {
    expect(forecastAt(forecast, now_ms + 3_600_000)).toBe(400);
    expect(viewNow(zone('a'), state(), forecast, [], now_ms).trend).toBe(150);
    expect(forecastAt(forecast, now_ms + 7_200_000)).toBeNull();
    expect(forecastAt(forecast, now_ms)).toBeNull();
  });
  it('is named by the source of its alarm', () => expect([zoneOf('crowd/old-port'), zoneOf('crowd/streets/E-1/4'), zoneOf('mqtt/button-17')]).toEqual(['old-port', null, null]));
  it('shows the likeliest surge of its own that has not ended', () => {
    const all = [surge(), surge({ threshold: 'density', probability_percent: 80 }), surge({ probability_percent: 95, ended: iso(now_ms) }), surge({ zone: 'b', probability_percent: 99 })];
    expect(surgeOf(all, 'a')?.threshold).toBe('density');
    expect(surgeOf(all, 'c')).toBeNull();
  });
});

const timeline: CrowdTimeline = {
  from: iso(now_ms - 3_600_000), step_min: 30,
  zones: [{ zone: 'a', people: [100, null, 250, 300, 600], low80: [90, null, 224, 250, 400], high80: [110, null, 276, 350, 800], imputed: [true, false, false, false, false] }],
};

describe('a zone at another time', () => {
  it('says of the past that it is the past, and what was filled in', () => {
    const view = viewThen(zone('a'), timeline, now_ms - 3_600_000, now_ms);
    expect([view.when, view.people, view.low, view.high, view.imputed, view.trend]).toEqual(['past', 100, 90, 110, true, 150]);
  });
  it('says of what is ahead that it is a forecast, and forgets the live surge', () => {
    const view = viewThen(zone('a'), timeline, now_ms + 3_600_000, now_ms);
    expect([view.when, view.people, view.occupancy, view.trend, view.surge]).toEqual(['forecast', 600, 1.2, null, null]);
  });
  it('is unknown in a gap, outside the time line, before the time line came, and for a zone that is not in it', () => {
    for (const view of [
      viewThen(zone('a'), timeline, now_ms - 1_800_000, now_ms), viewThen(zone('a'), timeline, now_ms + 1e8, now_ms), viewThen(zone('a'), null, now_ms, now_ms), viewThen(zone('b'), timeline, now_ms, now_ms),
    ]) expect([view.people, view.level, view.imputed]).toEqual([null, 0, false]);
    expect([columnAt(timeline, now_ms), columnAt(timeline, now_ms - 1e7), columnAt(timeline, now_ms + 1e7)]).toEqual([2, null, null]);
  });
});

describe('the list of zones', () => {
  const views = [
    viewNow(zone('b'), state({ people: 100 }), undefined, [], now_ms), viewNow(zone('a'), undefined, undefined, [], now_ms),
    viewNow(zone('d', { area_m2: 100 }), state({ people: 90 }), undefined, [surge({ zone: 'd' })], now_ms), viewNow(zone('c'), state({ people: 100 }), undefined, [], now_ms),
  ];
  const ids = (by: Parameters<typeof sorted>[1], rising = false): string => sorted(views, by, rising).map((view) => view.zone.id).join('');
  it('has the fullest first, equal ones by name', () => expect(ids('occupancy')).toBe('bcda'));
  it('has the unknown last whichever way it is sorted', () => expect([ids('people', true), ids('density')]).toEqual(['dbca', 'dbca']));
  it('has surges first where they are sorted by', () => expect(ids('surge')).toBe('dabc'));
  it('is sorted by name, both ways', () => expect([ids('name', true), ids('name')]).toEqual(['abcd', 'dcba']));
});
