// SPDX-License-Identifier: Apache-2.0
// Claims about what stands on and around an event's streets: figures where they matter, with intervals; warnings; exits, places, counters.
import { describe, expect, it } from 'vitest';
import type { CrowdNowcast, NowcastStreets } from '../api/types';
import { figureFeatures, markFeatures } from './features';

const line = [[4.75, 43.1], [5.25, 43.1]];
const geometry = {
  event: 'E-1', known_per_m2: 5, lon: 4.7, lat: 43.1, radius_m: 900,
  exits: [{ name: 'Nord', lon: 4.7, lat: 43.101 }], places: [{ name: 'Horlogers', kind: 'station', lon: 4.71, lat: 43.1 }, { name: 'Parking Est', kind: 'parking', lon: 4.71, lat: 43.11 }], counters: [{ name: 'Pont', lon: 4.7, lat: 43.1 }],
  streets: [0, 1, 2, 3].map(() => ({ kind: 'street', name: '', line, length_m: 160, width_m: 6, area_m2: 960 })),
} as unknown as NowcastStreets;
const nowcast = {
  event: 'E-1', minutes_ahead: [0, 15],
  streets: [[0, 30, 20, 40, 90, 60, 120], [1, 620, 500, 700, 0, 0, 0], [3, 10, 0, 20, 10, 0, 20]], warnings: [{ street: 3, name: '', threshold_per_m2: 2, probability_percent: 60, expected: '' }],
} as unknown as CrowdNowcast;
const figures = (column: number, how: { stale?: boolean; street?: number | null } = {}) => figureFeatures(nowcast, geometry, column, { stale: false, street: null, ...how }, 'fr').map(({ properties }) => [properties?.street, properties?.figure, properties?.interval, properties?.warned]);

describe('figures', () => {
  it('stand where people are in each other’s way, and where a warning is, with the interval', () => expect(figures(0)).toEqual([[1, '6,2/m² ?', '5–7', false], [3, '0,10/m²', '0–0,2', true]]));
  it('are those of the time shown', () => expect(figures(1)).toEqual([[0, '0,90/m²', '0,6–1,2', false], [3, '0,10/m²', '0–0,2', true]]));
  it('are there for the chosen street, even an empty one', () => expect(figures(1, { street: 2 }).at(-1)).toEqual([2, '0/m²', '< 0,1', false]));
  it('of an old nowcast are told as about', () => expect(figures(0, { stale: true })[0]?.[1]).toBe('~\u202f6,2/m² ?'));
  it('are in the middle of the street', () => expect(figureFeatures(nowcast, geometry, 0, { stale: false, street: null }, 'en')[0]?.geometry).toEqual({ type: 'Point', coordinates: [5, 43.1] }));
  it('of a street that is not among the streets are left out', () => expect(figureFeatures({ ...nowcast, streets: [[77, 900, 900, 900, 0, 0, 0]], warnings: [] }, geometry, 0, { stale: false, street: null }, 'en')).toEqual([]));
});

describe('marks', () => {
  it('name exits, places and counters, after the circle that is simulated', () =>
    expect(markFeatures(geometry, 'fr').map(({ properties }) => [properties?.mark, properties?.name])).toEqual([['reach', undefined], ['exit', 'Sortie Nord'], ['station', 'Gare Horlogers'], ['parking', 'Parking Est'], ['counter', 'Pont']]));
});
