// SPDX-License-Identifier: Apache-2.0
// Claims about what is said of an event's streets: reasons, warnings, the plan, when all are gone; in both languages, with units.
import { describe, expect, it } from 'vitest';
import type { NowcastReason, StreetWarning } from '../api/types';
import { about, againstPlan, alarmInWords, clearInWords, intervalInWords, isTelling, leadInWords, reasonInWords, spreadInWords, warningInWords } from './nowcast_words';

const now_ms = Date.parse('2026-11-30T21:11:00Z');
const reason = (kind: NowcastReason['kind'], over: Partial<NowcastReason>): NowcastReason => ({ kind, about: '', percent: 100, minutes: 0, ...over });
const warning: StreetWarning = { street: 4, name: 'Rue de la Mâture', threshold_per_m2: 3.57, probability_percent: 64, expected: '2026-11-30T21:40:00Z' };

describe('a reason', () => {
  it.each([
    [reason('people', { percent: 113 }), '13% more people than planned', '13\u202f% de personnes de plus que prévu'],
    [reason('people', { percent: 90 }), '10% fewer people than planned', '10\u202f% de personnes de moins que prévu'],
    [reason('timing', { minutes: 4 }), '4 min later than planned', '4 min plus tard que prévu'],
    [reason('timing', { minutes: -3 }), '3 min earlier than planned', '3 min plus tôt que prévu'],
    [reason('door', { about: 'North', percent: 70 }), 'the North exit lets out 30% fewer than planned', 'la sortie North laisse passer 30\u202f% de moins que prévu'],
    [reason('door', { about: 'North', percent: 125 }), 'the North exit lets out 25% more than planned', 'la sortie North laisse passer 25\u202f% de plus que prévu'],
    [reason('towards', { about: 'Tram Horlogers', percent: 140 }), 'Tram Horlogers: 40% more than planned', 'Tram Horlogers : 40\u202f% de plus que prévu'],
    [reason('speed', { percent: 88 }), 'they walk 12% slower than usual', 'ils marchent 12\u202f% plus lentement que d’habitude'],
  ])('%j is said in both languages', (one, en, fr) => expect([reasonInWords(one, 'en'), reasonInWords(one, 'fr')]).toEqual([en, fr]));

  it('that departs from nothing says nothing', () =>
    expect([reason('people', {}), reason('timing', {}), reason('timing', { minutes: -1 }), reason('speed', { percent: 99 })].map(isTelling)).toEqual([false, false, true, true]));
});

describe('a warning', () => {
  it('says how likely, what is passed, and when, on the city’s clock', () => {
    expect(warningInWords(warning, now_ms, 'fr')).toBe('64\u202f% de chances de dépasser 3,57/m² vers 22:40');
    expect(warningInWords(warning, now_ms, 'en')).toBe('64% chance of passing 3.57/m² about 22:40');
  });
  it('in the queue has the two strongest reasons that say something', () =>
    expect(alarmInWords(warning, [reason('people', { percent: 113 }), reason('speed', {}), reason('timing', { minutes: 4 }), reason('door', { about: 'North', percent: 70 })], now_ms, 'en'))
      .toBe('64% chance of passing 3.57/m² about 22:40; 13% more people than planned; 4 min later than planned'));
  it('without reasons stands alone', () => expect(alarmInWords(warning, [], now_ms, 'fr')).toBe(warningInWords(warning, now_ms, 'fr')));
});

describe('figures', () => {
  it('come with their interval', () => {
    expect(intervalInWords({ low: 0.32, high: 1.5 }, 'fr')).toBe('0,3–1,5');
    expect(intervalInWords({ low: 0, high: 4 }, 'en')).toBe('0–4');
    expect(intervalInWords({ low: 0, high: 0.04 }, 'fr')).toBe('< 0,1');
    expect(spreadInWords({ median: 18400, low80: 17_642, high80: 19_251 }, 'en')).toBe('17,600 to 19,300');
  });
  it('have three figures at most: nobody counted them one by one', () => expect([18_437, 9_996, 3_104, 999, 87, 0].map((one) => about(one, 'en'))).toEqual(['18,400', '10,000', '3,100', '999', '87', '0']));
  it('are set against the plan', () => {
    expect([againstPlan(33900, 30000, 'en'), againstPlan(27000, 30000, 'fr'), againstPlan(30050, 30000, 'en'), againstPlan(30050, 0, 'en')]).toEqual(['13% more than planned', '10\u202f% de moins que prévu', 'as planned', '']);
  });
  it('say which time they are of', () => expect([leadInWords(0, 'fr'), leadInWords(15, 'fr'), leadInWords(60, 'en')]).toEqual(['Maintenant', '+ 15 min', '+ 60 min']));
});

describe('when all are gone', () => {
  const clear50 = '2026-11-30T22:05:00Z';
  it('is told for half and for nearly all of the runs', () => expect(clearInWords({ clear50, clear95: '2026-11-30T22:20:00Z' }, now_ms, 'en')).toBe('at 23:05 in half of the runs, at 23:20 in 95%'));
  it('says so where that is not within sight', () => {
    expect(clearInWords({ clear50 }, now_ms, 'en')).toBe('at 23:05 in half of the runs; in 95%, not within sight');
    expect(clearInWords({}, now_ms, 'fr')).toBe('hors de vue');
  });
});
