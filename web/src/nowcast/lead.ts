// SPDX-License-Identifier: Apache-2.0
// Which of a nowcast's times is shown at the time looked at: now, or the nearest of those ahead within the hour; how old it is; pure.
import type { CrowdNowcast } from '../api/types';

const kMinute_ms = 60_000;
/** Farther ahead the streets are not foreseen. */
export const kReach_ms = 60 * kMinute_ms;
/** One is made every few minutes: an older one is drawn grey. */
export const kStale_ms = 6 * kMinute_ms;

/** `column`: of the densities. `at_ms`: what time they are of. */
export interface Lead { column: number; minutes: number; at_ms: number }
export type NoLead = 'past' | 'far';

/** `at_ms`: the time looked at, null for now. */
export function leadAt({ made, minutes_ahead }: Pick<CrowdNowcast, 'made' | 'minutes_ahead'>, at_ms: number | null, now_ms: number): Lead | NoLead {
  const made_ms = Date.parse(made);
  const lead = (column: number): Lead => ({ column, minutes: minutes_ahead[column] ?? 0, at_ms: made_ms + (minutes_ahead[column] ?? 0) * kMinute_ms });
  if (at_ms === null) return lead(Math.max(0, minutes_ahead.indexOf(0)));
  if (at_ms < now_ms) return 'past';
  if (at_ms > now_ms + kReach_ms) return 'far';
  const off = (column: number): number => Math.abs(lead(column).at_ms - at_ms);
  const ahead = minutes_ahead.flatMap((minutes, column) => (minutes > 0 ? [column] : []));
  const [nearest] = ahead.sort((left, right) => off(left) - off(right));
  return nearest === undefined ? 'far' : lead(nearest);
}

export const isLead = (lead: Lead | NoLead): lead is Lead => typeof lead === 'object';
export const isStale = ({ made, ended }: Pick<CrowdNowcast, 'made' | 'ended'>, now_ms: number): boolean => ended === undefined && now_ms - Date.parse(made) > kStale_ms;
