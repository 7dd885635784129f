// SPDX-License-Identifier: Apache-2.0
// The ways of the units sent to the chosen incident, asked for every five seconds while somebody looks.
import { missionRoute, Refused } from '../api/client';
import type { MissionRoute } from '../api/types';
import { desk } from './desk.svelte';
import { session } from './session.svelte';

const kEvery_ms = 5000;
const kOnTheWay = new Set(['sent', 'delivered', 'en_route']);

class Routes {
  /** By mission. A mission that is not here has no way that this desk may know. */
  shown = $state.raw<ReadonlyMap<string, MissionRoute>>(new Map());
  readonly wanted = $derived(desk.missions.filter((mission) => kOnTheWay.has(mission.state)).map((mission) => mission.id).join(' '));
  private missions: string[] = [];
  private asking = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Follows these missions, separated by spaces, and forgets the others. */
  follow(wanted: string): void {
    clearInterval(this.timer);
    this.missions = session.can('mission_route:read') ? wanted.split(' ').filter((id) => id !== '') : [];
    this.keep([...this.shown].filter(([id]) => this.missions.includes(id)));
    if (this.missions.length === 0) return;
    this.timer = setInterval(() => void this.ask(), kEvery_ms);
    void this.ask();
  }

  stop(): void {
    this.follow('');
  }

  /** At once: also when a street was closed on the way. */
  async ask(): Promise<void> {
    if (this.asking || this.missions.length === 0 || document.visibilityState === 'hidden') return;
    this.asking = true;
    const found = await Promise.all(this.missions.map((id) => this.one(id)));
    this.asking = false;
    this.keep(found.filter((route) => route !== null && this.missions.includes(route.mission)).map((route) => [(route as MissionRoute).mission, route as MissionRoute]));
  }

  /** The way as it is now; the one known before where the server did not answer; none where it has none or must not say. */
  private async one(mission: string): Promise<MissionRoute | null> {
    try {
      return await missionRoute(mission);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      const known = this.shown.get(mission) ?? null;
      return refused.status === 403 || refused.status === 404 ? null : known;
    }
  }

  private keep(routes: [string, MissionRoute][]): void {
    if (routes.length === 0 && this.shown.size === 0) return;
    this.shown = new Map(routes);
  }
}

export const routes = new Routes();
