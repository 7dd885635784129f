// SPDX-License-Identifier: Apache-2.0
// The step between picking a unit and sending it: shown, reasoned where it is not the first proposed, confirmed once.
import type { Key } from '../i18n/catalogue';
import { t } from '../i18n/language.svelte';
import { send } from './acts';
import { desk } from './desk.svelte';

export const kWhy: readonly Key[] = ['why.1', 'why.2', 'why.3', 'why.4', 'why.5'];

class Sending {
  reason = $state('');
  busy = $state(false);

  /** The first proposed unit that is not on its way to this incident already. */
  readonly first = $derived(
    desk.recommendation?.candidates.find((candidate) => !desk.missions.some((mission) => mission.unit === candidate.unit && mission.state !== 'done' && mission.state !== 'cancelled'))?.unit ?? null,
  );
  /** The record wants to know why, whenever it is not the first proposed. */
  readonly needsReason = $derived(desk.pick !== null && desk.pick.place !== 1);
  /** The first proposed is on its way already: this one comes on top of it. */
  readonly reinforces = $derived(desk.recommendation?.candidates[0] !== undefined && desk.recommendation.candidates[0].unit !== this.first);
  readonly ready = $derived(desk.pick !== null && (!this.needsReason || this.reason.trim() !== ''));

  pickPlace(place: number): void {
    const unit = desk.recommendation?.candidates[place - 1]?.unit;
    if (unit) this.pick(unit);
  }

  pick(unit: string): void {
    const place = (desk.recommendation?.candidates ?? []).findIndex((candidate) => candidate.unit === unit) + 1;
    this.reason = place > 1 && this.reinforces ? t('why.4') : '';
    desk.pick = { unit, place };
    desk.tab = 'incident';
  }

  preset(index: number): void {
    const key = kWhy[index - 1];
    if (key) this.reason = t(key);
  }

  /** Sends only what was shown, and only once. */
  async confirm(): Promise<void> {
    const { pick, incident } = desk;
    if (!pick || !incident || !this.ready || this.busy) return;
    this.busy = true;
    const sent = await send(incident.id, pick.unit, pick.place, this.reason.trim());
    this.busy = false;
    if (sent && desk.pick?.unit === pick.unit) desk.pick = null;
  }
}

export const sending = new Sending();
