// SPDX-License-Identifier: Apache-2.0
// Claims about the plots' columns: two cases of different length share an axis, a queue that one lacks is a gap.
import { describe, expect, it } from 'vitest';
import type { WhatIfCase } from '../api/types';
import { curvesOf, queueSeries, queuesOf } from './curves';

const one = (at_s: number[], walking: number[], queues: WhatIfCase['queues'] = []): WhatIfCase => ({ at_s, walking, queues }) as unknown as WhatIfCase;
const queue = (name: string, most: number, people: number[]): WhatIfCase['queues'][number] => ({ kind: 'exit', name, people, most, most_at_s: 0 });

describe('curves', () => {
  it('have one axis, in minutes', () =>
    expect(curvesOf([one([0, 60], [5, 6]), one([0, 60, 90], [7, 8, 9])], [(each) => each.walking])).toEqual({ at_min: [0, 1, 1.5], columns: [[5, 6, null], [7, 8, 9]] }));
  it('of a queue that a case lacks are gaps', () =>
    expect(curvesOf([one([0], [1], [queue('W', 3, [3])]), one([0], [1])], [queueSeries('exit/W')]).columns).toEqual([[3], [null]]));
});

describe('the queues to choose from', () => {
  it('are the longest first, and none that nobody stood in', () =>
    expect(queuesOf([one([0], [0], [queue('W', 3, [3]), queue('N', 0, [0])]), one([0], [0], [queue('S', 9, [9]), queue('W', 5, [5])])]).map(({ id, most }) => [id, most])).toEqual([['exit/S', 9], ['exit/W', 5]]));
});
