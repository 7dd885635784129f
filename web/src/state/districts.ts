// SPDX-License-Identifier: Apache-2.0
// Which district a place is in, by counting crossings of its rings; pure.
import type { City } from '../api/types';

type District = City['districts'][number];

function inside(ring: number[][], lat: number, lon: number): boolean {
  let within = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[before] ?? [];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}

/** Rings are [lon, lat]; a ring inside another is a hole. Null outside all. */
export function districtOf(districts: District[], lat: number | undefined, lon: number | undefined): District | null {
  if (lat === undefined || lon === undefined) return null;
  return districts.find((district) => district.rings.filter((ring) => inside(ring, lat, lon)).length % 2 === 1) ?? null;
}
