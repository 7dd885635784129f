// SPDX-License-Identifier: Apache-2.0
// The zones of the city and what is shown of each at the time looked at; whether the layer is on the map.
import { Refused, zones as ask } from '../api/client';
import type { Zone } from '../api/types';
import { viewNow, viewThen, type ZoneView } from '../crowd/zone_view';
import { live } from './live.svelte';
import { travel } from './travel.svelte';

const kRetry_ms = 10_000;
const kKept = 'vigie.crowd';

class Crowd {
  zones = $state.raw<Zone[]>([]);
  state = $state<'unasked' | 'loading' | 'ready' | 'failed' | 'refused'>('unasked');
  /** The person wants the layer on the map; kept in this browser. */
  wanted = $state(localStorage.getItem(kKept) !== 'no');
  /** Zones are there to be shown, or the streets of an event. */
  readonly offered = $derived(this.zones.length > 0 || [...live.nowcasts.values()].some(({ ended }) => ended === undefined));
  readonly on = $derived(this.wanted && this.offered);
  /** By zone, in the zones' order, at the time looked at. */
  readonly views = $derived.by((): ZoneView[] => {
    const { at_ms, timeline } = travel;
    if (at_ms !== null) return this.zones.map((zone) => viewThen(zone, timeline, at_ms, live.peek().now_ms));
    return this.now;
  });
  /** As they are now, whatever time is looked at. */
  readonly now = $derived.by((): ZoneView[] => {
    const { crowd, forecasts, surges } = live;
    const now_ms = live.peek().now_ms;
    return this.zones.map((zone) => viewNow(zone, crowd.get(zone.id), forecasts.get(zone.id), surges.values(), now_ms));
  });

  zone(id: string): Zone | null {
    return this.zones.find((zone) => zone.id === id) ?? null;
  }

  /** What a zone is called; by its id where the zones could not be read. */
  name(id: string): string {
    return this.zone(id)?.name ?? id;
  }

  toggle(): void {
    this.wanted = !this.on;
    localStorage.setItem(kKept, this.wanted ? 'yes' : 'no');
  }

  /** Asks once; again a while later where the server could not answer. */
  async load(): Promise<void> {
    if (this.state !== 'unasked' && this.state !== 'failed') return;
    this.state = 'loading';
    try {
      this.zones = await ask();
      this.state = 'ready';
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.state = refused.status === 403 || refused.status === 404 ? 'refused' : 'failed';
      if (this.state === 'failed') setTimeout(() => void this.load(), kRetry_ms);
    }
  }
}

export const crowd = new Crowd();
