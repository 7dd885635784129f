// SPDX-License-Identifier: Apache-2.0
// Base and what-if side by side: figure by figure, which way it goes and whether that is better; less is better in all of them. Pure.
import type { WhatIfAnswer, WhatIfCase } from '../api/types';

export type Unit = 'time' | 'density' | 'people' | 'people_min';
/** New and gone: of a queue whose place only one of the cases has. */
export type Verdict = 'better' | 'worse' | 'same' | 'new' | 'gone' | 'unknown';

export interface Difference {
  what: 'served_p50' | 'served_p95' | 'streets_p50' | 'peak' | 'dense' | 'walking' | 'queue';
  unit: Unit;
  /** Null: it does not happen within the time simulated. */
  base: number | null;
  variant: number | null;
  change: number | null;
  verdict: Verdict;
  /** Where: the densest street, the queue's place. */
  where: string;
  kind?: WhatIfCase['queues'][number]['kind'];
}

/** Below both, a difference is less than runs of one case differ among themselves: it is called the same. */
const kSlight: Record<Unit, number> = { time: 30, density: 0.1, people: 20, people_min: 100 };
const kSlightShare = 0.02;
/** Nobody asks about a queue that stays shorter than this in both. */
const kShortQueue = 50;

export function verdictOf(unit: Unit, base: number | null, variant: number | null, change: number | null): Verdict {
  if (base === null || variant === null) return base === variant ? 'unknown' : variant === null ? 'worse' : 'better';
  const by = change ?? variant - base;
  if (Math.abs(by) <= Math.max(kSlight[unit], kSlightShare * Math.abs(base))) return 'same';
  return by < 0 ? 'better' : 'worse';
}

type Clearing = WhatIfCase['clearing'];
/** Of the runs where there were some; else of the one without chance. */
export const servedP50 = ({ served_p50_s, served_s, runs }: Clearing): number | null => (runs > 0 ? served_p50_s : served_s);
export const streetsP50 = ({ streets_p50_s, streets_s, runs }: Clearing): number | null => (runs > 0 ? streets_p50_s : streets_s);

/** The street that became densest; -1 where nobody walked. */
export function densestStreet(one: WhatIfCase): number {
  let best = -1;
  let most = 0;
  for (const [street = -1, peak = 0] of one.peaks) if (peak > most) [best, most] = [street, peak];
  return best;
}

const minus = (variant: number | null, base: number | null): number | null => (variant === null || base === null ? null : variant - base);

function row(what: Difference['what'], unit: Unit, base: number | null, variant: number | null, where = '', told?: number): Difference {
  const change = minus(variant, base) === null ? null : told ?? minus(variant, base);
  return { what, unit, base, variant, change, verdict: verdictOf(unit, base, variant, change), where };
}

/** The queues that matter in either case, the one that changes most first; those that only one case has stand last. */
export function queueRows(base: WhatIfCase, variant: WhatIfCase): Difference[] {
  const key = ({ kind, name }: { kind: string; name: string }): string => `${kind} ${name}`;
  interface Both { queue: WhatIfCase['queues'][number]; base: number | null; variant: number | null }
  const rows = new Map<string, Both>(base.queues.map((queue) => [key(queue), { queue, base: queue.most, variant: null }]));
  for (const queue of variant.queues) rows.set(key(queue), { queue, base: rows.get(key(queue))?.base ?? null, variant: queue.most });
  return [...rows.values()].filter((one) => Math.max(one.base ?? 0, one.variant ?? 0) >= kShortQueue)
    .map((one): Difference => {
      const both = row('queue', 'people', one.base, one.variant, one.queue.name);
      return { ...both, kind: one.queue.kind, verdict: one.base === null ? 'new' : one.variant === null ? 'gone' : both.verdict };
    })
    .sort((left, right) => Math.abs(right.change ?? 0) - Math.abs(left.change ?? 0));
}

/** Null where only the base was asked for. */
export function differencesOf(answer: WhatIfAnswer): Difference[] | null {
  const { base, variant, difference, streets } = answer;
  if (!variant) return null;
  const name = (street: number): string => streets[street]?.name ?? '';
  return [
    row('served_p50', 'time', servedP50(base.clearing), servedP50(variant.clearing), '', difference?.served_p50_of_pairs_s),
    ...(base.clearing.runs > 0 ? [row('served_p95', 'time', base.clearing.served_p95_s, variant.clearing.served_p95_s)] : []),
    row('streets_p50', 'time', streetsP50(base.clearing), streetsP50(variant.clearing)),
    row('peak', 'density', base.peak_per_m2, variant.peak_per_m2, name(densestStreet(variant))),
    row('dense', 'people_min', base.person_min_above_2, variant.person_min_above_2),
    row('walking', 'people', base.most_walking, variant.most_walking),
    ...queueRows(base, variant),
  ];
}

export interface StreetChange { street: number; base: number; variant: number; change: number }

/** Streets by how much their peak changed, people/m²; `most` of them. Streets that hardly changed are left out. */
export function streetChanges(base: WhatIfCase, variant: WhatIfCase, most: number): StreetChange[] {
  const of = (one: WhatIfCase): Map<number, number> => new Map(one.peaks.map(([street = 0, peak = 0]) => [street, peak / 100]));
  const [before, after] = [of(base), of(variant)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((street) => ({ street, base: before.get(street) ?? 0, variant: after.get(street) ?? 0, change: (after.get(street) ?? 0) - (before.get(street) ?? 0) }))
    .filter(({ change }) => Math.abs(change) > kSlight.density)
    .sort((left, right) => Math.abs(right.change) - Math.abs(left.change)).slice(0, most);
}
