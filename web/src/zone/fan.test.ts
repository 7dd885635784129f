// SPDX-License-Identifier: Apache-2.0
// Claims about a zone's plot: past, fan and what was filled in are different lines that meet.
import { describe, expect, it } from 'vitest';
import type { CrowdForecast, CrowdHistory, Zone } from '../api/types';
import { viewNow } from '../crowd/zone_view';
import { fanOf, figuresOf, most } from './fan';

const now_ms = Date.UTC(2026, 10, 28, 18, 0);
const iso = (minutes: number): string => new Date(now_ms + minutes * 60_000).toISOString();
const zone: Zone = { id: 'a', name: 'A', kind: 'square', outline: [], area_m2: 100, capacity: 800, limit: 500, gates: [] };
const state = { zone: 'a', at: iso(0), people: 130, deviation: 10, counted: iso(0), stale: false, gates: [], sensors: [], changed: 1 };
const history: CrowdHistory = { zone: 'a', from: iso(-20), step_min: 5, people: [100, 110, 115, null], deviation: [10, 10, 10, null], imputed: [false, false, true, false], forecast_60: [90, null, null, 120] };
const point = (minutes: number, people: number, skilled = true): CrowdForecast['points'][number] => ({ at: iso(minutes), people, low80: people - 10, high80: people + 10, low95: people - 30, high95: people + 30, skilled });
const forecast: CrowdForecast = { zone: 'a', made: iso(-2), model: 'm', points: [point(-1, 999), point(15, 140), point(60, 200), point(1440, 90, false)], drivers: [], skill: [], changed: 1 };
const view = viewNow(zone, state, forecast, [], now_ms);
const fan = fanOf(history, view, forecast, now_ms);
const minutes = fan.at_s.map((at_s) => (at_s * 1000 - now_ms) / 60_000);

describe('a zone’s plot', () => {
  it('runs from the past through now to the last point, without points of the forecast that are past', () => expect(minutes).toEqual([-20, -15, -10, -5, 0, 15, 60, 1440]));
  it('draws what was filled in as another line that begins where the counted one ends', () => {
    expect(fan.past).toEqual([100, 110, null, null, 130, null, null, null]);
    expect(fan.imputed).toEqual([null, 110, 115, null, null, null, null, null]);
  });
  it('goes straight from the last slot that is over to now, but not over a longer gap', () => {
    const nothing = history.imputed.map(() => false);
    expect(fanOf({ ...history, people: [100, 110, null, null], imputed: nothing }, view, undefined, now_ms).past.map((one) => one && Math.round(one))).toEqual([100, 110, 117, 123, 130]);
    expect(fanOf({ ...history, from: iso(-60), people: [100, null, null, null], imputed: nothing }, view, undefined, now_ms).past).toEqual([100, null, null, null, 130]);
  });
  it('opens the fan from the estimate of now', () => {
    expect([fan.ahead[4], fan.low80[4], fan.high80[4]]).toEqual([130, view.low, view.high]);
    expect([fan.low95[6], fan.low80[6], fan.high80[6], fan.high95[6]]).toEqual([170, 190, 210, 230]);
  });
  it('draws the usual value where there is no skill, joined to what had it', () => {
    expect(fan.ahead.slice(4)).toEqual([130, 140, 200, null]);
    expect(fan.usual.slice(4)).toEqual([null, null, 200, 90]);
  });
  it('keeps what had been forecast an hour before', () => expect(fan.before.slice(0, 5)).toEqual([90, null, null, 120, null]));
  it('without a past and a forecast has only now', () => expect(fanOf(null, view, undefined, now_ms).past).toEqual([130]));
  it('that nobody counts starts as filled in', () => {
    const { counted, ...never } = state;
    expect(counted).toBeDefined();
    const blind = fanOf(null, viewNow(zone, never, undefined, [], now_ms), undefined, now_ms);
    expect([blind.past, blind.imputed]).toEqual([[null], [130]]);
  });
});

describe('the scale', () => {
  const [from_s, to_s] = [(now_ms - 3_600_000) / 1000, (now_ms + 3_600_000) / 1000];
  it('reaches the limit where it is near, and is not flattened by one that is far', () => {
    expect(most(fan, 300, from_s, to_s)).toBeCloseTo(324, 6);
    expect(most(fan, 5000, from_s, to_s)).toBeCloseTo(210 * 1.08, 6);
  });
  it('looks only at what is in view', () => expect(most(fan, 5000, from_s, now_ms / 1000)).toBeCloseTo(143 * 1.08, 6));
});

it('the table has each horizon that the forecast has, once', () => {
  expect(figuresOf(forecast, now_ms).map((row) => row.minutes)).toEqual([15, 60, 1440]);
  expect(figuresOf(undefined, now_ms)).toEqual([]);
});
