// SPDX-License-Identifier: Apache-2.0
// Claims about the list of road changes: in force, then a calendar, then what is over.
import { describe, expect, it } from 'vitest';
import type { RoadChange } from '../api/types';
import { groupsOf } from './road_groups';

const now_ms = Date.parse('2026-11-24T13:00:00Z');
const change = (id: string, over: Partial<RoadChange> = {}): RoadChange => ({
  id, origin: 'operator', source: 'user/alice', reference: '', title: id, effect: 'closed', sense: 'both', bars: 'everyone', lines: [[[0, 0]]],
  start: '2026-11-24T12:00:00Z', streets: [], length_m: 10, by: 'user:alice', received: '2026-11-24T12:00:00Z', changed: 1, ...over,
});
const groups = (...changes: RoadChange[]) => groupsOf(changes, now_ms, 'fr', 100).map(({ phase, day, rows }) => [phase, day, ...rows.map((row) => row.change.id)]);

describe('the list', () => {
  it('groups by phase and, ahead, by the day in Paris', () => {
    expect(groups(
      change('gone', { withdrawn: '2026-11-24T12:30:00Z' }),
      change('late', { start: '2026-11-28T23:30:00Z' }),
      change('night', { hours: [{ days: ['sat'], from: '22:00', to: '05:00' }] }),
      change('now'),
      change('morning', { start: '2026-11-28T08:00:00Z' }),
      change('over', { end: '2026-11-24T12:30:00Z' }),
    )).toEqual([
      ['in_force', '', 'now'],
      ['ahead', 'sam. 28/11', 'morning', 'night'],
      ['ahead', 'dim. 29/11', 'late'],
      ['withdrawn', '', 'gone', 'over'],
    ]);
  });
  it('puts first what ends first; without an end the newest, all the same order whatever it came in', () => {
    const all = [change('a', { end: '2026-11-24T18:00:00Z' }), change('b', { end: '2026-11-24T14:00:00Z' }), change('open', { changed: 1 }), change('open newer', { changed: 2 })];
    expect(groups(...all)).toEqual([['in_force', '', 'b', 'a', 'open newer', 'open']]);
    expect(groups(...[...all].reverse())).toEqual(groups(...all));
  });
  it('is cut to what helps', () => expect(groupsOf([change('a'), change('b')], now_ms, 'en', 1).flatMap((group) => group.rows)).toHaveLength(1));
});
