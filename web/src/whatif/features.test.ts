// SPDX-License-Identifier: Apache-2.0
// Claims about what the map shows: the reach has its radius, a lost exit its sign, a square its area.
import { describe, expect, it } from 'vitest';
import type { CrowdScenario } from '../api/types';
import { circle, lineFeatures, markFeatures, middleOf, streetFeatures } from './features';

const scenario = {
  lon: 4.7, lat: 43.1, radius_m: 1000,
  exits: [{ name: 'N', lon: 4.7, lat: 43.101, width_m: 10, open: true }, { name: 'S', lon: 4.7, lat: 43.099, width_m: 10, open: false }],
  places: [{ name: 'Tram', kind: 'station', lon: 4.71, lat: 43.1, share: 0.2 }, { name: 'On foot', kind: 'on_foot', share: 0.8 }],
} as unknown as CrowdScenario;
const names = { exit: (name: string) => `exit ${name}`, place: (kind: string, name: string) => `${kind} ${name}` };
const texts = (changes: Parameters<typeof markFeatures>[1]): unknown[] => markFeatures(scenario, changes, names).features.map(({ properties }) => properties?.text).filter(Boolean);

describe('the reach', () => {
  it('closes, and is a radius away everywhere', () => {
    const ring = circle(4.7, 43.1, 1000);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const [lon, lat] of ring) {
      const metre = Math.PI * 6_371_008.8 / 180;
      expect(Math.hypot((lon - 4.7) * metre * Math.cos((43.1 * Math.PI) / 180), (lat - 43.1) * metre)).toBeCloseTo(1000, 3);
    }
  });
});

describe('exits and places', () => {
  it('say what they are; who goes on foot has no place', () => expect(texts([])).toEqual(['exit N', '× exit S', 'station Tram']));
  it('are marked when lost, and no longer when opened', () => expect(texts([{ kind: 'lose_exit', name: 'N' }, { kind: 'open_exit', name: 'S' }])).toEqual(['× exit N', 'exit S', 'station Tram']));
});

describe('lines', () => {
  it('are those of the changes and the one being drawn', () =>
    expect(lineFeatures([{ kind: 'close', lines: [[[1, 2], [3, 4]]] }, { kind: 'lose_exit', name: 'N' }], [[5, 6], [7, 8]]).features.map(({ properties }) => properties?.kind)).toEqual(['close', 'drawn', 'point', 'point']));
  it('begin with one point', () => expect(lineFeatures([], [[5, 6]]).features.map(({ geometry }) => geometry.type)).toEqual(['Point']));
});

describe('streets', () => {
  const street = { kind: 'street', name: '', line: [[0, 0], [1, 1], [2, 0]], length_m: 1, width_m: 1, area_m2: 1 } as const;
  const made = (kind: 'street' | 'square') => ({ ...street, kind, line: street.line.map((at) => [...at]) });
  it('are lines, squares are closed areas, ids are their numbers', () => {
    const { features } = streetFeatures([made('street'), made('square')]);
    expect(features.map(({ id, geometry }) => [id, geometry.type])).toEqual([[0, 'LineString'], [1, 'Polygon']]);
    expect((features[1]?.geometry as GeoJSON.Polygon).coordinates[0]).toHaveLength(4);
  });
  it('have a middle', () => expect([middleOf(made('street')), middleOf(made('square'))]).toEqual([[1, 1], [1, 1 / 3]]));
});
