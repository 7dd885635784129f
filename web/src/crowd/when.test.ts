// SPDX-License-Identifier: Apache-2.0
// Claims about moments as an operator types them, on the city's clock.
import { beforeAll, describe, expect, it } from 'vitest';
import { useZone } from '../ui/time';
import { midnights, path, sums } from './time_track';
import { whenOf } from './when';
import { awayInWords, span } from './when_words';

/** Saturday 28 November 2026, 14:00 in Paris. */
const now_ms = Date.UTC(2026, 10, 28, 13, 0);
const paris = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour - 1, minute);
beforeAll(() => useZone('Europe/Paris'));

describe('a typed moment', () => {
  it.each([
    ['21:30', paris(28, 21, 30)], ['21h30', paris(28, 21, 30)], ['9', paris(28, 9)], ['à 21:30', paris(28, 21, 30)],
    ['+2h', now_ms + 7_200_000], ['+ 45 min', now_ms + 2_700_000], ['-3d', now_ms - 3 * 86_400_000], ['-3j', now_ms - 3 * 86_400_000], ['+1h30', now_ms + 5_400_000],
    ['demain 18h', paris(29, 18)], ['tomorrow', paris(29, 14)], ['hier 20:00', paris(27, 20)], ['Aujourd’hui 8:00', paris(28, 8)],
    ['sam 21:30', paris(28, 21, 30)], ['dim. 8:00', paris(29, 8)], ['friday 8:00', paris(28 + 6, 8)], ['-ven 8:00', paris(27, 8)], ['-sam 8:00', paris(21, 8)],
  ])('%s is understood', (text, wanted) => expect(whenOf(text, now_ms)).toBe(wanted));
  it.each(['', 'soon', '25:00', '21:30 21:30', 'demain soir', '+2', '+2w', 'constructor'])('“%s” is not', (text) => expect(whenOf(text, now_ms)).toBeNaN());
});

describe('how far away a moment is', () => {
  it.each([[25, '25 min', '25 min'], [60, '1 h', '1 h'], [270, '4 h 30', '4 h 30'], [2880, '2 j', '2 days'], [3060, '2 j 3 h', '2 days 3 h']])('%d minutes', (minutes, fr, en) => {
    expect([span(minutes * 60_000, 'fr'), span(-minutes * 60_000, 'en')]).toEqual([fr, en]);
  });
  it('says which way', () => expect([awayInWords(now_ms + 3_600_000, now_ms, 'fr'), awayInWords(now_ms - 3_600_000, now_ms, 'en')]).toEqual(['dans 1 h', '1 h ago']));
});

describe('the track of two weeks', () => {
  const timeline = { from: '2026-11-28T00:00:00Z', step_min: 30, zones: [{ zone: 'a', people: [1, null, 3], low80: [], high80: [], imputed: [] }, { zone: 'b', people: [10, null, null], low80: [], high80: [], imputed: [] }] };
  it('adds up what is known, and keeps what is not known of any', () => {
    expect(sums(timeline, null)).toEqual([11, null, 3]);
    expect(sums(timeline, 'b')).toEqual([10, null, null]);
    expect(sums(timeline, 'nowhere')).toEqual([]);
  });
  it('is broken where nothing is known', () => expect(path([10, 5, null, 0], 0, 3, 10, 300, 40)).toBe('M0.0 0.0L100.0 20.0M300.0 40.0'));
  it('draws only the columns wanted', () => expect(path([10, 5, 5, 0], 1, 2, 10, 300, 40)).toBe('M100.0 20.0L200.0 20.0'));
  it('has a midnight each day, the night of the clock change too', () => {
    const found = midnights(Date.UTC(2026, 9, 24, 12), Date.UTC(2026, 9, 26, 12));
    expect(found.map(({ at_ms }) => new Date(at_ms).toISOString())).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });
});
