// SPDX-License-Identifier: Apache-2.0
// Which time the crowd is shown at: now, or one between seven days back and seven ahead; the two weeks are asked for while the slider is open.
import { crowdTimeline, Refused } from '../api/client';
import type { CrowdTimeline } from '../api/types';
import { live } from './live.svelte';

export const kStep_min = 30;
export const kStep_ms = kStep_min * 60_000;
export const kReach_ms = 7 * 86_400_000;
/** The past grows and forecasts are made anew. */
const kAgain_ms = 300_000;
/** A moment a frame: two weeks in a minute and a half. */
const kFrame_ms = 130;
const kFrameStill_ms = 700;

class Travel {
  /** The slider is on the screen. */
  open = $state(false);
  /** Null: now. */
  at_ms = $state<number | null>(null);
  timeline = $state.raw<CrowdTimeline | null>(null);
  failed = $state(false);
  playing = $state(false);
  private asking = false;
  private again: ReturnType<typeof setInterval> | undefined;
  private player: ReturnType<typeof setInterval> | undefined;

  readonly away = $derived(this.at_ms !== null);

  show(): void {
    if (this.open) return;
    this.open = true;
    this.again = setInterval(() => void this.ask(), kAgain_ms);
    void this.ask();
  }

  /** Closes the slider; the crowd is shown as it is now. */
  leave(): void {
    this.now();
    this.open = false;
    clearInterval(this.again);
  }

  now(): void {
    this.pause();
    this.at_ms = null;
  }

  /** To a moment, within reach, on a whole step; false where it was out of reach. */
  go(at_ms: number): boolean {
    const now_ms = live.peek().now_ms;
    if (Number.isNaN(at_ms) || Number.isNaN(now_ms)) return false;
    const near_ms = Math.min(now_ms + kReach_ms, Math.max(now_ms - kReach_ms, at_ms));
    this.show();
    this.at_ms = Math.round(near_ms / kStep_ms) * kStep_ms;
    return Math.abs(near_ms - at_ms) < kStep_ms;
  }

  /** To a moment within the hour, to the minute: streets are foreseen between the steps too. */
  ahead(minutes: number): void {
    const now_ms = live.peek().now_ms;
    if (Number.isNaN(now_ms)) return;
    this.pause();
    this.show();
    this.at_ms = now_ms + minutes * 60_000;
  }

  step(steps: number): void {
    const from_ms = this.at_ms ?? live.peek().now_ms;
    this.go(Math.round(from_ms / kStep_ms) * kStep_ms + steps * kStep_ms);
  }

  play(): void {
    if (this.playing) return this.pause();
    this.show();
    this.playing = true;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.player = setInterval(() => {
      const before = this.at_ms;
      this.step(1);
      if (this.at_ms === before || (this.at_ms ?? 0) >= live.peek().now_ms + kReach_ms - kStep_ms) this.pause();
    }, still ? kFrameStill_ms : kFrame_ms);
  }

  pause(): void {
    this.playing = false;
    clearInterval(this.player);
  }

  async ask(): Promise<void> {
    const now_ms = live.peek().now_ms;
    if (this.asking || Number.isNaN(now_ms)) return;
    this.asking = true;
    try {
      const found = await crowdTimeline(Math.floor((now_ms - kReach_ms) / kStep_ms) * kStep_ms, Math.ceil((now_ms + kReach_ms) / kStep_ms) * kStep_ms, kStep_min);
      this.timeline = found;
      this.failed = false;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.failed = true;
    } finally {
      this.asking = false;
    }
  }
}

export const travel = new Travel();
