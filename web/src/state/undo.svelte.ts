// SPDX-License-Identifier: Apache-2.0
// The one status change that can still be taken back, for ten seconds.
import { t } from '../i18n/language.svelte';
import { decide } from './decide';
import { notices } from './notices.svelte';

export const kUndoWithin_ms = 10_000;

class Undo {
  unit = $state<string | null>(null);
  what = $state('');
  left_s = $state(0);
  private until_ms = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  offer(unit: string, what: string): void {
    this.unit = unit;
    this.what = what;
    this.until_ms = performance.now() + kUndoWithin_ms;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  async now(): Promise<void> {
    const unit = this.unit;
    if (unit === null) return notices.done(t('done.nothing'));
    this.end();
    await decide({ command: 'undo_unit_status', unit }, t('done.undone', { unit }));
  }

  private tick(): void {
    this.left_s = Math.ceil((this.until_ms - performance.now()) / 1000);
    if (this.left_s <= 0) this.end();
  }

  private end(): void {
    clearInterval(this.timer);
    this.unit = null;
  }
}

export const undo = new Undo();
