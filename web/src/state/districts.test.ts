// SPDX-License-Identifier: Apache-2.0
// Claims about which district a place is in.
import { describe, expect, it } from 'vitest';
import { districtOf } from './districts';

const square = (west: number, south: number, size: number) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
const kDistricts = [
  { id: 'ring', name: 'Ring', rings: [square(0, 0, 10), square(4, 4, 2)] },
  { id: 'core', name: 'Core', rings: [square(4, 4, 2)] },
];

describe('a district', () => {
  it('is found around a place, holes left out', () => {
    expect(districtOf(kDistricts, 1, 1)?.id).toBe('ring');
    expect(districtOf(kDistricts, 5, 5)?.id).toBe('core');
  });
  it('is nobody’s outside, or without a place', () => {
    expect(districtOf(kDistricts, 20, 20)).toBeNull();
    expect(districtOf(kDistricts, undefined, 1)).toBeNull();
  });
});
