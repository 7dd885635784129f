// SPDX-License-Identifier: Apache-2.0
// Claims about times on the desk, the night of the clock change included.
import { afterEach, describe, expect, it } from 'vitest';
import { age, clock, clockMinutes, dateAndClock, distance, duration, offset_h, useZone, zone } from './time';

afterEach(() => useZone('Europe/Paris'));

describe('the clock', () => {
  it('is Paris until the city is known, 24 hours, whatever the machine says', () => {
    expect(clock(Date.UTC(2026, 10, 23, 21, 5, 7))).toBe('22:05:07');
    expect(clock(Date.UTC(2026, 6, 14, 21, 5, 7))).toBe('23:05:07');
    expect(clock(Date.UTC(2026, 6, 14, 22, 0, 0))).toBe('00:00:00');
  });

  it('tells the doubled hour of October apart', () => {
    expect(clock(Date.UTC(2026, 9, 25, 0, 30))).toBe('02:30:00 UTC+2');
    expect(clock(Date.UTC(2026, 9, 25, 1, 30))).toBe('02:30:00 UTC+1');
    expect(clockMinutes(Date.UTC(2026, 9, 25, 1, 30))).toBe('02:30 UTC+1');
  });

  it('jumps over the missing hour of March', () => {
    expect(clock(Date.UTC(2026, 2, 29, 0, 59, 59))).toBe('01:59:59 UTC+1');
    expect(clock(Date.UTC(2026, 2, 29, 1, 0, 0))).toBe('03:00:00 UTC+2');
  });

  it("is the city's, on both nights of the clock change too", () => {
    useZone('Europe/Lisbon');
    expect(clock(Date.UTC(2026, 10, 23, 21, 5, 7))).toBe('21:05:07');
    expect(dateAndClock(Date.UTC(2026, 6, 14, 23, 0, 0))).toBe('15/07/2026 00:00:00');
    expect([30, 90].map((minute) => clockMinutes(Date.UTC(2026, 9, 25, 0, minute)))).toEqual(['01:30 UTC+1', '01:30 UTC+0']);
    expect([59, 60].map((minute) => clockMinutes(Date.UTC(2026, 2, 29, 0, minute)))).toEqual(['00:59 UTC+0', '02:00 UTC+1']);
  });

  it('has no change in a city without summer time', () => {
    useZone('UTC');
    expect(clockMinutes(Date.UTC(2026, 9, 25, 1, 0))).toBe('01:00');
  });

  it('stays as it was where the browser knows no such zone', () => {
    expect(() => useZone('Mars/Olympus')).toThrow(RangeError);
    expect(zone()).toBe('Europe/Paris');
  });

  it('needs no mark on other nights', () => {
    expect(clock(Date.UTC(2026, 9, 26, 1, 30))).toBe('02:30:00');
    expect(offset_h(Date.UTC(2026, 9, 26))).toBe(1);
  });

  it('says nothing for a time that is none', () => {
    expect(clock(Number.NaN) + dateAndClock(Number.NaN)).toBe('');
    expect(age(Number.NaN)).toBe('–');
  });

  it('dates a record day first', () => {
    expect(dateAndClock(Date.UTC(2026, 0, 2, 3, 4, 5))).toBe('02/01/2026 04:04:05');
  });
});

describe('ages', () => {
  it('tick in minutes, then hours', () => {
    expect([7_400, 760_000, 3_725_000, 4 * 86_400_000].map(age)).toEqual(['0:07', '12:40', '1:02:05', '96 h']);
  });
  it('are not negative where a source runs ahead', () => expect(age(-5000)).toBe('0:00'));
  it('do not change with the clocks: an hour across the change is an hour', () => {
    expect(age(Date.UTC(2026, 9, 25, 1, 30) - Date.UTC(2026, 9, 25, 0, 30))).toBe('1:00:00');
  });
});

describe('durations and distances', () => {
  it('read as the field says them', () => {
    expect([45, 60, 220, 3900, 3599].map(duration)).toEqual(['45 s', '1 min', '3 min 40', '1 h 05', '59 min 59']);
    expect(distance(846, 'fr')).toBe('850 m');
    expect(distance(2440, 'fr')).toBe('2,4 km');
    expect(distance(2440, 'en')).toBe('2.4 km');
  });
});
