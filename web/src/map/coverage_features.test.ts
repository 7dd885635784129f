// SPDX-License-Identifier: Apache-2.0
// Claims about the coverage: near over far, the worst covered district first.
import { describe, expect, it } from 'vitest';
import type { Coverage } from '../api/types';
import { coverageFeatures, percent, worstFirst } from './coverage_features';

const square = [[[[0, 0], [1, 0], [1, 1], [0, 0]]]];
const coverage: Coverage = {
  at: '2026-11-24T13:00:00Z', units: 4, bands: [3, 8, 5].map((minutes) => ({ minutes, area_km2: minutes, polygons: square })),
  districts: [{ id: 'b', name: 'B', share: [0.2, 0.9, 1] }, { id: 'a', name: 'A', share: [0.2, 0.5, 1] }, { id: 'c', name: 'C', share: [0, 1, 1] }],
};

describe('the coverage', () => {
  it('draws the widest band first and counts from the nearest', () => {
    expect(coverageFeatures(coverage, false).features.map((feature) => feature.properties)).toEqual([
      { minutes: 8, place: 2, stale: false }, { minutes: 5, place: 1, stale: false }, { minutes: 3, place: 0, stale: false },
    ]);
    expect(coverageFeatures(null, false).features).toEqual([]);
  });
  it('lists the worst covered first, and does not change what it was given', () => {
    expect(worstFirst(coverage.districts).map((district) => district.name)).toEqual(['C', 'A', 'B']);
    expect(coverage.districts[0]?.name).toBe('B');
  });
  it('says nothing and all only where it is so', () => {
    expect([0, 0.001, 0.5, 0.999, 1].map((share) => percent(share, 'en'))).toEqual(['0%', '1%', '50%', '99%', '100%']);
    expect(percent(0.42, 'fr')).toBe('42\u202f%');
  });
});
