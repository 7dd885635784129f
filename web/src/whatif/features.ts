// SPDX-License-Identifier: Apache-2.0
// A scenario, its changes and the streets of an answer as features of the map; pure.
import type { CrowdChange, CrowdScenario, WhatIfAnswer } from '../api/types';
import type { LonLat } from './question';

type Feature = GeoJSON.Feature;
const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });

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

export interface Names { exit(name: string): string; place(kind: string, name: string): string }

/** Exits as they are after the changes: lost ones and closed ones are marked, by sign and not only by colour. */
export function markFeatures(scenario: CrowdScenario, changes: readonly CrowdChange[], names: Names): GeoJSON.FeatureCollection {
  const changed = (kind: CrowdChange['kind'], name: string): boolean => changes.some((one) => one.kind === kind && one.name === name);
  const point = (lon: number, lat: number, properties: Record<string, unknown>): Feature => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } });
  return collection([
    { type: 'Feature', properties: { mark: 'reach' }, geometry: { type: 'LineString', coordinates: circle(scenario.lon, scenario.lat, scenario.radius_m) } },
    ...scenario.exits.map(({ name, lon, lat, open }) => {
      const is_open = (open || changed('open_exit', name)) && !changed('lose_exit', name);
      return point(lon, lat, { mark: 'exit', open: is_open, text: `${is_open ? '' : '× '}${names.exit(name)}` });
    }),
    ...scenario.places.flatMap(({ name, kind, lon, lat }) => (lon === undefined || lat === undefined ? [] : [point(lon, lat, { mark: 'place', open: true, text: names.place(kind, name) })])),
  ]);
}

/** Closures and cordons, and the line being drawn with its points. */
export function lineFeatures(changes: readonly CrowdChange[], drawn: readonly LonLat[]): GeoJSON.FeatureCollection {
  const line = (coordinates: number[][], kind: string): Feature => ({ type: 'Feature', properties: { kind }, geometry: { type: 'LineString', coordinates } });
  return collection([
    ...changes.flatMap(({ kind, lines }) => (lines ?? []).map((one) => line(one, kind))),
    ...(drawn.length > 1 ? [line([...drawn], 'drawn')] : []),
    ...drawn.map((at): Feature => ({ type: 'Feature', properties: { kind: 'point' }, geometry: { type: 'Point', coordinates: at } })),
  ]);
}

/** The feature's id is the street's number in the answer. A square is its outline filled. */
export function streetFeatures(streets: WhatIfAnswer['streets']): GeoJSON.FeatureCollection {
  return collection(streets.map(({ kind, line }, id): Feature => {
    const [first] = line;
    const area = kind === 'square' && line.length >= 3 && first;
    return { type: 'Feature', id, properties: { kind, area: Boolean(area) }, geometry: area ? { type: 'Polygon', coordinates: [[...line, first]] } : { type: 'LineString', coordinates: line } };
  }));
}

/** The middle of a street's line, or of its outline. */
export function middleOf(street: WhatIfAnswer['streets'][number]): LonLat {
  const { line } = street;
  if (street.kind !== 'square') return (line[Math.floor(line.length / 2)] ?? [0, 0]) as LonLat;
  const sum = line.reduce<LonLat>(([x, y], at) => [x + (at[0] ?? 0), y + (at[1] ?? 0)], [0, 0]);
  return [sum[0] / Math.max(1, line.length), sum[1] / Math.max(1, line.length)];
}
