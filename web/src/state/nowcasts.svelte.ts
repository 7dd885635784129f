// SPDX-License-Identifier: Apache-2.0
// The events whose streets are followed live: their streets, read once while they run, and what is shown of each at the time looked at.
import { nowcastStreets, Refused } from '../api/client';
import type { CrowdNowcast, NowcastStreets } from '../api/types';
import { chosen } from '../i18n/language.svelte';
import { streetInWords } from '../i18n/what_if_words';
import { middleOf } from '../map/street_features';
import { isLead, isStale, leadAt, type Lead, type NoLead } from '../nowcast/lead';
import { desk } from './desk.svelte';
import { live } from './live.svelte';
import { travel } from './travel.svelte';

const kRetry_ms = 10_000;
const kTick_ms = 10_000;

export interface Ground { scenario: string; state: 'loading' | 'ready' | 'failed' | 'refused'; streets: NowcastStreets | null }
export interface Shown { nowcast: CrowdNowcast; lead: Lead; stale: boolean; streets: NowcastStreets; first: number }

class Nowcasts {
  /** By event. */
  private grounds = $state.raw<ReadonlyMap<string, Ground>>(new Map());

  /** Ticks slowly: what is drawn on the map depends on it. Never behind the clock, so that the whole hour ahead is in reach. */
  private readonly about_ms = $derived(Math.ceil(live.now_ms / kTick_ms) * kTick_ms);

  readonly running = $derived([...live.nowcasts.values()].filter(({ ended }) => ended === undefined));
  /** What the map shows: those that run and whose streets are there; `first` is the map's number of their first street. */
  readonly drawn = $derived.by(() => {
    let first = 0;
    return this.running.flatMap((nowcast) => {
      const streets = this.ground(nowcast)?.streets;
      if (!streets) return [];
      const begins = first;
      first += streets.streets.length;
      return [{ nowcast, streets, first: begins }];
    });
  });

  /** At the time looked at. */
  lead(nowcast: CrowdNowcast): Lead | NoLead {
    return leadAt(nowcast, travel.at_ms, this.about_ms);
  }

  stale(nowcast: CrowdNowcast): boolean {
    return isStale(nowcast, this.about_ms);
  }

  /** Those that have something to show at the time looked at. */
  readonly shown = $derived.by((): Shown[] => this.drawn.flatMap((one) => {
    const lead = this.lead(one.nowcast);
    return isLead(lead) ? [{ ...one, lead, stale: this.stale(one.nowcast) }] : [];
  }));

  ground({ event, scenario }: Pick<CrowdNowcast, 'event' | 'scenario'>): Ground | undefined {
    const found = this.grounds.get(event);
    return found?.scenario === scenario ? found : undefined;
  }

  of(event: string): CrowdNowcast | null {
    return live.nowcasts.get(event) ?? null;
  }

  /** The event's title; while it is not in the agenda, its scenario. */
  title({ event, scenario }: Pick<CrowdNowcast, 'event' | 'scenario'>): string {
    return live.events.get(event)?.title ?? scenario;
  }

  /** What a street is called; while its name is not known, the event. */
  street(event: string, street: number): string {
    const nowcast = this.of(event);
    const of = nowcast ? this.ground(nowcast)?.streets?.streets[street] : undefined;
    const warned = nowcast?.warnings.find((one) => one.street === street)?.name;
    return (of && streetInWords(of, chosen.language)) || warned || (nowcast ? this.title(nowcast) : (live.events.get(event)?.title ?? event));
  }

  /** The map goes to a street, or to where the event is. */
  flyTo(event: string, street: number | null): void {
    const nowcast = this.of(event);
    const streets = nowcast ? this.ground(nowcast)?.streets : null;
    if (!streets) return;
    const of = street === null ? undefined : streets.streets[street];
    const [lon, lat] = of ? middleOf(of) : [streets.lon, streets.lat];
    desk.list = false;
    desk.tab = 'map';
    desk.flyTo(lat, lon, of ? 16.5 : 15);
  }

  /** Asks once for the streets of an event that runs, again where its scenario is another, and a while later where the server could not answer. */
  async load(nowcast: CrowdNowcast, again = false): Promise<void> {
    const known = this.ground(nowcast);
    if (nowcast.ended !== undefined || known && !(again && known.state === 'failed')) return;
    const { event, scenario } = nowcast;
    this.put(event, { scenario, state: 'loading', streets: null });
    try {
      const streets = await nowcastStreets(event);
      if (this.ground(nowcast)) this.put(event, { scenario, state: 'ready', streets });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (!this.ground(nowcast)) return;
      const state = refused.status === 403 ? 'refused' : 'failed';
      this.put(event, { scenario, state, streets: null });
      if (state === 'failed') setTimeout(() => { const still = live.peek().nowcasts.get(event); if (still) void this.load(still, true); }, kRetry_ms);
    }
  }

  private put(event: string, ground: Ground): void {
    this.grounds = new Map(this.grounds).set(event, ground);
  }
}

export const nowcasts = new Nowcasts();
