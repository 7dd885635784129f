// SPDX-License-Identifier: Apache-2.0
// Claims about local time, on the nights when the clock is put forward and back above all.
import { afterEach, describe, expect, it } from 'vitest';
import { useZone } from './time';
import { dateField, hourMinute, instant, instantOf, kDay_ms, local, minuteOf } from './zone';

const utc = (text: string): number => Date.parse(text);
const day = (date: string): number => utc(`${date}T00:00:00Z`) / kDay_ms;

afterEach(() => useZone('Europe/Paris'));

describe('local time', () => {
  it('has its day, minute and weekday', () => {
    // A Tuesday in Greenwich; in Paris already Wednesday.
    expect(local(utc('2026-11-24T23:30:00Z'))).toEqual({ day: day('2026-11-25'), minute: 30, weekday: 2 });
    expect(dateField(utc('2026-11-24T23:30:00Z'))).toBe('2026-11-25');
  });

  it('is the first or the second where it comes twice', () => {
    const night = day('2026-10-25');
    expect(instant(night, 150, 'first')).toBe(utc('2026-10-25T00:30:00Z'));
    expect(instant(night, 150, 'second')).toBe(utc('2026-10-25T01:30:00Z'));
  });

  it('is the jump where it is skipped', () => {
    const night = day('2026-03-29');
    for (const minute of [120, 121, 150, 179, 180]) expect(instant(night, minute, 'first')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(instant(night, 119, 'first')).toBe(utc('2026-03-29T00:59:00Z'));
  });

  it('is the same everywhere at the changes, an hour apart on the clock', () => {
    const spring = day('2026-03-29');
    const autumn = day('2026-10-25');
    expect(instant(autumn, 90, 'second')).toBe(utc('2026-10-24T23:30:00Z'));  // Paris: before the change
    useZone('Europe/Lisbon');
    expect(local(utc('2026-11-24T23:30:00Z'))).toEqual({ day: day('2026-11-24'), minute: 23 * 60 + 30, weekday: 1 });
    expect(instant(autumn, 90, 'first')).toBe(utc('2026-10-25T00:30:00Z'));
    expect(instant(autumn, 90, 'second')).toBe(utc('2026-10-25T01:30:00Z'));
    for (const minute of [60, 61, 90, 119, 120]) expect(instant(spring, minute, 'first')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(instant(spring, 59, 'first')).toBe(utc('2026-03-29T00:59:00Z'));
  });

  it.each(['Europe/Paris', 'Europe/Lisbon'])('of %s comes back from its instant, through two years', (name) => {
    useZone(name);
    for (let at_ms = utc('2026-01-01T00:00:00Z'); at_ms < utc('2028-01-01T00:00:00Z'); at_ms += 21_540_000) {
      const minute_ms = Math.floor(at_ms / 60_000) * 60_000;
      const there = local(minute_ms);
      const both = [instant(there.day, there.minute, 'first'), instant(there.day, there.minute, 'second')];
      expect(both).toContain(minute_ms);
      expect([0, 3_600_000]).toContain(both[1]! - both[0]!);
    }
  });
});

describe('a typed time', () => {
  it.each([['22:30', 1350], ['22h30', 1350], ['2230', 1350], ['22', 1320], ['7:05', 425], ['0', 0], ['22h', 1320], ['24:00', 1440]])('reads %s', (typed, minute) => expect(minuteOf(typed)).toBe(minute));
  it.each(['', 'x', '25:00', '22:60', '24:01', '-1', '1:2:3'])('refuses "%s"', (typed) => expect(minuteOf(typed)).toBeNull());
  it('with a date is an instant', () => {
    expect(instantOf('2026-11-28', '22:30', 'first')).toBe(utc('2026-11-28T21:30:00Z'));
    expect(instantOf('', '22:30', 'first')).toBeNaN();
    expect(instantOf('2026-11-28', '', 'first')).toBeNaN();
    expect(hourMinute(425)).toBe('07:05');
  });
});
