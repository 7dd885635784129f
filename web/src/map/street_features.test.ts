// SPDX-License-Identifier: Apache-2.0
// Claims about simulated streets on a map: the reach has its radius, a square its area, a street its middle.
import { describe, expect, it } from 'vitest';
import { circle, middleOf, streetFeatures } from './street_features';

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

describe('streets', () => {
  const street = { kind: 'street', name: '', line: [[0, 0], [1, 1], [2, 0]], length_m: 1, width_m: 1, area_m2: 1 } as const;
  const made = (kind: 'street' | 'square') => ({ ...street, kind, line: street.line.map((at) => [...at]) });
  it('are lines, squares are closed areas, ids are their numbers', () => {
    const features = streetFeatures([made('street'), made('square')]);
    expect(features.map(({ id, geometry }) => [id, geometry.type])).toEqual([[0, 'LineString'], [1, 'Polygon']]);
    expect((features[1]?.geometry as GeoJSON.Polygon).coordinates[0]).toHaveLength(4);
  });
  it('of several answers do not share an id, and say whose they are', () =>
    expect(streetFeatures([made('street'), made('street')], 40, { event: 'E-2' }).map(({ id, properties }) => [id, properties?.street, properties?.event])).toEqual([[40, 0, 'E-2'], [41, 1, 'E-2']]));
  it('have a middle', () => {
    const [lon, lat] = middleOf(made('street'));
    expect([lon, lat].map((one) => one.toFixed(3))).toEqual(['1.000', '1.000']);
    expect(middleOf(made('square'))).toEqual([1, 1 / 3]);
  });
  it('have it halfway along, not at a corner', () => expect(middleOf({ ...made('street'), line: [[0, 0], [0, 4], [0, 6]] })).toEqual([0, 3]));
  it('of one point are there', () => expect(middleOf({ ...made('street'), line: [[5, 6]] })).toEqual([5, 6]));
});
