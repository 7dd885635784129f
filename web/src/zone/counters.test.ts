// SPDX-License-Identifier: Apache-2.0
// Claims about the counters of a zone.
import { describe, expect, it } from 'vitest';
import type { SensorHealth } from '../api/types';
import { countersOf, neverSpoke } from './counters';

const sensor = (source: string, feature: string, over: Partial<SensorHealth> = {}): SensorHealth => ({ source, feature, doubt: 'none', seen: '2026-11-28T18:00:00Z', bias_permille: 0, ...over });

describe('the counters of a zone', () => {
  it('are one for each place that a source counts, as bad as its worst', () => {
    const found = countersOf([sensor('gate', 'g1', { bias_permille: 20 }), sensor('gate', 'g1', { doubt: 'stuck', seen: '2026-11-28T18:01:00Z', bias_permille: -90 }), sensor('gate', 'g2')]);
    expect(found).toEqual([sensor('gate', 'g1', { doubt: 'stuck', seen: '2026-11-28T18:01:00Z', bias_permille: -90 }), sensor('gate', 'g2')]);
  });
  it('have the doubtful first', () => expect(countersOf([sensor('a', ''), sensor('b', '', { doubt: 'silent' })]).map(({ source }) => source)).toEqual(['b', 'a']));
  it('that never spoke are told from those that spoke long ago', () => expect([neverSpoke(sensor('a', '', { seen: '1970-01-01T00:00:00.000Z' })), neverSpoke(sensor('a', ''))]).toEqual([true, false]));
});
