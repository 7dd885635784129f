// SPDX-License-Identifier: Apache-2.0
// Claims about folding the stream into a picture.
import { describe, expect, it } from 'vitest';
import type { Delta, Incident, RoadChange, Snapshot, UnitPosition } from '../api/types';
import { apply, emptyPicture } from './reducer';

const incident = (id: string, changed: number): Incident => ({
  id, state: 'open', rank: 0, nature: '', kind: 'panic_button', title: '', address: 'Rua A', opened: '2026-01-01T00:00:00Z',
  alarms: [], missions: [], timeline: [], changed,
});
const position = (unit: string, lon: number): UnitPosition => ({ unit, lat: 41.1, lon, seen: '2026-01-01T00:00:00Z', precision: 'exact' });
const road = (id: string, over: Partial<RoadChange> = {}): RoadChange => ({
  id, origin: 'operator', source: 'user/alice', reference: '', title: 'Rua A', effect: 'closed', sense: 'both', bars: 'everyone', lines: [[[-8.6, 41.1]]],
  start: '2026-01-01T00:00:00Z', streets: ['Rua A'], length_m: 80, by: 'user:alice', received: '2026-01-01T00:00:00Z', changed: 4, ...over,
});
const snapshot = (over: Partial<Snapshot> = {}): Snapshot => ({
  type: 'snapshot', sequence: 10, now: '2026-01-01T00:00:00Z', alarms: [], incidents: [incident('I-1', 3)], missions: [], units: [],
  recommendations: [], links: [], counts: [], road_changes: [road('R-1')], crowd: [], forecasts: [], surges: [], nowcasts: [], events: [], bulletins: [], positions: [position('PM-01', -8.6)], ...over,
});
const delta = (over: Partial<Delta> = {}): Delta => ({ type: 'delta', sequence: 11, now: '2026-01-01T00:00:01Z', ...over });

describe('the picture', () => {
  it('is what the snapshot says', () => {
    const picture = emptyPicture();
    const changes = apply(picture, snapshot());
    expect(changes?.whole).toBe(true);
    expect([...picture.incidents.keys()]).toEqual(['I-1']);
    expect(picture.now_ms).toBe(Date.UTC(2026, 0, 1));
  });

  it('keeps what a delta does not name and replaces what it names', () => {
    const picture = emptyPicture();
    apply(picture, snapshot());
    const changes = apply(picture, delta({ incidents: [{ ...incident('I-1', 11), owner: 'alice' }, incident('I-2', 11)] }));
    expect(picture.incidents.get('I-1')?.owner).toBe('alice');
    expect(picture.incidents.size).toBe(2);
    expect(picture.positions.size).toBe(1);
    expect([...(changes?.collections ?? [])]).toEqual(['incidents']);
  });

  it('forgets what was removed, the recommendation with its incident', () => {
    const picture = emptyPicture();
    apply(picture, snapshot({ recommendations: [{ incident: 'I-1', made: '', model: '', candidates: [], considered: 0, without_position: 0, unreachable: 0, changed: 1 }] }));
    const changes = apply(picture, delta({ removed: [{ what: 'incident', id: 'I-1' }, { what: 'position', id: 'PM-01' }] }));
    expect(picture.incidents.size + picture.recommendations.size + picture.positions.size).toBe(0);
    expect(changes?.positionsGone).toEqual(['PM-01']);
  });

  it('keeps a withdrawn road change until it is removed', () => {
    const picture = emptyPicture();
    apply(picture, snapshot());
    expect([...apply(picture, delta({ road_changes: [road('R-1', { withdrawn: '2026-01-01T00:01:00Z' }), road('R-2')] }))!.collections]).toEqual(['road_changes']);
    expect([picture.road_changes.get('R-1')?.withdrawn, picture.road_changes.size]).toEqual(['2026-01-01T00:01:00Z', 2]);
    apply(picture, delta({ removed: [{ what: 'road_change', id: 'R-1' }] }));
    expect([...picture.road_changes.keys()]).toEqual(['R-2']);
  });

  it('keeps the crowd by zone, a surge by threshold, a bulletin by source and reference, until they are removed', () => {
    const picture = emptyPicture();
    const state = { zone: 'a', at: '', people: 1, deviation: 1, stale: false, gates: [], sensors: [], changed: 1 };
    const surge = { zone: 'a', threshold: 'limit' as const, limit: 9, probability_percent: 60, expected: '', people: 9, made: '', drivers: [], changed: 1 };
    const bulletin = { source: 'feed/met', reference: '7', kind: 'weather' as const, severity: 'minor' as const, title: '', text: '', start: '', features: [], areas: [], received: '', changed: 1 };
    apply(picture, snapshot({ crowd: [state], surges: [surge, { ...surge, threshold: 'density' }], bulletins: [bulletin] }));
    const changes = apply(picture, delta({ crowd: [{ ...state, people: 5 }], surges: [{ ...surge, probability_percent: 80 }], removed: [{ what: 'surge', id: 'a/density' }, { what: 'bulletin', id: 'feed/met 7' }] }));
    expect([picture.crowd.get('a')?.people, picture.surges.size, picture.surges.get('a/limit')?.probability_percent, picture.bulletins.size]).toEqual([5, 1, 80, 0]);
    expect([...(changes?.collections ?? [])].sort()).toEqual(['bulletins', 'crowd', 'surges']);
  });

  it('keeps what an event’s streets are like by event, until it is removed', () => {
    const spread = { median: 1, low80: 1, high80: 1 };
    const nowcast = {
      event: 'E-1', scenario: 'stade', made: '', planned: 1, people: spread, outside: spread, inside: spread, walking: spread, gone: spread, heard: 1, distrusted: 0, silent: 0,
      minutes_ahead: [0, 15, 30, 60], streets: [[3, 1, 1, 1]], warnings: [], reasons: [], changed: 1,
    };
    const picture = emptyPicture();
    apply(picture, snapshot({ nowcasts: [nowcast, { ...nowcast, event: 'E-2' }] }));
    const changes = apply(picture, delta({ nowcasts: [{ ...nowcast, heard: 4 }], removed: [{ what: 'nowcast', id: 'E-2' }] }));
    expect([picture.nowcasts.size, picture.nowcasts.get('E-1')?.heard, picture.nowcasts.get('E-1')?.streets]).toEqual([1, 4, [[3, 1, 1, 1]]]);
    expect([...(changes?.collections ?? [])]).toEqual(['nowcasts']);
  });

  it('forgets on a new snapshot what the old one had', () => {
    const picture = emptyPicture();
    apply(picture, snapshot());
    apply(picture, snapshot({ sequence: 2, incidents: [], positions: [] }));
    expect(picture.incidents.size + picture.positions.size).toBe(0);
    expect(picture.sequence).toBe(2);
  });

  it('refuses a delta from before', () => {
    const picture = emptyPicture();
    apply(picture, snapshot());
    expect(apply(picture, delta({ sequence: 9, incidents: [incident('I-9', 9)] }))).toBeNull();
    expect(picture.incidents.has('I-9')).toBe(false);
  });

  it('takes an empty delta as a sign of life', () => {
    const picture = emptyPicture();
    apply(picture, snapshot());
    expect(apply(picture, delta())?.collections.size).toBe(0);
    expect(picture.now_ms).toBe(Date.UTC(2026, 0, 1, 0, 0, 1));
  });
});
