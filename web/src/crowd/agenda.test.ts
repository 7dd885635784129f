// SPDX-License-Identifier: Apache-2.0
// Claims about what is coming up, and what matters to a zone.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bulletin, CityEvent, CrowdState, Zone } from '../api/types';
import { useZone } from '../ui/time';
import { bulletinsNear, bulletinsOf, eventsNear, eventsOf } from './agenda';

const hour_ms = 3_600_000;
/** Saturday 28 November 2026, 14:00 in Paris. */
const now_ms = Date.UTC(2026, 10, 28, 13, 0);
const at = (hours: number): string => new Date(now_ms + hours * hour_ms).toISOString();
const event = (id: string, from: number, to: number, over: Partial<CityEvent> = {}): CityEvent => ({
  id, source: 'feed/agenda', reference: id, title: id, kind: 'concert', venue: 'Elsewhere', start: at(from), end: at(to), attendance: 0, cancelled: false, received: at(-9), changed: 1, ...over,
});
const bulletin = (reference: string, over: Partial<Bulletin> = {}): Bulletin => ({ source: 'feed/met', reference, kind: 'weather', severity: 'minor', title: reference, text: '', start: at(-1), features: [], areas: [], received: at(-1), changed: 1, ...over });
const zone: Zone = { id: 'old-port', name: 'Old Port', kind: 'square', outline: [[5, 43], [5.002, 43], [5.002, 43.002], [5, 43.002]], area_m2: 1, capacity: 1, limit: 1, gates: [] };
const ids = (events: CityEvent[]): string => events.map(({ id }) => id).join(' ');
beforeAll(() => useZone('Europe/Paris'));

describe('the agenda', () => {
  const all = [
    event('over', -5, -1), event('on', -1, 2), event('tonight', 7, 9), event('past-midnight', 9, 12), event('tomorrow', 24, 26), event('later', 60, 61), event('till-midnight', 5, 10),
    event('holiday', -14, 10, { kind: 'public_holiday' }), event('fair', -30, 30, { kind: 'fair' }),
  ];
  it('has today what is on or to come today, holidays first, then as they begin', () => expect(ids(eventsOf(all, 'today', now_ms))).toBe('holiday fair on till-midnight tonight past-midnight'));
  it('has tomorrow what reaches into it, but not what ends at its midnight', () => expect(ids(eventsOf(all, 'tomorrow', now_ms))).toBe('fair past-midnight tomorrow'));
  it('is empty before the time is known', () => expect(eventsOf(all, 'today', Number.NaN)).toEqual([]));
});

describe('bulletins', () => {
  it('come worst first; what says that all is well, what is over and what is far off stay away', () => {
    const all = [bulletin('yellow'), bulletin('green', { severity: 'none' }), bulletin('red', { severity: 'extreme' }), bulletin('over', { end: at(-0.5) }), bulletin('far', { start: at(30) }), bulletin('soon', { severity: 'severe', start: at(5) })];
    expect(bulletinsOf(all, now_ms).map((one) => one.reference)).toEqual(['red', 'soon', 'yellow']);
  });
});

describe('what matters to a zone', () => {
  const place = (lon: number): Partial<CityEvent> => ({ lat: 43.001, lon });
  it('is what happens in it, near it, at its name, or is named by its forecast', () => {
    const all = [event('in', 1, 2, place(5.001)), event('near', 1, 2, place(5.006)), event('far', 1, 2, place(5.02)), event('named', 2, 3), event('by-name', 3, 4, { venue: 'old port' }), event('late', 30, 31, place(5.001)), event('gone', -3, -1, place(5.001))];
    expect(ids(eventsNear(zone, all, [{ kind: 'event', about: 'named', people: 9, percent: 100 }], now_ms))).toBe('in near named by-name');
  });
  it('is a bulletin over it, over the whole city, of a stop that counts there, or named by its forecast', () => {
    const ring = [[4.9, 42.9], [5.1, 42.9], [5.1, 43.1], [4.9, 43.1]];
    const all = [
      bulletin('over-it', { areas: [ring] }), bulletin('beside-it', { areas: [ring.map(([lon = 0, lat = 0]) => [lon + 1, lat])] }), bulletin('city'), bulletin('its-stop', { features: ['S7'] }),
      bulletin('other-stop', { features: ['S8'] }), bulletin('named', { features: ['L2'] }),
    ];
    const state = { sensors: [{ source: 'feed/metro', feature: 'S7', doubt: 'none', seen: at(0), bias_permille: 0 }] } as unknown as CrowdState;
    const found = bulletinsNear(zone, all, [{ kind: 'transport', about: 'named', people: 9, percent: 100 }], state, now_ms);
    expect(found.map((one) => one.reference)).toEqual(['over-it', 'city', 'its-stop', 'named']);
  });
});
