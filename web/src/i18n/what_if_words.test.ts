// SPDX-License-Identifier: Apache-2.0
// Claims about what-ifs in words: every change has its sentence, a difference its sign.
import { describe, expect, it } from 'vitest';
import { change, changeInWords, duration, figure, moment, placeInWords, queueInWords, streetInWords } from './what_if_words';

describe('a duration', () => {
  it.each([[0, '0 s'], [16, '16 s'], [-89, '89 s'], [3060, '51 min'], [3570, '1 h 00 min'], [3720, '1 h 02 min'], [7200, '2 h 00 min']])('of %i s is %s', (seconds, text) => expect(duration(seconds)).toBe(text));
});

describe('a difference', () => {
  it('has its sign and its unit', () => expect([change('time', 180, 'en'), change('time', -16, 'en'), change('time', 0, 'en'), change('density', -0.09, 'fr'), change('people', 1020, 'en'), change('people_min', -1158, 'fr')])
    .toEqual(['+3 min', '−16 s', '0 s', '−0,09/m²', '+1,020', '−1\u202f158']));
  it('of what never comes is none', () => expect([figure('time', null, 'fr'), change('time', null, 'fr')]).toEqual(['jamais', '–']));
});

describe('a time', () => {
  it('is counted from the end of the event', () => expect([moment(-600, 'en'), moment(0, 'en'), moment(720, 'fr')]).toEqual(['10 min before the end', 'the end', '12 min après la fin']));
});

describe('a change', () => {
  it.each([
    [{ kind: 'close', lines: [] }, 'Street closed, all the time'],
    [{ kind: 'hold', lines: [], from_s: 0, until_s: 600 }, 'Cordon, from 0 min to +10 min'],
    [{ kind: 'hold', lines: [], until_s: -1800 }, 'Cordon, until −30 min'],
    [{ kind: 'lose_exit', name: 'West' }, 'Exit West lost'],
    [{ kind: 'open_exit', name: 'West' }, 'Exit West opened'],
    [{ kind: 'redirect', name: 'Tram', to: 'Bus', part: 0.5 }, '50% of Tram to Bus'],
    [{ kind: 'shift_end', by_s: 900 }, 'End 15 min later'],
    [{ kind: 'shift_end', by_s: -300 }, 'End 5 min earlier'],
  ] as const)('%j is "%s"', (what, text) => expect(changeInWords({ ...what, lines: undefined } as never, 'en')).toBe(text));
});

describe('places and queues', () => {
  it('say what they are once', () => expect([placeInWords('station', 'Tram Horlogers', 'en'), placeInWords('parking', 'Car park south', 'en')]).toEqual(['Station Tram Horlogers', 'Car park south']));
  it('have the colon of their language', () => expect([queueInWords('exit', 'North', 'en'), queueInWords('exit', 'Nord', 'fr')]).toEqual(['Longest queue: exit North', 'File la plus longue\u00a0: sortie Nord']));
});

describe('a street', () => {
  const street = { kind: 'stairs', name: '', line: [], length_m: 1, width_m: 1, area_m2: 1 } as const;
  it('without a name is what it is', () => expect(streetInWords({ ...street, line: [] }, 'fr')).toBe('escalier'));
  it('that is not in the answer is nothing', () => expect(streetInWords(undefined, 'fr')).toBe(''));
});
