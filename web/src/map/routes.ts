// SPDX-License-Identifier: Apache-2.0
// The routes of missions as lines, and when each unit is expected: a figure that grows grey with its age; pure.
import type { MissionRoute } from '../api/types';
import { duration } from '../ui/time';
import { kMinute_ms } from '../ui/zone';

/** Asked every five seconds: after three answers missed it is old. */
export const kStaleRoute_ms = 15_000;
/** As on the map: a unit reports every few seconds. */
const kStalePosition_s = 60;
/** Finer than this the travel model is not. */
const kStep_s = 10;

export interface Expected {
  /** When it arrives, as likely as not. */
  at_ms: number;
  /** Nine times of ten it is there by then, a full minute; NaN where it is not known. */
  by_ms: number;
  left_s: number;
  /** Old, or computed from an old position. */
  stale: boolean;
  computed_ms: number;
}

export function expected(route: MissionRoute, now_ms: number): Expected {
  const computed_ms = Date.parse(route.at);
  const at_ms = computed_ms + route.seconds * 1000;
  return {
    at_ms,
    by_ms: Math.ceil((computed_ms + (route.p90_s ?? Number.NaN) * 1000) / kMinute_ms) * kMinute_ms,
    left_s: Math.max(0, Math.round((at_ms - now_ms) / 1000)),
    stale: now_ms - computed_ms > kStaleRoute_ms || route.position_age_s > kStalePosition_s,
    computed_ms,
  };
}

/** "4 min 10", in steps of ten seconds; "1 h 05" from an hour on. */
export function roughly(left_s: number): string {
  return duration(Math.max(kStep_s, Math.round(left_s / kStep_s) * kStep_s));
}

export function routeFeatures(routes: Iterable<MissionRoute>, now_ms: number): GeoJSON.FeatureCollection {
  const features = [...routes].filter((route) => route.line.length > 1).map((route): GeoJSON.Feature => ({
    type: 'Feature', properties: { mission: route.mission, stale: expected(route, now_ms).stale }, geometry: { type: 'LineString', coordinates: route.line },
  }));
  return { type: 'FeatureCollection', features };
}
