// SPDX-License-Identifier: Apache-2.0
// Claims about zones and gates on the map: never by colour alone, and never calm when blind.
import { describe, expect, it } from 'vitest';
import type { GateFlow, Zone } from '../api/types';
import { viewNow, viewThen, type ZoneView } from '../crowd/zone_view';
import { gateFeatures, gateLoad, gateShare, gateWay, knownOf, peopleInWords, zoneFeatures } from './crowd_features';

const now_ms = Date.UTC(2026, 10, 28, 18, 0);
const iso = new Date(now_ms).toISOString();
const zone: Zone = {
  id: 'old-port', name: 'Vieux-Port', kind: 'square', outline: [[5, 43], [5.002, 43], [5.002, 43.002], [5, 43.002]], area_m2: 100, capacity: 800, limit: 500,
  gates: [{ id: 'south', name: 'Sud', lon: 5.001, lat: 43, width_m: 4, ground: 'level', capacity_per_min: 328 }, { id: 'east', name: 'Est', lon: 5.002, lat: 43.001, width_m: 2, ground: 'stepped', capacity_per_min: 132 }],
};
const state = { zone: 'old-port', at: iso, people: 240, deviation: 9, counted: iso, stale: false, gates: [], sensors: [], changed: 1 };
const view = viewNow(zone, state, undefined, [], now_ms);
const flow = (gate: string, in_per_min: number, out_per_min: number): GateFlow => ({ gate, in_per_min, out_per_min, seen: iso });
const properties = (views: ZoneView[], chosen: string | null = null) => zoneFeatures(views, chosen, 'fr').features.map((feature) => feature.properties!);

describe('a zone on the map', () => {
  it('is an area and a middle, with colour, pattern and figures', () => {
    const [area, middle] = properties([view], 'old-port');
    expect(area).toMatchObject({ part: 'area', id: 'old-port', level: 3, pattern: 'crowd-3', known: 'counted', chosen: true });
    expect(middle?.figures.replace(/\u202f/g, ' ')).toBe('240 · 48 % · 2,4/m²');
    expect(zoneFeatures([view], null, 'fr').features[0]?.geometry).toMatchObject({ type: 'Polygon' });
  });
  it('that is no longer counted has no level but grey and hatching, and its number is not told as one', () => {
    const stale = viewNow(zone, { ...state, stale: true }, undefined, [], now_ms);
    expect(properties([stale])[0]).toMatchObject({ known: 'stale', level: 0, pattern: 'crowd-none' });
    expect(peopleInWords(stale, 'fr')).toBe('~\u202f240');
  });
  it('of which nothing is known is not shown as empty', () => {
    const unknown = viewNow(zone, undefined, undefined, [], now_ms);
    expect(properties([unknown])[0]).toMatchObject({ known: 'unknown', level: 0, short: '?', figures: '?' });
  });
  it('says that it is a forecast, or filled in', () => {
    const row = { zone: 'old-port', people: [240, 240], low80: [1, 1], high80: [1, 1], imputed: [true, false] };
    const timeline = { from: new Date(now_ms - 1_800_000).toISOString(), step_min: 30, zones: [row] };
    expect(knownOf(viewThen(zone, timeline, now_ms - 1_800_000, now_ms))).toBe('imputed');
    expect(knownOf(viewThen(zone, { ...timeline, from: iso }, now_ms + 1_800_000, now_ms))).toBe('forecast');
  });
  it('without an outline is left out', () => expect(zoneFeatures([{ ...view, zone: { ...zone, outline: [[5, 43]] } }], null, 'fr').features).toEqual([]));
});

describe('a gate on the map', () => {
  it('shows both directions against its capacity', () => {
    expect(gateShare(zone.gates[0]!, flow('south', 200, 46))).toBeCloseTo(0.75, 9);
    expect(gateShare(zone.gates[0]!, undefined)).toBeNull();
  });
  it.each([[null, 'unknown'], [0, 'calm'], [0.59, 'calm'], [0.6, 'busy'], [0.9, 'full'], [1.4, 'full']] as const)('with %s of its capacity is %s', (share, load) => expect(gateLoad(share)).toBe(load));
  it('points where most go', () => expect([gateWay(flow('a', 20, 5)), gateWay(flow('a', 5, 20)), gateWay(flow('a', 10, 12)), gateWay(flow('a', 0, 0)), gateWay(undefined)]).toEqual(['in', 'out', 'both', 'none', 'none']));
  it('is turned to the middle of its zone, and has words only where it is counted', () => {
    const [south, east] = gateFeatures([view], () => [flow('south', 200, 46)], 'en').features.map((feature) => feature.properties!);
    expect(south).toMatchObject({ zone: 'old-port', sign: 'gate-in-busy', text: '+200 −46 · 75%' });
    expect(Math.cos((south!.bearing * Math.PI) / 180)).toBeCloseTo(1, 9);
    expect(east).toMatchObject({ sign: 'gate-none-unknown', text: '' });
    expect(east!.bearing).toBeCloseTo(270, 3);
  });
});
