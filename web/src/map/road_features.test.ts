// SPDX-License-Identifier: Apache-2.0
// Claims about road changes on the map.
import { describe, expect, it } from 'vitest';
import type { RoadChange } from '../api/types';
import { draftFeatures, middleOf, RoadFeatures, signOf } from './road_features';

const now_ms = Date.parse('2026-11-24T13:00:00Z');
const change = (id: string, over: Partial<RoadChange> = {}): RoadChange => ({
  id, origin: 'operator', source: 'user/alice', reference: '', title: 'Rua A', effect: 'closed', sense: 'both', bars: 'everyone', lines: [[[0, 0], [0, 2]]],
  start: '2026-11-24T12:00:00Z', streets: [], length_m: 10, by: 'user:alice', received: '2026-11-24T12:00:00Z', changed: 1, ...over,
});
const drawn = (...changes: RoadChange[]) => new RoadFeatures().next(changes, now_ms, null)?.features ?? [];

describe('road changes on the map', () => {
  it('are a line and a sign each; those ahead say so', () => {
    const features = drawn(change('R-1'), change('R-2', { start: '2026-11-25T12:00:00Z' }));
    expect(features.map((feature) => [feature.properties?.id, feature.geometry.type, feature.properties?.ahead])).toEqual([
      ['R-1', 'MultiLineString', false], ['R-1', 'Point', false], ['R-2', 'MultiLineString', true], ['R-2', 'Point', true],
    ]);
  });
  it('are gone when over or withdrawn', () => {
    expect(drawn(change('R-1', { end: '2026-11-24T12:30:00Z' }), change('R-2', { withdrawn: '2026-11-24T12:30:00Z' }))).toEqual([]);
  });
  it('of one point are a sign only', () => expect(drawn(change('R-1', { lines: [[[1, 2]]] })).map((feature) => feature.geometry)).toEqual([{ type: 'Point', coordinates: [1, 2] }]));
  it('show an arrow where one way is meant', () => {
    expect(drawn(change('R-1', { effect: 'one_way', sense: 'along' }))[0]?.properties?.arrow).toBe('arrow-one_way');
    expect(drawn(change('R-1'))[0]?.properties?.arrow).toBe('');
  });
  it('are told again only when something changed, the hour included', () => {
    const features = new RoadFeatures();
    const all = [change('R-1', { end: '2026-11-24T13:30:00Z' })];
    expect(features.next(all, now_ms, null)?.features).toHaveLength(2);
    expect(features.next(all, now_ms + 60_000, null)).toBeNull();
    expect(features.next(all, now_ms + 60_000, 'R-1')?.features[0]?.properties?.chosen).toBe(true);
    expect(features.next(all, now_ms + 1_800_000, 'R-1')?.features).toEqual([]);
    expect(features.next([], now_ms, null)).toBeNull();
  });
});

describe('a sign', () => {
  it('differs by what it says', () => {
    const signs = [
      signOf({ effect: 'closed', bars: 'everyone' }, false), signOf({ effect: 'closed', bars: 'ordinary_traffic' }, false),
      signOf({ effect: 'speed_limit', bars: 'everyone', speed_kmh: 30 }, false), signOf({ effect: 'one_way', bars: 'everyone' }, true),
    ];
    expect(signs).toEqual(['sign-closed', 'sign-ordinary', 'sign-speed-30', 'sign-one_way-ahead']);
  });
  it('stands halfway along the longest line', () => {
    expect(middleOf([[[0, 0], [0, 1]], [[5, 0], [5, 1], [5, 4]]])).toEqual([5, 2]);
    expect(middleOf([[[3, 4]]])).toEqual([3, 4]);
    expect(middleOf([[[3, 4], [3, 4]]])).toEqual([3, 4]);
  });
});

describe('a line being drawn', () => {
  it('is the streets found, the line, and its points, the last one marked', () => {
    const { features } = draftFeatures([[0, 0], [1, 1]], { streets: ['Rua A'], length_m: 10, off_road_m: 0, lines: [[[0, 0], [0, 1]]] }, 'one_way');
    expect(features.map((feature) => feature.properties)).toEqual([{ part: 'street', effect: 'one_way' }, { part: 'line', effect: 'one_way' }, { part: 'point', last: false }, { part: 'point', last: true }]);
  });
  it('of one point is a point; of none nothing', () => {
    expect(draftFeatures([[0, 0]], null, 'closed').features.map((feature) => feature.geometry.type)).toEqual(['Point']);
    expect(draftFeatures([], null, 'closed').features).toEqual([]);
  });
});
