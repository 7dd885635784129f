// SPDX-License-Identifier: Apache-2.0
// Road changes in the order of the list: in force, ahead day by day as in a calendar, then withdrawn or over; pure.
import type { RoadChange } from '../api/types';
import { dayInWords } from '../i18n/road_words';
import type { Language } from '../i18n/translate';
import { standing as standingAt, type Standing } from '../map/road_calendar';

export interface RoadRow { change: RoadChange; standing: Standing }
export interface RoadGroup {
  key: string;
  phase: 'in_force' | 'ahead' | 'withdrawn';
  /** "sam. 28/11", of those ahead. */
  day: string;
  rows: RoadRow[];
}

const kOrder = { in_force: 0, ahead: 1, withdrawn: 2, over: 2 } as const;

/** Of those in force, what ends first comes first; of those ahead, what begins first; of the rest, the latest. */
function order(left: RoadRow, right: RoadRow): number {
  const rank = kOrder[left.standing.phase] - kOrder[right.standing.phase];
  if (rank !== 0) return rank;
  const at = ({ standing: { phase, period } }: RoadRow): number => (phase === 'in_force' ? period?.[1] : phase === 'ahead' ? period?.[0] : undefined) ?? 0;
  // Two that last until they are withdrawn differ by NaN, which is no difference.
  return at(left) - at(right) || right.change.changed - left.change.changed || left.change.id.localeCompare(right.change.id);
}

/** At most `most` rows. */
export function groupsOf(changes: RoadChange[], now_ms: number, language: Language, most: number): RoadGroup[] {
  const rows = changes.map((change) => ({ change, standing: standingAt(change, now_ms) })).sort(order).slice(0, most);
  const groups: RoadGroup[] = [];
  for (const row of rows) {
    const phase = row.standing.phase === 'over' ? 'withdrawn' : row.standing.phase;
    const day = phase === 'ahead' && row.standing.period ? dayInWords(row.standing.period[0], now_ms, language) : '';
    const key = `${phase}/${day}`;
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, phase, day, rows: [row] });
  }
  return groups;
}
