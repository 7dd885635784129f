// SPDX-License-Identifier: Apache-2.0
// Lines from units to incidents: what is proposed for the chosen incident, and every mission decided; pure.
import type { Picture } from '../stream/reducer';

export interface LinkInput {
  picture: Picture;
  chosen: string | null;
  picked: string | null;
  /** Missions whose way by road is drawn instead. */
  routed?: ReadonlySet<string>;
}

type LonLat = [number, number];

const kActive = new Set(['sent', 'delivered', 'en_route']);
const kSteps = 16;
/** How far a line bows out, of its length: parallel lines stay apart. */
const kBow = 0.12;

/** A gently bowed line, so that it does not pass for a street. */
export function bowed(from: LonLat, to: LonLat): LonLat[] {
  const squash = Math.cos((from[1] * Math.PI) / 180);
  const across = (to[0] - from[0]) * squash;
  const up = to[1] - from[1];
  const middle: LonLat = [(from[0] + to[0]) / 2 - (up * kBow) / squash, (from[1] + to[1]) / 2 + across * kBow];
  return Array.from({ length: kSteps + 1 }, (_, step) => {
    const t = step / kSteps;
    const at = (axis: 0 | 1): number => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * middle[axis] + t ** 2 * to[axis];
    return [at(0), at(1)];
  });
}

export function linksOf({ picture, chosen, picked, routed }: LinkInput): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  const draw = (unit: string, incidentId: string, decided: boolean): void => {
    const incident = picture.incidents.get(incidentId);
    const position = picture.positions.get(unit);
    if (incident?.lat === undefined || incident.lon === undefined || !position) return;
    features.push({
      type: 'Feature',
      properties: { decided, picked: unit === picked },
      geometry: { type: 'LineString', coordinates: bowed([position.lon, position.lat], [incident.lon, incident.lat]) },
    });
  };
  const sent = new Set<string>();
  for (const mission of picture.missions.values()) {
    if (!kActive.has(mission.state)) continue;
    if (mission.incident === chosen) sent.add(mission.unit);
    if (!routed?.has(mission.id)) draw(mission.unit, mission.incident, true);
  }
  const incident = chosen === null ? undefined : picture.incidents.get(chosen);
  if (incident && incident.state !== 'closed') {
    for (const candidate of picture.recommendations.get(incident.id)?.candidates ?? []) {
      if (!sent.has(candidate.unit)) draw(candidate.unit, incident.id, false);
    }
  }
  return { type: 'FeatureCollection', features };
}
