// SPDX-License-Identifier: Apache-2.0
// The one act that can still be taken back, for ten seconds: a status, a street just closed or opened.
import type { Command } from '../api/types';
import { t } from '../i18n/language.svelte';
import { decide } from './decide';
import { notices } from './notices.svelte';

export const kUndoWithin_ms = 10_000;

interface Offer {
  /** What was done, in words. */
  what: string;
  /** What takes it back. */
  command: Command;
  /** What to say once it is taken back. */
  undone: string;
}

class Undo {
  offered = $state.raw<Offer | null>(null);
  left_s = $state(0);
  private until_ms = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  offer(offer: Offer): void {
    this.offered = offer;
    this.until_ms = performance.now() + kUndoWithin_ms;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  async now(): Promise<void> {
    const offer = this.offered;
    if (offer === null) return notices.done(t('done.nothing'));
    this.end();
    await decide(offer.command, offer.undone);
  }

  private tick(): void {
    this.left_s = Math.ceil((this.until_ms - performance.now()) / 1000);
    if (this.left_s <= 0) this.end();
  }

  private end(): void {
    clearInterval(this.timer);
    this.offered = null;
  }
}

export const undo = new Undo();
