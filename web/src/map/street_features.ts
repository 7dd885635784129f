// SPDX-License-Identifier: Apache-2.0
// Simulated streets and squares as features of the map, the middle of each, and the circle they lie in; pure.
import type { SimulatedStreet } from '../api/types';

type LonLat = [number, number];

const kEarth_m = 6_371_008.8;
const kCorners = 96;

/** A circle on the ground; far from the poles. */
export function circle(lon: number, lat: number, radius_m: number): LonLat[] {
  const up = (radius_m / kEarth_m) * (180 / Math.PI);
  const across = up / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: kCorners + 1 }, (_, at): LonLat => {
    const angle = (2 * Math.PI * (at % kCorners)) / kCorners;
    return [lon + across * Math.cos(angle), lat + up * Math.sin(angle)];
  });
}

/** The feature's id is the street's number, counted from `first`. A square is its outline filled. */
export function streetFeatures(streets: readonly SimulatedStreet[], first = 0, own: Record<string, unknown> = {}): GeoJSON.Feature[] {
  return streets.map(({ kind, line }, street): GeoJSON.Feature => {
    const [start] = line;
    const area = kind === 'square' && line.length >= 3 && start;
    return {
      type: 'Feature', id: first + street, properties: { ...own, street, kind, area: Boolean(area) },
      geometry: area ? { type: 'Polygon', coordinates: [[...line, start]] } : { type: 'LineString', coordinates: line },
    };
  });
}

/** Halfway along a street, or in the middle of a square's corners. */
export function middleOf({ kind, line }: SimulatedStreet): LonLat {
  const at = (index: number): LonLat => [line[index]?.[0] ?? 0, line[index]?.[1] ?? 0];
  if (kind === 'square') {
    const sum = line.reduce<LonLat>(([x, y], _, index) => [x + at(index)[0], y + at(index)[1]], [0, 0]);
    return [sum[0] / Math.max(1, line.length), sum[1] / Math.max(1, line.length)];
  }
  const squash = Math.cos((at(0)[1] * Math.PI) / 180);
  const lengths = line.slice(1).map((_, index) => Math.hypot((at(index + 1)[0] - at(index)[0]) * squash, at(index + 1)[1] - at(index)[1]));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [at(index), at(index + 1)];
    if (left <= length && length > 0) return [from[0] + ((to[0] - from[0]) * left) / length, from[1] + ((to[1] - from[1]) * left) / length];
    left -= length;
  }
  return at(0);
}
