// SPDX-License-Identifier: Apache-2.0
// Road changes as features of the map: a line along each street, a sign at its middle; only what is in force or ahead; pure.
import type { RoadChange, RoadEffect, RoadPreview } from '../api/types';
import { standing } from './road_calendar';

export type LonLat = [lon: number, lat: number];
const kNothing: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

const squash = (lat: number): number => Math.cos((lat * Math.PI) / 180);
const step = ([x1, y1]: LonLat, [x2, y2]: LonLat): number => Math.hypot((x2 - x1) * squash(y1), y2 - y1);
const lengthOf = (line: LonLat[]): number => line.slice(1).reduce((sum, point, index) => sum + step(line[index] ?? point, point), 0);

/** Halfway along the longest line. */
export function middleOf(lines: LonLat[][]): LonLat {
  const longest = lines.reduce((best, line) => (lengthOf(line) > lengthOf(best) ? line : best), lines[0] ?? []);
  let left = lengthOf(longest) / 2;
  for (let index = 1; index < longest.length; index++) {
    const from = longest[index - 1] as LonLat;
    const to = longest[index] as LonLat;
    const part = step(from, to);
    if (part >= left && part > 0) return [from[0] + ((to[0] - from[0]) * left) / part, from[1] + ((to[1] - from[1]) * left) / part];
    left -= part;
  }
  return longest[0] ?? [0, 0];
}

/** The sign's image, see signs.ts: "closed", "ordinary", "speed-30", "one_way"; "-ahead" while not in force. */
export function signOf(change: Pick<RoadChange, 'effect' | 'bars' | 'speed_kmh'>, ahead: boolean): string {
  const sign = change.effect === 'speed_limit' ? `speed-${change.speed_kmh ?? 0}` : change.effect === 'one_way' ? 'one_way' : change.bars === 'ordinary_traffic' ? 'ordinary' : 'closed';
  return `sign-${sign}${ahead ? '-ahead' : ''}`;
}

function featuresOf(change: RoadChange, ahead: boolean, chosen: boolean): GeoJSON.Feature[] {
  const lines = change.lines as LonLat[][];
  const properties = {
    id: change.id, effect: change.effect, ahead, chosen,
    sign: signOf(change, ahead),
    arrow: change.effect === 'one_way' || change.sense === 'along' ? `arrow-${change.effect}${ahead ? '-ahead' : ''}` : '',
    // The newest and the chosen on top.
    order: chosen ? Number.MAX_SAFE_INTEGER : change.changed,
  };
  const drawn = lines.filter((line) => line.length > 1);
  return [
    ...(drawn.length > 0 ? [{ type: 'Feature', properties, geometry: { type: 'MultiLineString', coordinates: drawn } } as GeoJSON.Feature] : []),
    { type: 'Feature', properties, geometry: { type: 'Point', coordinates: middleOf(lines) } },
  ];
}

/** Remembers what it said last, so that the map is told only what is new. */
export class RoadFeatures {
  private said = '';

  /** Null where nothing changed since the last time. */
  next(changes: Iterable<RoadChange>, at_ms: number, chosen: string | null): GeoJSON.FeatureCollection | null {
    let saying = '';
    const shown: { change: RoadChange; ahead: boolean }[] = [];
    for (const change of changes) {
      const { phase } = standing(change, at_ms);
      if (phase !== 'in_force' && phase !== 'ahead') continue;
      shown.push({ change, ahead: phase === 'ahead' });
      saying += `${change.id}/${change.changed}/${phase}/${change.id === chosen} `;
    }
    if (saying === this.said) return null;
    this.said = saying;
    return shown.length === 0 ? kNothing : { type: 'FeatureCollection', features: shown.flatMap(({ change, ahead }) => featuresOf(change, ahead, change.id === chosen)) };
  }
}

/** The line, its points, and the streets found, in the colour of what is to happen there. */
export function draftFeatures(points: LonLat[], preview: RoadPreview | null, effect: RoadEffect): GeoJSON.FeatureCollection {
  const line = (part: string, coordinates: number[][]): GeoJSON.Feature => ({ type: 'Feature', properties: { part, effect }, geometry: { type: 'LineString', coordinates } });
  return {
    type: 'FeatureCollection',
    features: [
      ...(preview?.lines ?? []).filter((shape) => shape.length > 1).map((shape) => line('street', shape)),
      ...(points.length > 1 ? [line('line', points)] : []),
      ...points.map((coordinates, index): GeoJSON.Feature => ({ type: 'Feature', properties: { part: 'point', last: index === points.length - 1 }, geometry: { type: 'Point', coordinates } })),
    ],
  };
}
