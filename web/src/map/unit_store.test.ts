// SPDX-License-Identifier: Apache-2.0
// Claims about where units are drawn.
import { describe, expect, it } from 'vitest';
import type { Unit, UnitPosition } from '../api/types';
import { kStride, latitude, longitude, mercatorX, mercatorY, UnitStore } from './unit_store';

const at = (unit: string, lat: number, lon: number): UnitPosition => ({ unit, lat, lon, seen: '2026-01-01T00:00:00Z', precision: 'exact' });
const unit = (id: string, over: Partial<Unit> = {}): Unit => ({ id, kind: 'car', status: 'free', skills: [], distress: false, changed: 1, ...over });
const store = () => new UnitStore(-8.61, 41.15, 0, Date.UTC(2026, 0, 1));

describe('mercator', () => {
  it('goes there and back', () => {
    for (const [lat, lon] of [[41.15, -8.61], [0, 0], [-33.9, 151.2], [69.6, 18.9]] as const) {
      expect(latitude(mercatorY(lat))).toBeCloseTo(lat, 9);
      expect(longitude(mercatorX(lon))).toBeCloseTo(lon, 9);
    }
  });
});

describe('the store of units', () => {
  it('keeps centimetres in 32 bits', () => {
    const units = store();
    units.put(at('A', 41.1512345, -8.6154321), unit('A'), 0, true);
    const place = units.placeOf('A', 0)!;
    expect(latitude(place.y + units.originY)).toBeCloseTo(41.1512345, 7);
    expect(longitude(place.x + units.originX)).toBeCloseTo(-8.6154321, 7);
  });

  it('glides a short move over a second, from where it is drawn', () => {
    const units = store();
    units.put(at('A', 41.15, -8.61), unit('A'), 0, true);
    expect(units.put(at('A', 41.15, -8.6102), unit('A'), 1000, true)).toBeGreaterThan(0);
    const half = longitude(units.placeOf('A', 1500)!.x + units.originX);
    expect(half).toBeCloseTo(-8.6101, 5);
    units.put(at('A', 41.15, -8.6102), unit('A'), 1500, true);
    expect(longitude(units.placeOf('A', 1500)!.x + units.originX)).toBeCloseTo(half, 6);
  });

  it('jumps a long move and where motion is unwanted', () => {
    const units = store();
    units.put(at('A', 41.15, -8.61), unit('A'), 0, true);
    expect(units.put(at('A', 41.2, -8.61), unit('A'), 1000, true)).toBe(0);
    expect(units.put(at('A', 41.2001, -8.61), unit('A'), 2000, false)).toBe(0);
    expect(latitude(units.placeOf('A', 2000)!.y + units.originY)).toBeCloseTo(41.2001, 5);
  });

  it('keeps the others when one goes, and grows', () => {
    const units = store();
    for (let index = 0; index < 300; index++) units.put(at(`U${index}`, 41.15 + index * 1e-4, -8.61), unit(`U${index}`), 0, true);
    units.remove('U0');
    units.remove('U0');
    expect(units.size).toBe(299);
    expect(units.placeOf('U0', 0)).toBeNull();
    expect(latitude(units.placeOf('U299', 0)!.y + units.originY)).toBeCloseTo(41.1799, 6);
    expect(units.data.length).toBeGreaterThanOrEqual(299 * kStride);
  });

  it('finds the nearest within reach, and nobody beyond', () => {
    const units = store();
    units.put(at('near', 41.15, -8.6101), unit('near'), 0, true);
    units.put(at('far', 41.15, -8.6105), unit('far'), 0, true);
    expect(units.nearest(0, 0, 1e-5, 0)).toBe('near');
    expect(units.nearest(0, 0, 1e-8, 0)).toBeNull();
  });

  it('marks distress and choice beside the status', () => {
    const units = store();
    units.put(at('A', 41.15, -8.61), unit('A', { status: 'en_route', distress: true }), 0, true);
    units.choose('A');
    expect(units.data[5]).toBe(2 + 16 + 64);
    units.choose(null);
    expect(units.data[5]).toBe(2 + 16);
  });
});
