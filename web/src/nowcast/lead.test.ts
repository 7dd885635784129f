// SPDX-License-Identifier: Apache-2.0
// Claims about which time of a nowcast is shown.
import { describe, expect, it } from 'vitest';
import { isStale, leadAt } from './lead';

const made_ms = Date.UTC(2026, 10, 30, 21, 11);
const min = (minutes: number): number => made_ms + minutes * 60_000;
const nowcast = { made: new Date(made_ms).toISOString(), minutes_ahead: [0, 15, 30, 60] };
const minutes = (at_ms: number | null, now_ms = min(1)) => {
  const lead = leadAt(nowcast, at_ms, now_ms);
  return typeof lead === 'string' ? lead : lead.minutes;
};

describe('a nowcast', () => {
  it('is shown at the moment it speaks of, now', () => expect(leadAt(nowcast, null, min(2))).toEqual({ column: 0, minutes: 0, at_ms: made_ms }));
  it('is shown at the nearest of its times ahead', () => expect([min(10), min(16), min(22), min(29), min(44), min(46), min(61)].map((at) => minutes(at))).toEqual([15, 15, 15, 30, 30, 60, 60]));
  it('says what is ahead as ahead, however near', () => expect(minutes(min(2))).toBe(15));
  it('says nothing of the past, nor of what is more than an hour off', () => {
    expect(minutes(min(0))).toBe('past');
    expect(minutes(min(62))).toBe('far');
  });
  it('counts from when it was made: an old one is asked for its nearest still', () => expect(minutes(min(70), min(20))).toBe(60));
  it('without times ahead says nothing of them', () => expect(leadAt({ ...nowcast, minutes_ahead: [0] }, min(10), min(1))).toBe('far'));
});

describe('its age', () => {
  it('counts after six minutes, but not once it has ended', () => {
    expect([min(6), min(6) + 1].map((now_ms) => isStale(nowcast, now_ms))).toEqual([false, true]);
    expect(isStale({ ...nowcast, ended: nowcast.made }, min(600))).toBe(false);
  });
});
