// SPDX-License-Identifier: Apache-2.0
// Which units carry their call sign on the map now: those that matter to the chosen incident, and all when few are in view; pure.
import { duration } from '../ui/time';
import { roughly, type Expected } from './routes';
import type { Picture } from '../stream/reducer';
import type { Labelled } from './stickers';

/** Above this many in view, names would hide the city. */
const kFew = 40;
const kFromZoom = 14;
const kActive = new Set(['sent', 'delivered', 'en_route', 'on_scene']);

interface Chosen { incident: string | null; picked: string | null; unit: string | null }

export function labelsOf(picture: Picture, chosen: Chosen, inView: string[], zoom: number, arrivals: ReadonlyMap<string, Expected> = new Map()): Labelled[] {
  const labels = new Map<string, Labelled>();
  if (zoom >= kFromZoom && inView.length <= kFew) {
    for (const unit of inView) labels.set(unit, { unit, text: unit, tone: 'plain' });
  }
  if (chosen.unit) labels.set(chosen.unit, { unit: chosen.unit, text: chosen.unit, tone: 'picked' });
  const incident = chosen.incident === null ? undefined : picture.incidents.get(chosen.incident);
  if (incident && incident.state !== 'closed') {
    const candidates = picture.recommendations.get(incident.id)?.candidates ?? [];
    candidates.forEach((candidate, index) => labels.set(candidate.unit, {
      unit: candidate.unit,
      text: `${index + 1}  ${candidate.unit}  ${duration(candidate.eta_s)}`,
      tone: candidate.unit === chosen.picked ? 'picked' : 'proposed',
    }));
  }
  for (const mission of picture.missions.values()) {
    if (!kActive.has(mission.state)) continue;
    const arrival = arrivals.get(mission.id);
    labels.set(mission.unit, { unit: mission.unit, text: arrival ? `${mission.unit}  ${roughly(arrival.left_s)}` : mission.unit, tone: arrival?.stale ? 'stale' : 'decided' });
  }
  for (const unit of picture.units.values()) {
    if (unit.distress) labels.set(unit.id, { unit: unit.id, text: unit.id, tone: 'distress' });
  }
  return [...labels.values()];
}
