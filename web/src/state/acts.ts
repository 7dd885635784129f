// SPDX-License-Identifier: Apache-2.0
// The operator's acts, each one line to call from a key, a button or the command bar.
import type { Disposition, MissionState, RoadChange } from '../api/types';
import type { SettableStatus } from '../desk/command_line';
import { chosen, t, w } from '../i18n/language.svelte';
import { moment } from '../i18n/road_words';
import { decide } from './decide';
import { desk } from './desk.svelte';
import { live } from './live.svelte';
import type { ChangeRoad } from './road_draft';
import { undo } from './undo.svelte';

/** Every new alarm of an incident, or the alarm itself. */
export async function acknowledge(id: string): Promise<void> {
  const { incidents, alarms } = live.peek();
  const wanted = (incidents.get(id)?.alarms ?? [id]).filter((alarm) => alarms.get(alarm)?.state === 'new');
  await Promise.all(wanted.map((alarm) => acknowledgeAlarm(alarm)));
}

export const acknowledgeAlarm = (alarm: string) => decide({ command: 'acknowledge_alarm', alarm }, t('done.acknowledged'));
/** Takes an incident at once where nobody holds it; asks first where a colleague does. */
export async function own(incident: string, me: string): Promise<void> {
  const owner = live.peek().incidents.get(incident)?.owner;
  if (owner && owner !== me) desk.onTop = { what: 'takeover', incident, owner };
  else await takeOver(incident);
}

export const takeOver = (incident: string) => decide({ command: 'own_incident', incident }, t('done.owned'));
export const note = (incident: string, text: string) => decide({ command: 'write_note', incident, text }, t('done.note'));
export const shelve = (alarm: string, reason: string, until_ms: number) =>
  decide({ command: 'shelve_alarm', alarm, reason, until: new Date(until_ms).toISOString() }, t('done.shelved'));
export const cancelMission = (mission: string, unit: string, reason: string) =>
  decide({ command: 'cancel_mission', mission, reason }, t('done.cancelled', { unit }));
export const report = (mission: string, state: Extract<MissionState, 'en_route' | 'on_scene' | 'done'>) =>
  decide({ command: 'report_mission', mission, state });

export async function confirmAlarm(alarm: string): Promise<void> {
  const outcome = await decide({ command: 'confirm_alarm', alarm }, t('done.opened'));
  if (outcome?.incident) desk.choose(outcome.incident);
}

export async function send(incident: string, unit: string, proposed_as: number, reason: string): Promise<boolean> {
  const outcome = await decide(
    { command: 'send_unit', incident, unit, proposed_as, ...(reason === '' ? {} : { reason }) },
    t('done.sent', { unit }),
  );
  return outcome !== null;
}

export async function close(incident: string, disposition: Disposition, text: string): Promise<boolean> {
  const outcome = await decide(
    { command: 'close_incident', incident, disposition, ...(text === '' ? {} : { text }) },
    t('done.closed'),
  );
  return outcome !== null;
}

export async function setStatus(unit: string, status: SettableStatus, reason: string): Promise<boolean> {
  const outcome = await decide({ command: 'set_unit_status', unit, status, ...(reason === '' ? {} : { reason }) });
  if (outcome) undo.offer({ what: t('done.status', { unit, status: w('status', status) }), command: { command: 'undo_unit_status', unit }, undone: t('done.undone', { unit }) });
  return outcome !== null;
}

export async function openIncident(title: string, rank: number, lat: number, lon: number, address: string): Promise<boolean> {
  const outcome = await decide(
    { command: 'open_incident', title, rank, lat, lon, ...(address === '' ? {} : { address }) },
    t('done.opened'),
  );
  if (outcome?.incident) desk.choose(outcome.incident);
  return outcome !== null;
}

/** Closes, slows or turns a street; can be undone at once. */
export async function changeRoad(change: ChangeRoad): Promise<boolean> {
  const outcome = await decide(change);
  const road_change = outcome?.road_change;
  if (road_change === undefined) return false;
  const { title, start } = change;
  const now_ms = live.peek().now_ms;
  const what = start !== undefined && Date.parse(start) > now_ms ? t('road.planned', { title, when: moment(Date.parse(start), now_ms, chosen.language) }) : t(`road.done.${change.effect}`, { title });
  undo.offer({ what, command: { command: 'withdraw_road_change', road_change, reason: t('road.undo.reason') }, undone: t('done.undone', { unit: title }) });
  return true;
}

export async function withdrawRoad({ id: road_change, title }: RoadChange, reason: string): Promise<boolean> {
  const outcome = await decide({ command: 'withdraw_road_change', road_change, reason });
  if (outcome) undo.offer({ what: t('road.done.withdrawn', { title }), command: { command: 'restore_road_change', road_change }, undone: t('done.undone', { unit: title }) });
  return outcome !== null;
}

export async function restoreRoad({ id: road_change, title }: RoadChange): Promise<void> {
  await decide({ command: 'restore_road_change', road_change }, t('road.done.restored', { title }));
}
