// SPDX-License-Identifier: Apache-2.0
// The past of the zone looked into: asked for when the zone or the span changes, and every five minutes.
import { crowdHistory, Refused } from '../api/client';
import type { CrowdHistory } from '../api/types';
import { live } from '../state/live.svelte';

const kAgain_ms = 300_000;

export class Past {
  data = $state.raw<CrowdHistory | null>(null);
  failed = $state(false);
  private wanted = '';

  /** Keeps asking until the returned function is called. */
  follow(zone: string, back_ms: number): () => void {
    this.wanted = `${zone}/${back_ms}`;
    if (this.data?.zone !== zone) this.data = null;
    void this.ask(zone, back_ms);
    const timer = setInterval(() => void this.ask(zone, back_ms), kAgain_ms);
    return () => clearInterval(timer);
  }

  async ask(zone: string, back_ms: number): Promise<void> {
    const asked = `${zone}/${back_ms}`;
    const now_ms = live.peek().now_ms;
    if (Number.isNaN(now_ms)) return;
    try {
      const found = await crowdHistory(zone, now_ms - back_ms, now_ms);
      if (asked !== this.wanted) return;
      this.data = found;
      this.failed = false;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.failed = asked === this.wanted;
    }
  }
}
