// SPDX-License-Identifier: Apache-2.0
// A scenario and its changes as features of the map; pure.
import type { CrowdChange, CrowdScenario } from '../api/types';
import { circle } from '../map/street_features';
import type { LonLat } from './question';

type Feature = GeoJSON.Feature;
const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({ type: 'FeatureCollection', features });

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
