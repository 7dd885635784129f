// SPDX-License-Identifier: Apache-2.0
// Claims about the crowd in words, in both languages.
import { beforeAll, describe, expect, it } from 'vitest';
import type { CityEvent, CrowdSurge, ForecastDriver, ForecastSkill } from '../api/types';
import { useZone } from '../ui/time';
import { density, driverInWords, eventSpan, horizon, number, percentOf, reasonsInWords, severityInWords, signed, skillInWords, strongest, surgeInWords, threshold } from './crowd_words';

/** Saturday 28 November 2026, 20:00 in Paris. */
const now_ms = Date.UTC(2026, 10, 28, 19, 0);
const at = (hour: number, minute = 0): string => new Date(Date.UTC(2026, 10, 28, hour - 1, minute)).toISOString();
const driver = (kind: ForecastDriver['kind'], over: Partial<ForecastDriver> = {}): ForecastDriver => ({ kind, about: '', people: 100, percent: 100, ...over });
const match: CityEvent = { id: 'E-1', source: 'feed/a', reference: '1', title: 'OM – Lens', kind: 'match', venue: 'Stade', start: at(20, 45), end: at(22, 45), doors: at(19, 0), attendance: 60_000, cancelled: false, received: at(8), changed: 1 };
const say = (language: 'fr' | 'en') => ({ language, now_ms, events: [match] });
/** The thin and the unbreakable space as plain ones. */
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');
beforeAll(() => useZone('Europe/Paris'));

describe('figures', () => {
  it('are grouped as the language does', () => expect([plain(number(12_400, 'fr')), number(12_400, 'en'), plain(signed(-1200, 'fr')), signed(340, 'en'), signed(0, 'en')]).toEqual(['12 400', '12,400', '−1 200', '+340', '0']));
  it('of density have two digits where it matters', () => expect([density(0.43, 'fr'), density(2.41, 'fr'), density(0.001, 'en'), threshold(3.57, 'fr'), threshold(2, 'en')]).toEqual(['0,43', '2,4', '0', '3,57', '2']));
  it('of occupancy may pass a hundred', () => expect([plain(percentOf(1.984, 'fr')), percentOf(0.64, 'en')]).toEqual(['198 %', '64%']));
  it('of horizons are in the unit one thinks in', () => expect([15, 60, 90, 1440, 10_080].map((minutes) => horizon(minutes, 'fr'))).toEqual(['15 min', '1 h', '90 min', '24 h', '7 j']));
});

describe('a reason', () => {
  it('of arrivals is against the usual day', () => {
    expect(plain(driverInWords(driver('arrivals', { percent: 270 }), say('fr')))).toBe('arrivées 2,7 × celles d’un samedi ordinaire');
    expect(plain(driverInWords(driver('arrivals', { percent: 270 }), say('en')))).toBe('arrivals 2.7 × the usual Saturday');
    expect(driverInWords(driver('arrivals'), say('en'))).toContain('gates, stations');
  });
  it('of an event says whether it begins, ends or opens its doors then', () => {
    const event = (time: string): string => driverInWords(driver('event', { about: 'OM – Lens', at: time }), say('en'));
    expect([event(at(22, 57)), event(at(20, 40)), event(at(19)), event(at(21, 45))]).toEqual(['OM – Lens ends at 22:45', 'OM – Lens begins at 20:45', 'OM – Lens opens its doors at 19:00', 'OM – Lens at 21:45']);
    expect(driverInWords(driver('event', { about: 'OM – Lens' }), say('fr'))).toBe('OM – Lens');
  });
  it('of today’s level says more or less where there is no ratio', () => {
    expect(plain(driverInWords(driver('level', { percent: 80 }), say('en')))).toBe('today so far 0.8 × the usual crowd');
    expect(driverInWords(driver('level', { people: -50 }), say('fr'))).toBe('moins de monde que d’habitude aujourd’hui');
  });
  it('of transport and weather is what their bulletin is called, or the kind', () => expect([driverInWords(driver('transport', { about: 'Line 2 stopped' }), say('en')), driverInWords(driver('weather', { people: -9 }), say('fr'))]).toEqual(['Line 2 stopped', 'météo dissuasive']));
  it('of every kind is said in both languages', () => {
    for (const kind of ['usual', 'level', 'arrivals', 'event', 'weather', 'transport', 'holiday'] as const) for (const language of ['fr', 'en'] as const) expect(driverInWords(driver(kind, { about: 'x', at: at(21) }), say(language))).not.toMatch(/^$|\{/);
  });
  it('is not told in a line where it is as ever, or hardly matters; three are enough', () => {
    const all = [driver('event', { about: 'A', people: 900 }), driver('level', { people: 400, percent: 103 }), driver('weather', { people: 30 }), driver('arrivals', { people: 300, percent: 140 }), driver('transport', { about: 'B', people: 200 }), driver('holiday', { about: 'C', people: 100 })];
    expect(plain(reasonsInWords(all, say('en')))).toBe('A; arrivals 1.4 × the usual Saturday; B');
    expect(driverInWords(driver('level', { percent: 103 }), say('en'))).toBe('more people than usual today');
    expect(reasonsInWords([], say('en'))).toBe('');
  });
  it('comes strongest first, the usual only where nothing else is said', () => {
    const all = [driver('usual', { people: 0 }), driver('weather', { people: -300 }), driver('transport', { about: 'Line 2 stopped', people: 120 }), driver('arrivals', { people: 800, percent: 270 })];
    expect(strongest(all).map(({ kind }) => kind)).toEqual(['arrivals', 'weather', 'transport']);
    expect(strongest(all.slice(0, 1)).map(({ kind }) => kind)).toEqual(['usual']);
    expect(plain(reasonsInWords(all, say('en')))).toBe('arrivals 2.7 × the usual Saturday; weather that keeps people away; Line 2 stopped');
  });
});

describe('a surge', () => {
  const surge: CrowdSurge = { zone: 'a', threshold: 'limit', limit: 6000, probability_percent: 72, expected: at(22, 50), people: 6400, made: at(20), drivers: [], changed: 1 };
  it('says how likely, how many, when', () => expect(surgeInWords(surge, now_ms, 'en')).toBe('72% chance of passing 6,000 people about 22:50 (6,400 expected)'));
  it('that fades says so', () => expect(surgeInWords({ ...surge, probability_percent: 4 }, now_ms, 'en')).toBe('Becoming unlikely: 4% chance of passing 6,000 people about 22:50'));
  it('says so of density too', () => expect(plain(surgeInWords({ ...surge, threshold: 'density' }, now_ms, 'fr'))).toContain('72 % de chances d’une densité dangereuse vers 22:50'));
});

describe('skill', () => {
  const skill = (over: Partial<ForecastSkill>): ForecastSkill => ({ horizon_min: 60, error: 69, naive_error: 100, inside80_permille: 800, judged: 500, on: true, ...over });
  it('is against the usual value', () => expect([skillInWords(skill({}), 'en'), plain(skillInWords(skill({}), 'fr'))]).toEqual(['better than the usual value by 31%', '31 % de mieux que la valeur habituelle']));
  it('that is none is said, with what is shown instead', () => expect(skillInWords(skill({ on: false, horizon_min: 1440 }), 'en')).toBe('no skill at 24 h: showing the usual value'));
  it('is not claimed of a few forecasts, nor where the two are level', () => {
    expect(skillInWords(skill({ judged: 9 }), 'en')).toBe('not judged yet (9 forecasts came due)');
    expect(skillInWords(skill({ error: 100 }), 'en')).toBe('no better than the usual value');
  });
});

it('an event’s span names the day where it is not today', () => {
  expect(eventSpan(match, now_ms, 'fr')).toBe('20:45 – 22:45');
  expect(eventSpan({ start: '2026-11-29T22:00:00Z', end: '2026-11-30T02:00:00Z' }, now_ms, 'fr')).toBe('dim. 29/11 23:00 – lun. 30/11 03:00');
});

it('a severity is called as where it comes from', () => expect([severityInWords({ kind: 'weather', severity: 'severe' }, 'fr'), severityInWords({ kind: 'transport', severity: 'extreme' }, 'en')]).toEqual(['vigilance orange', 'stopped']));
