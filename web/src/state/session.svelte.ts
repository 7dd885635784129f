// SPDX-License-Identifier: Apache-2.0
// Who sits here and in which city; what the role may do comes from the server.
import * as api from '../api/client';
import type { City, Command, Me } from '../api/types';
import { useZone } from '../ui/time';
import { live } from './live.svelte';

type Phase = 'asking' | 'out' | 'in' | 'unreachable';

class Session {
  me = $state<Me | null>(null);
  city = $state<City | null>(null);
  phase = $state<Phase>('asking');
  /** The session was ended by the server, not by the person. */
  ended = $state(false);

  may(command: Command['command']): boolean {
    return this.can(`command:${command}`);
  }

  can(action: string): boolean {
    return this.me?.may.includes(action) ?? false;
  }

  /** Asks the server who this browser is; the cookie answers. */
  async begin(): Promise<void> {
    this.phase = 'asking';
    try {
      await this.enter(await api.me());
    } catch (refused) {
      this.phase = refused instanceof api.Refused && refused.status === 401 ? 'out' : 'unreachable';
    }
  }

  async enter(me: Me): Promise<void> {
    this.me = me;
    this.ended = false;
    if (this.can('city:read')) await this.arrive();
    this.phase = 'in';
    if (this.can('stream:read')) live.start();
  }

  /** Before anything of the city is shown: its clock is the one all times are read by. */
  private async arrive(): Promise<void> {
    const city = await api.city();
    useZone(city.time_zone);
    this.city = city;
  }

  async leave(): Promise<void> {
    await api.logout().catch(() => undefined);
    this.out(false);
  }

  out(ended: boolean): void {
    if (this.phase === 'in') this.ended = ended;
    live.stop();
    this.me = null;
    this.phase = 'out';
  }
}

export const session = new Session();
api.whenUnauthorised(() => session.out(true));
