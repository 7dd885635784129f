// SPDX-License-Identifier: Apache-2.0
// What waits for a person: open incidents, and alarms that opened none, danger to life in a lane of its own; pure.
import type { Alarm, Incident, Kind } from '../api/types';
import type { Picture } from '../stream/reducer';

export type Attention = 'new' | 'acknowledged' | 'owned';

export interface Waiting {
  /** Incident or alarm id. */
  id: string;
  what: 'incident' | 'alarm';
  rank: number;
  kind: Kind;
  title: string;
  address: string;
  opened_ms: number;
  attention: Attention;
  acknowledged_by: string;
  owner: string;
  state: Incident['state'];
  units: string[];
  repeats: number;
  /** Where it is a crowd surge: `crowd/ZONE` or `crowd/streets/EVENT/STREET`. */
  source: string;
}

export interface Queue {
  danger: Waiting[];
  rest: Waiting[];
}

/** Rank 0 and 1: somebody's life may depend on it. */
export const isDanger = (rank: number): boolean => rank <= 1;
const kOver: ReadonlySet<Alarm['state']> = new Set(['cleared', 'shelved']);
const kMissionOver = new Set(['done', 'cancelled']);

function fromIncident(incident: Incident, picture: Picture): Waiting {
  const alarms = incident.alarms.map((id) => picture.alarms.get(id)).filter((alarm) => alarm !== undefined);
  const unseen = alarms.some((alarm) => alarm.state === 'new');
  const missions = incident.missions.map((id) => picture.missions.get(id)).filter((mission) => mission !== undefined);
  return {
    id: incident.id,
    what: 'incident',
    rank: incident.rank,
    kind: incident.kind,
    title: incident.title,
    address: incident.address,
    opened_ms: Date.parse(incident.opened),
    attention: unseen ? 'new' : incident.owner ? 'owned' : alarms.length > 0 ? 'acknowledged' : 'new',
    acknowledged_by: alarms.find((alarm) => alarm.acknowledged_by)?.acknowledged_by ?? '',
    owner: incident.owner ?? '',
    state: incident.state,
    units: missions.filter((mission) => !kMissionOver.has(mission.state)).map((mission) => mission.unit),
    repeats: alarms.reduce((sum, alarm) => sum + alarm.repeats, 0),
    source: alarms.find((alarm) => alarm.kind === incident.kind)?.source ?? '',
  };
}

function fromAlarm(alarm: Alarm): Waiting {
  return {
    id: alarm.id,
    what: 'alarm',
    rank: alarm.rank,
    kind: alarm.kind,
    title: '',
    address: alarm.text ?? '',
    opened_ms: Date.parse(alarm.received),
    attention: alarm.state === 'new' ? 'new' : alarm.state === 'owned' ? 'owned' : 'acknowledged',
    acknowledged_by: alarm.acknowledged_by ?? '',
    owner: '',
    state: 'open',
    units: [],
    repeats: alarm.repeats,
    source: alarm.source,
  };
}

const kAttention: Record<Attention, number> = { new: 0, acknowledged: 1, owned: 2 };

/** Worst rank first; then what nobody has seen; then the oldest. */
function order(left: Waiting, right: Waiting): number {
  return left.rank - right.rank || kAttention[left.attention] - kAttention[right.attention] || left.opened_ms - right.opened_ms || left.id.localeCompare(right.id);
}

export function queueOf(picture: Picture): Queue {
  const waiting: Waiting[] = [];
  for (const incident of picture.incidents.values()) if (incident.state !== 'closed') waiting.push(fromIncident(incident, picture));
  for (const alarm of picture.alarms.values()) if (!alarm.incident && !kOver.has(alarm.state)) waiting.push(fromAlarm(alarm));
  waiting.sort(order);
  return { danger: waiting.filter((one) => isDanger(one.rank)), rest: waiting.filter((one) => !isDanger(one.rank)) };
}

export interface Group {
  kind: Kind;
  waiting: Waiting[];
}

/** Under flood: the unseen of one kind together, danger to life never; nothing is left out. */
export function groupByKind(rest: Waiting[]): Group[] {
  const groups = new Map<Kind, Waiting[]>();
  for (const one of rest) groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  return [...groups].map(([kind, waiting]) => ({ kind, waiting }));
}

/** The next one for F1: what nobody has seen first, from the top; then round after the one chosen. */
export function nextAfter(queue: Queue, chosen: string | null): string | null {
  const all = [...queue.danger, ...queue.rest];
  if (all.length === 0) return null;
  const unseen = all.find((one) => one.attention === 'new' && one.id !== chosen);
  if (unseen) return unseen.id;
  const at = all.findIndex((one) => one.id === chosen);
  return all[(at + 1) % all.length]?.id ?? null;
}
