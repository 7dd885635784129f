// SPDX-License-Identifier: Apache-2.0
// Columns for the plots: base and what-if over the minutes after the end; pure.
import type { WhatIfCase } from '../api/types';
import { timesOf } from './frames';

type Column = (number | null)[];
export interface Curves { at_min: number[]; columns: Column[] }
export type Series = (one: WhatIfCase) => readonly number[];

/** One column for each series of each case, on the times of all; null where a case has no frame then. */
export function curvesOf(cases: readonly WhatIfCase[], series: readonly Series[]): Curves {
  const at_s = timesOf(...cases);
  const columns = cases.flatMap((one) => {
    const index = new Map(one.at_s.map((at, frame) => [at, frame]));
    return series.map((values) => at_s.map((at) => { const frame = index.get(at); return frame === undefined ? null : values(one)[frame] ?? null; }));
  });
  return { at_min: at_s.map((at) => at / 60), columns };
}

export const queueId = ({ kind, name }: { kind: string; name: string }): string => `${kind}/${name}`;
export const queueSeries = (id: string): Series => (one) => one.queues.find((queue) => queueId(queue) === id)?.people ?? [];

/** The queues that ever form, the longest first. */
export function queuesOf(cases: readonly WhatIfCase[]): { id: string; kind: WhatIfCase['queues'][number]['kind']; name: string; most: number }[] {
  const found = new Map<string, { id: string; kind: WhatIfCase['queues'][number]['kind']; name: string; most: number }>();
  for (const { kind, name, most } of cases.flatMap((one) => one.queues)) {
    const id = queueId({ kind, name });
    found.set(id, { id, kind, name, most: Math.max(most, found.get(id)?.most ?? 0) });
  }
  return [...found.values()].filter(({ most }) => most >= 1).sort((left, right) => right.most - left.most);
}
