// SPDX-License-Identifier: Apache-2.0
// What this operator is looking at and about to do: the chosen incident, the picked unit, and what lies on top of the screen.
import { emergencies } from './emergencies';
import { live } from './live.svelte';
import { nextAfter, queueOf } from './queue';
import { travel } from './travel.svelte';

/** A unit about to be sent; shown, and sent only when confirmed. */
export interface Pick {
  unit: string;
  /** Its place among the proposed, from 1; 0 where it was not proposed. */
  place: number;
}

export type OnTop =
  | { what: 'close'; incident: string }
  | { what: 'takeover'; incident: string; owner: string }
  | { what: 'new'; title: string }
  | { what: 'status'; unit: string; status: 'busy' | 'off_duty' }
  | { what: 'shelve'; alarm: string }
  | { what: 'cancel'; mission: string; unit: string }
  | { what: 'withdraw_road'; road: string }
  | { what: 'keys' };

export type ListPart = 'units' | 'incidents' | 'roads' | 'crowd' | 'streets' | 'events' | 'districts' | 'coverage';
export type Tab = 'queue' | 'incident' | 'map';

/** The map listens: fly to a place. */
export interface Destination {
  lat: number;
  lon: number;
  zoom: number;
  /** Show these as well, if they are near enough. */
  around: { lat: number; lon: number }[];
}

class Desk {
  /** Incident id, or the id of an alarm that opened none. */
  chosen = $state<string | null>(null);
  pick = $state<Pick | null>(null);
  onTop = $state<OnTop | null>(null);
  list = $state(false);
  listPart = $state<ListPart>('units');
  tab = $state<Tab>('queue');
  barOpen = $state(false);
  barText = $state('');
  destination = $state<Destination | null>(null);
  /** Where a new incident would be, chosen on the map. */
  point = $state<{ lat: number; lon: number } | null>(null);
  unit = $state<string | null>(null);
  /** The road change looked at. */
  road = $state<string | null>(null);
  /** The zone on the right; over the incident, which stays chosen. */
  zone = $state<string | null>(null);
  /** The event whose streets are on the right, in the same way; a street of it, by its number. */
  streets = $state<{ event: string; street: number | null } | null>(null);

  readonly queue = $derived(queueOf(live.whole));
  readonly emergencies = $derived(emergencies(live.whole));
  readonly incident = $derived(this.chosen === null ? null : (live.incidents.get(this.chosen) ?? null));
  readonly alarm = $derived(this.chosen === null ? null : (live.alarms.get(this.chosen) ?? null));
  readonly recommendation = $derived(this.chosen === null ? null : (live.recommendations.get(this.chosen) ?? null));
  /** Missions of the chosen incident, in the order they were decided. */
  readonly missions = $derived(
    (this.incident?.missions ?? []).map((id) => live.missions.get(id)).filter((mission) => mission !== undefined),
  );

  choose(id: string | null): void {
    if (id !== this.chosen) this.pick = null;
    this.chosen = id;
    this.zone = null;
    this.streets = null;
    if (id === null) return;
    this.tab = 'incident';
    const place = live.peek().incidents.get(id) ?? live.peek().alarms.get(id);
    if (place?.lat === undefined || place.lon === undefined) return;
    const { recommendations, positions, missions } = live.peek();
    const units = [
      ...(recommendations.get(id)?.candidates ?? []).map((candidate) => candidate.unit),
      ...[...missions.values()].filter((mission) => mission.incident === id).map((mission) => mission.unit),
    ];
    this.flyTo(place.lat, place.lon, 15.2, units.map((unit) => positions.get(unit)).filter((at) => at !== undefined));
  }

  /** Shows a unit's card, or a road change's, not both; the same one again closes it. */
  lookAt(what: { unit: string } | { road: string } | null): void {
    const unit = what && 'unit' in what ? what.unit : null;
    const road = what && 'road' in what ? what.road : null;
    this.unit = unit === this.unit ? null : unit;
    this.road = road === this.road ? null : road;
  }

  /** The zone's panel on the right. */
  lookInto(zone: string): void {
    this.zone = zone;
    this.streets = null;
    this.tab = 'incident';
  }

  /** The panel of an event's streets on the right, one street of it first. */
  lookIntoStreets(event: string, street: number | null = null): void {
    this.streets = { event, street };
    this.zone = null;
    this.tab = 'incident';
  }

  next(): void {
    this.choose(nextAfter(this.queue, this.chosen));
  }

  flyTo(lat: number, lon: number, zoom: number, around: { lat: number; lon: number }[] = []): void {
    this.destination = { lat, lon, zoom, around };
  }

  openBar(text: string): void {
    this.barText = text;
    this.barOpen = true;
  }

  /** Closes what is on top, and only that; false where nothing was. */
  escape(): boolean {
    if (this.onTop) this.onTop = null;
    else if (this.barOpen) { this.barOpen = false; this.barText = ''; }
    else if (this.pick) this.pick = null;
    else if (travel.away) travel.now();
    else if (this.list) this.list = false;
    else if (this.road) this.road = null;
    else if (this.zone) this.zone = null;
    else if (this.streets) this.streets = this.streets.street === null ? null : { event: this.streets.event, street: null };
    else if (travel.open) travel.leave();
    else return false;
    return true;
  }
}

export const desk = new Desk();
