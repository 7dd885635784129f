// SPDX-License-Identifier: Apache-2.0
// Claims about a road change in words, in both languages.
import { describe, expect, it } from 'vitest';
import type { RoadChange } from '../api/types';
import { standingOf } from '../map/road_calendar';
import { daysInWords, effectInWords, hoursInWords, moment, nextInWords, saidBy, spanInWords } from './road_words';

const now_ms = Date.parse('2026-11-24T13:03:00Z');
const change = (over: Partial<RoadChange> = {}): RoadChange => ({
  id: 'R-1', origin: 'operator', source: 'user/alice', reference: '', title: 'Rua A', effect: 'closed', sense: 'both', bars: 'everyone', lines: [[[0, 0]]],
  start: '2026-11-24T12:00:00Z', streets: [], length_m: 10, by: 'user:alice', received: '2026-11-24T12:00:00Z', changed: 1, ...over,
});
const next = (over: Partial<RoadChange>, language: 'fr' | 'en') => nextInWords(change(over), standingOf(change(over), now_ms), now_ms, language);

describe('hours of the week', () => {
  it('name spans of days, pairs and single days', () => {
    expect(daysInWords(['mon', 'tue', 'wed', 'thu', 'fri'], 'fr')).toBe('lun.–ven.');
    expect(daysInWords(['sat', 'sun'], 'fr')).toBe('sam., dim.');
    expect(daysInWords(['sun', 'mon', 'wed', 'thu', 'fri'], 'en')).toBe('Mon, Wed–Fri, Sun');
    expect(daysInWords(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'en')).toBe('every day');
  });
  it('read as in the decree', () => {
    expect(hoursInWords([{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '22:00', to: '05:00' }], 'fr')).toBe('lun.–ven. 22:00–05:00');
    expect(hoursInWords([{ days: ['sat'], from: '00:00', to: '24:00' }, { days: ['sun'], from: '08:00', to: '12:00' }], 'fr')).toBe('sam. 24 h/24 ; dim. 08:00–12:00');
    expect(hoursInWords([{ days: ['sat'], from: '08:00', to: '13:00' }, { days: ['sat'], from: '16:00', to: '20:00' }], 'en')).toBe('Sat 08:00–13:00, 16:00–20:00');
    expect(hoursInWords(undefined, 'fr')).toBe('');
  });
});

describe('what matters next', () => {
  it('is the end of what is in force', () => {
    expect(next({ end: '2026-11-24T21:30:00Z' }, 'fr')).toBe('jusqu’à 22:30');
    expect(next({ end: '2026-11-28T21:30:00Z' }, 'en')).toBe('until Sat 28/11 22:30');
    expect(next({}, 'fr')).toBe('jusqu’à son retrait');
  });
  it('is the start of what is ahead, the next night of weekly hours too', () => {
    expect(next({ start: '2026-11-28T21:30:00Z' }, 'fr')).toBe('dès sam. 28/11 22:30');
    expect(next({ hours: [{ days: ['tue'], from: '22:00', to: '05:00' }] }, 'en')).toBe('from 22:00');
    expect(next({ hours: [{ days: ['tue'], from: '12:00', to: '16:15' }] }, 'en')).toBe('until 16:15');
  });
  it('is who withdrew it', () => {
    expect(next({ withdrawn: '2026-11-24T13:00:00Z', withdrawn_by: 'user:bruno' }, 'en')).toBe('withdrawn 14:00 by bruno');
  });
});

describe('times, sources, effects', () => {
  it('name the year where it is another, and the offset near a clock change', () => {
    expect(moment(Date.parse('2027-01-02T09:00:00Z'), now_ms, 'fr')).toBe('sam. 02/01/2027 10:00');
    expect(moment(Date.parse('2026-10-25T00:30:00Z'), now_ms, 'en')).toBe('Sun 25/10 02:30 UTC+2');
    expect(spanInWords(change({ end: '2026-11-25T12:00:00Z' }), now_ms, 'fr')).toBe('de 13:00 à mer. 25/11 13:00');
  });
  it('say who says so', () => {
    expect(saidBy(change(), 'fr')).toBe('poste · alice');
    expect(saidBy(change({ origin: 'feed', by: 'source:api/dialog', source: 'feed/dialog' }), 'en')).toBe('feed · dialog');
    expect(saidBy(change({ origin: 'event', reference: 'Fête de la musique' }), 'fr')).toBe('événement « Fête de la musique » · alice');
  });
  it('say the limit, and where only one way is meant', () => {
    expect(effectInWords({ effect: 'speed_limit', speed_kmh: 30, sense: 'both', bars: 'everyone' }, 'fr')).toBe('30 km/h');
    expect(effectInWords({ effect: 'closed', sense: 'along', bars: 'everyone' }, 'en')).toBe('Closed in one direction');
  });
});
