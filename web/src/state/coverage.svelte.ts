// SPDX-License-Identifier: Apache-2.0
// What the free units reach within three, five and eight minutes, asked for every fifteen seconds while it is on the map or in the list.
import { coverage as ask, Refused } from '../api/client';
import type { Coverage } from '../api/types';
import { live } from './live.svelte';
import { session } from './session.svelte';

export const kBands_min = [3, 5, 8] as const;
const kEvery_ms = 15_000;
/** Three answers missed. */
const kStale_ms = 45_000;

class CoverageLayer {
  /** On the map. */
  on = $state(false);
  data = $state.raw<Coverage | null>(null);
  /** The last question had no answer. */
  failed = $state(false);
  readonly offered = $derived(session.can('coverage:read'));
  readonly at_ms = $derived(this.data === null ? Number.NaN : Date.parse(this.data.at));
  readonly stale = $derived(this.data !== null && live.now_ms - this.at_ms > kStale_ms);
  private watchers = 0;
  private asking = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  toggle(): void {
    this.on = !this.on && this.offered;
  }

  /** Keeps asking until the returned function is called; several may watch. */
  watch(): () => void {
    this.watchers += 1;
    if (this.watchers === 1) {
      this.timer = setInterval(() => void this.look(), kEvery_ms);
      void this.look();
    }
    return () => {
      this.watchers -= 1;
      if (this.watchers > 0) return;
      clearInterval(this.timer);
      this.data = null;
      this.failed = false;
    };
  }

  private async look(): Promise<void> {
    if (this.asking || !this.offered || document.visibilityState === 'hidden') return;
    this.asking = true;
    try {
      const found = await ask(kBands_min);
      if (this.watchers > 0) this.data = found;
      this.failed = false;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.failed = this.watchers > 0;
    } finally {
      this.asking = false;
    }
  }
}

export const coverage = new CoverageLayer();
