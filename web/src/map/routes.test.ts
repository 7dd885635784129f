// SPDX-License-Identifier: Apache-2.0
// Claims about the expected arrival of a unit.
import { describe, expect, it } from 'vitest';
import type { MissionRoute } from '../api/types';
import { expected, roughly, routeFeatures } from './routes';

const at_ms = Date.parse('2026-11-24T21:43:00Z');
const route = (over: Partial<MissionRoute> = {}): MissionRoute => ({ mission: 'M-1', at: '2026-11-24T21:43:00Z', seconds: 250, p90_s: 370, distance_m: 1800, position_age_s: 3, line: [[0, 0], [1, 1]], ...over });

describe('the arrival', () => {
  it('counts down from when it was computed', () => {
    expect(expected(route(), at_ms)).toMatchObject({ at_ms: at_ms + 250_000, left_s: 250, stale: false });
    expect(expected(route(), at_ms + 5000).left_s).toBe(245);
    expect(expected(route(), at_ms + 300_000).left_s).toBe(0);
  });
  it('says the ninth of ten by a full minute, never too early', () => {
    expect(expected(route(), at_ms).by_ms).toBe(at_ms + 420_000);
    expect(expected(route({ p90_s: 360 }), at_ms).by_ms).toBe(at_ms + 360_000);
  });
  it('is stale when the answer or the position is old', () => {
    expect(expected(route(), at_ms + 15_001).stale).toBe(true);
    expect(expected(route({ position_age_s: 61 }), at_ms).stale).toBe(true);
    expect(expected(route({ position_age_s: 60 }), at_ms + 15_000).stale).toBe(false);
  });
  it('is said in steps of ten seconds, never none', () => expect([250, 246, 3, 0, 3900].map(roughly)).toEqual(['4 min 10', '4 min 10', '10 s', '10 s', '1 h 05']));
});

describe('the line', () => {
  it('is drawn where there is one, grey where it is old', () => {
    const { features } = routeFeatures([route(), route({ mission: 'M-2', position_age_s: 300 }), route({ mission: 'M-3', line: [[0, 0]] })], at_ms);
    expect(features.map((feature) => feature.properties)).toEqual([{ mission: 'M-1', stale: false }, { mission: 'M-2', stale: true }]);
  });
});
