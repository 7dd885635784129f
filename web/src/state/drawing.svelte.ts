// SPDX-License-Identifier: Apache-2.0
// The street being drawn on the map: its points, the streets the server finds under them, and what is to happen there.
import { previewRoad, Refused } from '../api/client';
import type { RoadPreview, RoadSense } from '../api/types';
import { t, w } from '../i18n/language.svelte';
import { changeRoad } from './acts';
import { desk } from './desk.svelte';
import { live } from './live.svelte';
import { commandOf, complaintOf, emptyDraft, titleOf, type LonLat, type RoadDraft } from './road_draft';
import { session } from './session.svelte';
import { dateField } from '../ui/zone';

/** Clicks faster than this ask once. */
const kPause_ms = 120;
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

class Drawing {
  open = $state(false);
  draft = $state<RoadDraft>(emptyDraft());
  /** Null before the first answer, and where the streets could not be found. */
  preview = $state.raw<RoadPreview | null>(null);
  looking = $state<'not' | 'asking' | 'failed'>('not');
  busy = $state(false);
  /** The person pressed Enter: now it is said what is wrong. */
  pressed = $state(false);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: Promise<void> = Promise.resolve();

  readonly sense = $derived<RoadSense>(this.draft.effect === 'one_way' ? 'along' : this.draft.sense);
  readonly complaint = $derived(complaintOf(this.draft, this.preview, live.now_ms));
  readonly title = $derived(titleOf({ ...this.draft, title: '' }, this.preview, t('road.draw.unnamed')));

  begin(title = ''): void {
    if (!session.may('change_road')) return;
    const today = dateField(live.now_ms);
    this.draft = { ...emptyDraft(), title, start_date: today, end_date: today };
    this.forget();
    this.open = true;
    this.pressed = false;
    desk.lookAt(null);
    desk.list = false;
    desk.tab = 'map';
  }

  end(): void {
    this.open = false;
    this.forget();
  }

  add(lat: number, lon: number): void {
    const point: LonLat = [round(lon), round(lat)];
    const last = this.draft.points.at(-1);
    if (last?.[0] === point[0] && last[1] === point[1]) return;
    this.draft.points = [...this.draft.points, point];
    this.look();
  }

  back(): void {
    if (this.draft.points.length === 0) return;
    this.draft.points = this.draft.points.slice(0, -1);
    this.look();
  }

  /** One point back; with none left, the drawing closes. */
  escape(): void {
    if (this.draft.points.length > 0) this.back();
    else this.end();
  }

  /** Asks again which streets these are: after a point, or when the direction changed. */
  look(): void {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    if (this.draft.points.length === 0) return this.forget();
    this.looking = 'asking';
    this.pending = new Promise((then) => {
      this.timer = setTimeout(() => void this.ask(asked).then(then), kPause_ms);
    });
  }

  /** Posts what is shown, once the streets are known. */
  async confirm(): Promise<void> {
    this.pressed = true;
    if (this.busy) return;
    this.busy = true;
    await this.pending;
    const command = commandOf(this.draft, this.preview, live.now_ms, w('roadeffect', this.draft.effect));
    const made = command !== null && await changeRoad(command);
    this.busy = false;
    if (made) this.end();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.asked += 1;
    this.pending = Promise.resolve();
    this.preview = null;
    this.looking = 'not';
  }

  private async ask(asked: number): Promise<void> {
    const found = await previewRoad(this.draft.points, this.sense).catch((refused: unknown) => {
      if (!(refused instanceof Refused)) throw refused;
      return null;
    });
    if (asked !== this.asked) return;
    this.preview = found;
    this.looking = found === null ? 'failed' : 'not';
  }
}

export const drawing = new Drawing();
