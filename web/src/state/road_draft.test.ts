// SPDX-License-Identifier: Apache-2.0
// Claims about a road change being drawn: what it becomes, and what is refused before it is sent.
import { describe, expect, it } from 'vitest';
import type { RoadPreview } from '../api/types';
import { chained, commandOf, complaintOf, emptyDraft, linesOf, titleOf, type LonLat, type RoadDraft } from './road_draft';

const now_ms = Date.parse('2026-11-24T21:10:00Z');
const preview = (over: Partial<RoadPreview> = {}): RoadPreview => ({ streets: ['Rua A', 'Rua B'], length_m: 240, off_road_m: 0, lines: [[[0, 0], [0, 1]], [[0, 1], [1, 1]]], ...over });
const draft = (over: Partial<RoadDraft> = {}): RoadDraft => ({ ...emptyDraft(), points: [[0, 0], [1, 1]], ...over });
const end = (over: Partial<RoadDraft>): string | undefined => commandOf(draft(over), preview(), now_ms, 'x')?.end;

describe('a draft', () => {
  it('becomes a closure for an hour, from now, along the streets that were shown', () => {
    expect(commandOf(draft(), preview(), now_ms, 'x')).toEqual({
      command: 'change_road', title: 'Rua A, Rua B', effect: 'closed', sense: 'both', bars: 'everyone', lines: [[[0, 0], [0, 1], [1, 1]]], end: '2026-11-24T22:10:00.000Z',
    });
  });
  it('without an answer about its streets goes as drawn', () => {
    expect(commandOf(draft(), null, now_ms, 'Closure')).toMatchObject({ title: 'Closure', lines: [[[0, 0], [1, 1]]] });
  });
  it('ends at midnight in Paris, at a time, or when it is withdrawn', () => {
    expect(end({ until: 'day' })).toBe('2026-11-24T23:00:00.000Z');
    expect(end({ until: 'time', end_date: '2026-11-28', end_time: '5h30' })).toBe('2026-11-28T04:30:00.000Z');
    expect(end({ until: 'open' })).toBeUndefined();
  });
  it('planned lasts from its start', () => {
    const planned = { planned: true, start_date: '2026-11-28', start_time: '22:30' };
    expect(commandOf(draft({ ...planned, until: '120' }), preview(), now_ms, 'x')).toMatchObject({ start: '2026-11-28T21:30:00.000Z', end: '2026-11-28T23:30:00.000Z' });
    expect(end({ ...planned, until: 'day' })).toBe('2026-11-28T23:00:00.000Z');
  });
  it('carries weekly hours, the event, the limit', () => {
    expect(commandOf(draft({ days: ['mon', 'fri'], from: '22', to: '5h', event: ' Fête ' }), preview(), now_ms, 'x')).toMatchObject({ hours: [{ days: ['mon', 'fri'], from: '22:00', to: '05:00' }], event: 'Fête', title: 'Fête' });
    expect(commandOf(draft({ effect: 'speed_limit', speed_kmh: 20 }), preview(), now_ms, 'x')).toMatchObject({ speed_kmh: 20 });
  });
  it('of one way runs along its line and bars nobody', () => {
    const sent = commandOf(draft({ effect: 'one_way' }), preview(), now_ms, 'x');
    expect(sent?.sense).toBe('along');
    expect(sent).not.toHaveProperty('bars');
  });
});

describe('refused before it is sent', () => {
  it.each([
    ['points', draft({ points: [] })],
    ['start', draft({ planned: true })],
    ['end', draft({ until: 'time', end_date: '2026-11-28' })],
    ['order', draft({ until: 'time', end_date: '2026-11-24', end_time: '22:00' })],
    ['order', draft({ planned: true, start_date: '2026-11-20', start_time: '10:00', until: '30' })],
    ['hours', draft({ days: ['mon'], from: '22:75' })],
    ['hours', draft({ days: ['mon'], from: '24:00' })],
  ] as const)('for %s', (complaint, wrong) => {
    expect(complaintOf(wrong, preview(), now_ms)).toBe(complaint);
    expect(commandOf(wrong, preview(), now_ms, 'x')).toBeNull();
  });
  it('for a line on no street', () => expect(complaintOf(draft(), preview({ length_m: 0 }), now_ms)).toBe('street'));
});

describe('the lines', () => {
  it('are chained, and the way back is left out', () => {
    const there: LonLat[] = [[0, 0], [0, 1]];
    const back: LonLat[] = [[0, 1], [0, 0]];
    expect(chained([there, [[0, 1], [1, 1]], back, there])).toEqual([[[0, 0], [0, 1], [1, 1]]]);
    expect(chained([there, [[5, 5], [6, 6]]])).toHaveLength(2);
  });
  it('do not change what they were made of', () => {
    const lines: LonLat[][] = [[[0, 0], [0, 1]], [[0, 1], [1, 1]]];
    chained(lines);
    expect(lines[0]).toHaveLength(2);
  });
  it('are those drawn where the streets are more than the contract takes', () => {
    const many = Array.from({ length: 65 }, (_, index): LonLat[] => [[index, 0], [index, 1]]);
    expect(linesOf([[0, 0]], preview({ lines: many }))).toEqual([[[0, 0]]]);
    expect(linesOf([[0, 0]], preview({ lines: many.slice(1) }))).toHaveLength(64);
  });
  it('give a title of at most 200 letters', () => expect(titleOf(draft(), preview({ streets: ['x'.repeat(300)] }), '')).toHaveLength(200));
});
