// SPDX-License-Identifier: Apache-2.0
// Zones and gates as features of the map: colour and pattern by density, an outline that says how it is known, figures in words; pure.
import type { GateFlow, ZoneGate } from '../api/types';
import { bearing_deg, middleOf, ringOf, type LonLat } from '../crowd/ground';
import type { ZoneView } from '../crowd/zone_view';
import { density, number, percentOf, signed } from '../i18n/crowd_words';
import type { Language } from '../i18n/translate';

/** How the number is known: counted now, forecast, filled in, no longer counted, not at all. */
export type Known = 'counted' | 'forecast' | 'imputed' | 'stale' | 'unknown';

export function knownOf(view: ZoneView): Known {
  if (view.people === null) return 'unknown';
  if (view.stale) return 'stale';
  if (view.imputed) return 'imputed';
  return view.when === 'forecast' ? 'forecast' : 'counted';
}

/** "~ 412": a number that nobody counted is not told like one that somebody did. */
export const peopleInWords = (view: ZoneView, language: Language): string =>
  view.people === null ? '?' : `${view.imputed || view.stale ? '~\u202f' : ''}${number(view.people, language)}`;

export function zoneFeatures(views: readonly ZoneView[], chosen: string | null, language: Language): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const view of views) {
    const ring = ringOf(view.zone.outline);
    if (ring.length < 3) continue;
    const known = knownOf(view);
    const level = known === 'stale' || known === 'unknown' ? 0 : view.level;
    const share = view.occupancy === null ? '?' : percentOf(view.occupancy, language);
    const properties = {
      id: view.zone.id, known, level, chosen: view.zone.id === chosen, surge: view.surge !== null, people: view.people ?? 0,
      pattern: known === 'stale' || known === 'unknown' ? 'crowd-none' : `crowd-${level}`,
      name: view.zone.name, short: share,
      figures: view.density_per_m2 === null ? peopleInWords(view, language) : `${peopleInWords(view, language)} · ${share} · ${density(view.density_per_m2, language)}/m²`,
    };
    features.push({ type: 'Feature', properties: { ...properties, part: 'area' }, geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]].map((point) => [...point])] } });
    features.push({ type: 'Feature', properties: { ...properties, part: 'middle' }, geometry: { type: 'Point', coordinates: [...middleOf(ring)] } });
  }
  return { type: 'FeatureCollection', features };
}

export type GateLoad = 'calm' | 'busy' | 'full' | 'unknown';

/** Both directions together, of the gate's capacity; null where it is not counted. */
export const gateShare = (gate: Pick<ZoneGate, 'capacity_per_min'>, flow: GateFlow | undefined): number | null =>
  flow === undefined || gate.capacity_per_min <= 0 ? null : (flow.in_per_min + flow.out_per_min) / gate.capacity_per_min;

/** From six tenths on people wait in waves; from nine tenths on a queue stands. */
export const gateLoad = (share: number | null): GateLoad => (share === null ? 'unknown' : share < 0.6 ? 'calm' : share < 0.9 ? 'busy' : 'full');

/** Which way most people go; "both" where neither has two thirds. */
export function gateWay(flow: GateFlow | undefined): 'in' | 'out' | 'both' | 'none' {
  const all = (flow?.in_per_min ?? 0) + (flow?.out_per_min ?? 0);
  if (!flow || all === 0) return 'none';
  return flow.in_per_min >= (2 / 3) * all ? 'in' : flow.out_per_min >= (2 / 3) * all ? 'out' : 'both';
}

/** Turned so that "in" points to the middle of the zone. */
export function gateFeatures(views: readonly ZoneView[], flowsOf: (zone: string) => readonly GateFlow[], language: Language): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const { zone } of views) {
    const middle = middleOf(ringOf(zone.outline));
    const flows = flowsOf(zone.id);
    for (const gate of zone.gates) {
      const at: LonLat = [gate.lon, gate.lat];
      const flow = flows.find((one) => one.gate === gate.id);
      const share = gateShare(gate, flow);
      features.push({
        type: 'Feature', geometry: { type: 'Point', coordinates: [...at] },
        properties: {
          zone: zone.id, sign: `gate-${gateWay(flow)}-${gateLoad(share)}`, bearing: bearing_deg(at, middle), share: share ?? 0, name: gate.name,
          text: flow && share !== null ? `${signed(flow.in_per_min, language)} ${signed(-flow.out_per_min, language)} · ${percentOf(share, language)}` : '',
        },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}
