// SPDX-License-Identifier: Apache-2.0
// Claims about when a road change holds: the same as src/roads/road_calendar_test.cpp makes, midnight and clock changes included.
import { afterEach, describe, expect, it } from 'vitest';
import type { WeeklyHours } from '../api/types';
import { useZone } from '../ui/time';
import { inForce, kDays, periods, standing, standingOf, type Timed } from './road_calendar';

const utc = (text: string): number => Date.parse(text);
const span = (start: string, end?: string): Timed => ({ start, ...(end === undefined ? {} : { end }) });
const weekly = (days: WeeklyHours['days'], from: string, to: string, start = '2026-01-01T00:00:00Z'): Timed => ({ start, hours: [{ days, from, to }] });

afterEach(() => useZone('Europe/Paris'));

describe('a change without weekly hours', () => {
  const change = span('2026-11-24T10:00:00Z', '2026-11-24T12:00:00Z');
  it('holds from its start, included, to its end, excluded', () => {
    expect(['09:59:59', '10:00:00', '11:59:59', '12:00:00'].map((at) => inForce(change, utc(`2026-11-24T${at}Z`)))).toEqual([false, true, true, false]);
  });
  it('without an end holds until it is withdrawn', () => {
    const open = span('2026-11-24T10:00:00Z');
    expect(inForce(open, utc('2036-01-01T00:00:00Z'))).toBe(true);
    expect(inForce({ ...open, withdrawn: '2026-11-24T11:00:00Z' }, utc('2026-11-24T11:00:00Z'))).toBe(false);
    expect(inForce({ ...open, withdrawn: '2026-11-24T11:00:00Z' }, utc('2026-11-24T10:59:59Z'))).toBe(true);
  });
});

describe('nightly hours', () => {
  // Monday to Friday, 22:00 to 05:00 in Paris; winter: one hour ahead.
  const change = weekly(['mon', 'tue', 'wed', 'thu', 'fri'], '22:00', '05:00');
  it('run over midnight into the next day', () => {
    expect(inForce(change, utc('2026-11-24T20:59:00Z'))).toBe(false);
    expect(inForce(change, utc('2026-11-24T21:00:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-11-25T03:59:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-11-25T04:00:00Z'))).toBe(false);
  });
  it('of Friday end on Saturday, and Saturday begins none', () => {
    expect(inForce(change, utc('2026-11-28T03:00:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-11-28T22:00:00Z'))).toBe(false);
  });
  it('are cut to start and end', () => {
    const cut = { ...change, start: '2026-11-24T23:00:00Z', end: '2026-11-25T22:00:00Z' };
    expect(periods(cut, utc('2026-11-01T00:00:00Z'), utc('2026-12-31T00:00:00Z'))).toEqual([
      [utc('2026-11-24T23:00:00Z'), utc('2026-11-25T04:00:00Z')],
      [utc('2026-11-25T21:00:00Z'), utc('2026-11-25T22:00:00Z')],
    ]);
  });
  it('from a time to the same time are a whole day', () => {
    const all = weekly([...kDays], '00:00', '00:00', '2026-11-24T00:00:00Z');
    expect(periods(all, utc('2026-11-24T00:00:00Z'), utc('2026-11-30T00:00:00Z'))).toHaveLength(1);
    const until24 = weekly(['tue'], '00:00', '24:00');
    expect(inForce(until24, utc('2026-11-24T22:59:00Z'))).toBe(true);
    expect(inForce(until24, utc('2026-11-24T23:00:00Z'))).toBe(false);
  });
});

describe('the night when the clock is put back', () => {
  // 25 October 2026, a Sunday: 02:00 to 03:00 comes twice (00:00Z to 02:00Z).
  it('a period that ends in the doubled hour ends the second time', () => {
    const change = weekly(['sat'], '22:00', '02:30');
    expect(inForce(change, utc('2026-10-25T00:45:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-10-25T01:29:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-10-25T01:30:00Z'))).toBe(false);
  });
  it('one that begins in it begins the first time', () => {
    const change = weekly(['sun'], '02:30', '04:00');
    expect(inForce(change, utc('2026-10-25T00:29:00Z'))).toBe(false);
    expect(inForce(change, utc('2026-10-25T00:30:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-10-25T02:59:00Z'))).toBe(true);
  });
});

describe('the night when the clock is put forward', () => {
  // 29 March 2026, a Sunday: after 01:59 comes 03:00 (01:00Z).
  it('a period of the skipped hour is none', () => {
    const change = weekly(['sun'], '02:10', '02:50');
    expect(periods(change, utc('2026-03-28T00:00:00Z'), utc('2026-03-30T00:00:00Z'))).toEqual([]);
  });
  it('one that ends in it ends at the jump', () => {
    const change = weekly(['sat'], '23:00', '02:30');
    expect(inForce(change, utc('2026-03-29T00:59:59Z'))).toBe(true);
    expect(inForce(change, utc('2026-03-29T01:00:00Z'))).toBe(false);
  });
});

describe('in Lisbon', () => {
  it('nightly hours begin an hour later than in Paris, also for who looked before the city was known', () => {
    const change = weekly(['mon', 'tue', 'wed', 'thu', 'fri'], '22:00', '05:00');
    const evening = utc('2026-11-24T21:30:00Z');
    expect(standing(change, evening).phase).toBe('in_force');
    useZone('Europe/Lisbon');
    expect(standing(change, evening).phase).toBe('ahead');
    expect(inForce(change, utc('2026-11-24T22:00:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-11-25T04:59:00Z'))).toBe(true);
    expect(inForce(change, utc('2026-11-25T05:00:00Z'))).toBe(false);
  });
  it('the doubled and the skipped hour are those after one', () => {
    useZone('Europe/Lisbon');
    const doubled = weekly(['sat'], '22:00', '01:30');
    expect(inForce(doubled, utc('2026-10-25T01:29:00Z'))).toBe(true);
    expect(inForce(doubled, utc('2026-10-25T01:30:00Z'))).toBe(false);
    expect(periods(weekly(['sun'], '01:10', '01:50'), utc('2026-03-28T00:00:00Z'), utc('2026-03-30T00:00:00Z'))).toEqual([]);
  });
});

describe('periods and the moment agree', () => {
  it('at every quarter of an hour of the two changing weeks', () => {
    const change: Timed = { start: '2026-03-01T00:00:00Z', hours: [{ days: ['sat', 'sun'], from: '20:15', to: '02:45' }, { days: ['sun', 'wed'], from: '01:30', to: '03:15' }] };
    for (const [from, to] of [['2026-03-25', '2026-04-02'], ['2026-10-21', '2026-10-29']] as const) {
      const all = periods(change, utc(`${from}T00:00:00Z`), utc(`${to}T00:00:00Z`));
      for (let at = utc(`${from}T00:00:00Z`); at < utc(`${to}T00:00:00Z`); at += 900_000) {
        expect(inForce(change, at)).toBe(all.some(([begin, end]) => begin <= at && at < end));
      }
    }
  });
});

describe('standing', () => {
  it('is ahead, in force, over', () => {
    const change = span('2026-11-24T10:00:00Z', '2026-11-24T12:00:00Z');
    expect(['09:00', '10:00', '12:00'].map((at) => standingOf(change, utc(`2026-11-24T${at}:00Z`)).phase)).toEqual(['ahead', 'in_force', 'over']);
  });
  it('outside the weekly hours is ahead, with the next period', () => {
    const change = weekly(['fri'], '22:00', '05:00');
    expect(standingOf(change, utc('2026-11-24T10:00:00Z'))).toEqual({ phase: 'ahead', period: [utc('2026-11-27T21:00:00Z'), utc('2026-11-28T04:00:00Z')], until_ms: utc('2026-11-27T21:00:00Z') });
  });
  it('after the last of the weekly hours is over, though the end is not reached', () => {
    expect(standingOf({ ...weekly(['mon'], '08:00', '09:00'), end: '2026-11-25T00:00:00Z' }, utc('2026-11-24T10:00:00Z')).phase).toBe('over');
  });
  it('withdrawn says so whatever the hour', () => {
    expect(standingOf({ ...span('2026-11-24T10:00:00Z'), withdrawn: '2026-11-24T09:00:00Z' }, utc('2026-11-24T11:00:00Z')).phase).toBe('withdrawn');
  });
  it('remembered is the same as computed, forwards and backwards in time', () => {
    const change = weekly(['mon', 'thu'], '23:30', '00:30');
    const times = Array.from({ length: 400 }, (_, index) => utc('2026-11-20T00:00:00Z') + index * 1_700_000);
    for (const at of [...times, ...[...times].reverse()]) expect(standing(change, at).phase).toBe(standingOf(change, at).phase);
  });
});
