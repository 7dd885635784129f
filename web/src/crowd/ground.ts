// SPDX-License-Identifier: Apache-2.0
// Where a zone lies: its middle, whether a place is in it, how far a place is from its edge; pure.

export type LonLat = readonly [lon: number, lat: number];

const kMetresPerDegree = 111_195;
const squash = (lat: number): number => Math.cos((lat * Math.PI) / 180);

export const ringOf = (outline: readonly number[][]): LonLat[] => outline.map(([lon = 0, lat = 0]) => [lon, lat] as const);

/** The centre of area; of a ring without one, its first point. */
export function middleOf(ring: readonly LonLat[]): LonLat {
  const origin = ring[0] ?? [0, 0];
  let [area, x, y] = [0, 0, 0];
  for (let index = 0; index < ring.length; index++) {
    const [x1, y1] = ring[index] ?? origin;
    const [x2, y2] = ring[(index + 1) % ring.length] ?? origin;
    const cross = (x1 - origin[0]) * (y2 - origin[1]) - (x2 - origin[0]) * (y1 - origin[1]);
    area += cross;
    x += (x1 + x2 - 2 * origin[0]) * cross;
    y += (y1 + y2 - 2 * origin[1]) * cross;
  }
  return area === 0 ? origin : [origin[0] + x / (3 * area), origin[1] + y / (3 * area)];
}

export function inside(ring: readonly LonLat[], [lon, lat]: LonLat): boolean {
  let within = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [x1, y1] = ring[index] ?? [0, 0];
    const [x2, y2] = ring[before] ?? [0, 0];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) within = !within;
  }
  return within;
}

/** To the nearest point of the edge; 0 inside. Good to 1 % within a city. */
export function metresFrom(ring: readonly LonLat[], place: LonLat): number {
  if (inside(ring, place)) return 0;
  const flat = ([lon, lat]: LonLat): [number, number] => [(lon - place[0]) * squash(place[1]) * kMetresPerDegree, (lat - place[1]) * kMetresPerDegree];
  let nearest = Infinity;
  for (let index = 0; index < ring.length; index++) {
    const [x1, y1] = flat(ring[index] ?? place);
    const [x2, y2] = flat(ring[(index + 1) % ring.length] ?? place);
    const length2 = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length2));
    nearest = Math.min(nearest, Math.hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1)));
  }
  return nearest;
}

/** Degrees clockwise from north in which `to` lies as seen from `from`. */
export function bearing_deg(from: LonLat, to: LonLat): number {
  const turn = (Math.atan2((to[0] - from[0]) * squash(from[1]), to[1] - from[1]) * 180) / Math.PI;
  return (turn + 360) % 360;
}
