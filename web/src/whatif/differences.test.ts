// SPDX-License-Identifier: Apache-2.0
// Claims about differences: less is better, noise is none, what never clears is worse than what does.
import { describe, expect, it } from 'vitest';
import type { WhatIfAnswer, WhatIfCase } from '../api/types';
import { densestStreet, differencesOf, queueRows, streetChanges, verdictOf } from './differences';

function made(over: Partial<WhatIfCase> = {}, clearing: Partial<WhatIfCase['clearing']> = {}): WhatIfCase {
  return {
    people: 1000, peak_per_m2: 2, most_walking: 800, counter_share: 0, person_min_above_2: 500, peaks: [], waves: [], queues: [], blocked: [], at_s: [], outside: [], inside: [], walking: [], waiting: [], gone: [], frames: [],
    clearing: { streets_s: 1000, served_s: 1100, streets_p50_s: 1010, streets_p95_s: 1200, served_p50_s: 1110, served_p95_s: 1300, runs: 5, not_cleared: 0, ...clearing }, ...over,
  };
}
function answer(base: WhatIfCase, variant?: WhatIfCase, difference?: WhatIfAnswer['difference']): WhatIfAnswer {
  return { caution: '', known_per_m2: 5, network_km: 1, streets: [{ kind: 'street', name: 'rue Haute', line: [], length_m: 1, width_m: 1, area_m2: 1 }], base, variant, difference };
}
const queue = (name: string, most: number): WhatIfCase['queues'][number] => ({ kind: 'exit', name, people: [], most, most_at_s: 0 });

describe('a verdict', () => {
  it.each([
    ['time', 3000, 3300, 'worse'], ['time', 3000, 2700, 'better'], ['time', 3000, 3050, 'same'], ['density', 5.13, 5.04, 'same'], ['density', 2, 2.5, 'worse'],
    ['time', 3000, null, 'worse'], ['time', null, 3000, 'better'], ['time', null, null, 'unknown'], ['people', 0, 15, 'same'], ['people', 118, 1138, 'worse'],
  ] as const)('of %s from %j to %j is %s', (unit, base, variant, verdict) => expect(verdictOf(unit, base, variant, null)).toBe(verdict));
});

describe('the differences', () => {
  it('are none where only the base was asked for', () => expect(differencesOf(answer(made()))).toBeNull());
  it('of a case and itself are all the same', () => expect(differencesOf(answer(made(), made()))?.every(({ verdict, change }) => verdict === 'same' && change === 0)).toBe(true));
  it('of the median are those of run against run', () => {
    const rows = differencesOf(answer(made(), made({}, { served_p50_s: 1400 }), { served_p50_of_pairs_s: 250, peak_per_m2: 0, most_walking: 0, person_min_above_2: 0, most_changed: [] }));
    expect(rows?.[0]).toMatchObject({ what: 'served_p50', base: 1110, variant: 1400, change: 250, verdict: 'worse' });
  });
  it('say that the what-if does not clear', () => expect(differencesOf(answer(made(), made({}, { served_p50_s: null })))?.[0]).toMatchObject({ variant: null, change: null, verdict: 'worse' }));
  it('without runs compare the one case without chance', () => {
    const rows = differencesOf(answer(made({}, { runs: 0, served_p50_s: null }), made({}, { runs: 0, served_p50_s: null, served_s: 1000 })));
    expect(rows?.[0]).toMatchObject({ base: 1100, variant: 1000 });
    expect(rows?.some(({ what }) => what === 'served_p95')).toBe(false);
  });
  it('name the street that became densest', () => expect(differencesOf(answer(made(), made({ peaks: [[0, 300, 0, 0, 0, 0]] })))?.find(({ what }) => what === 'peak')?.where).toBe('rue Haute'));
});

describe('queues', () => {
  it('that changed most stand first, short ones are left out', () =>
    expect(queueRows(made({ queues: [queue('N', 118), queue('S', 20), queue('E', 60)] }), made({ queues: [queue('N', 1138), queue('S', 30), queue('E', 70)] })).map(({ where }) => where)).toEqual(['N', 'E']));
  it('that a lost exit no longer has are gone, which is not better', () => expect(queueRows(made({ queues: [queue('W', 118)] }), made())[0]).toMatchObject({ base: 118, variant: null, change: null, verdict: 'gone' }));
  it('that an opened exit has are new, which is not worse', () => expect(queueRows(made(), made({ queues: [queue('W', 90)] }))[0]).toMatchObject({ base: null, variant: 90, verdict: 'new' }));
});

describe('streets', () => {
  it('are ordered by how much their peak changed, either way', () =>
    expect(streetChanges(made({ peaks: [[1, 100, 0, 0, 0, 0], [2, 300, 0, 0, 0, 0], [3, 50, 0, 0, 0, 0]] }), made({ peaks: [[1, 150, 0, 0, 0, 0], [3, 55, 0, 0, 0, 0]] }), 5)).toEqual([{ street: 2, base: 3, variant: 0, change: -3 }, { street: 1, base: 1, variant: 1.5, change: 0.5 }]));
  it('of which nobody walked on have no densest', () => expect(densestStreet(made())).toBe(-1));
});
