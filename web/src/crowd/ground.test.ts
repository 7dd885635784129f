// SPDX-License-Identifier: Apache-2.0
// Claims about where a zone lies.
import { describe, expect, it } from 'vitest';
import { bearing_deg, inside, metresFrom, middleOf, ringOf, type LonLat } from './ground';

const square: LonLat[] = [[5, 43], [5.002, 43], [5.002, 43.002], [5, 43.002]];

describe('a zone', () => {
  it('has its middle in the middle, whichever way it is drawn', () => {
    for (const ring of [square, [...square].reverse()]) {
      const [lon, lat] = middleOf(ring);
      expect(lon).toBeCloseTo(5.001, 9);
      expect(lat).toBeCloseTo(43.001, 9);
    }
  });
  it('without an area has its first point, and without points none to fall over', () => {
    expect(middleOf([[5, 43], [5.1, 43]])).toEqual([5, 43]);
    expect(middleOf([])).toEqual([0, 0]);
    expect(ringOf([[5, 43]])).toEqual([[5, 43]]);
  });
  it('holds what is in it and not what is beside it', () => expect([inside(square, [5.001, 43.001]), inside(square, [5.003, 43.001])]).toEqual([true, false]));
  it('is 0 m from a place in it, and as far from another as its nearest edge', () => {
    expect(metresFrom(square, [5.001, 43.001])).toBe(0);
    expect(metresFrom(square, [5.001, 43.003])).toBeCloseTo(111.2, 0);
    expect(metresFrom(square, [5.003, 43.001])).toBeCloseTo(81.3, 0);
  });
  it('is entered northward through its southern gate', () => {
    expect(bearing_deg([5.001, 43], [5.001, 43.001])).toBeCloseTo(0, 6);
    expect(bearing_deg([5, 43], [5.001, 43])).toBeCloseTo(90, 6);
    expect(bearing_deg([5.001, 43], [5, 43])).toBeCloseTo(270, 6);
  });
});
