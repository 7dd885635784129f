// SPDX-License-Identifier: Apache-2.0
// Claims about questions: minutes become seconds, what cannot be is refused before it is sent.
import { describe, expect, it } from 'vitest';
import type { CrowdScenario } from '../api/types';
import { drawnChange, emptyDraft, exitChange, exitsFor, peopleComplaint, questionOf, redirectChange, same, shiftChange, wholeOf, type LonLat } from './question';

const line: LonLat[] = [[4.72971234567, 43.1622], [4.729, 43.1578]];

describe('a question', () => {
  it('of the base alone names no changes and no people', () => expect(questionOf(emptyDraft('stade'))).toEqual({ scenario: 'stade', runs: 50 }));
  it('carries what was changed', () =>
    expect(questionOf({ scenario: 'stade', changes: [{ kind: 'lose_exit', name: 'West' }], people: 20_000, runs: 5 })).toEqual({ scenario: 'stade', changes: [{ kind: 'lose_exit', name: 'West' }], people: 20_000, runs: 5 }));
  it('differs from one with other runs', () => expect(same(questionOf(emptyDraft('a')), questionOf({ ...emptyDraft('a'), runs: 5 }))).toBe(false));
});

describe('a number typed', () => {
  it.each([['', null], ['12', 12], ['30 000', 30_000], ['−5', -5], [7, 7], [null, null]])('%j is %j', (typed, number) => expect(wholeOf(typed)).toBe(number));
  it.each(['1.5', 'many', '1e3'])('%s is none', (typed) => expect(wholeOf(typed)).toBeNaN());
});

describe('a cordon', () => {
  it('has its minutes in seconds and its line to a decimetre', () =>
    expect(drawnChange({ kind: 'hold', points: line, from_min: 0, until_min: 10 })).toEqual({ kind: 'hold', lines: [[[4.729712, 43.1622], [4.729, 43.1578]]], from_s: 0, until_s: 600 }));
  it('without minutes stands from beginning to end', () => expect(drawnChange({ kind: 'close', points: line, from_min: null, until_min: null })).not.toHaveProperty('from_s'));
  it.each([
    [{ points: line.slice(0, 1), from_min: 0, until_min: 10 }, 'line'],
    [{ points: line, from_min: 10, until_min: 10 }, 'span'],
    [{ points: line, from_min: Number.NaN, until_min: 10 }, 'minutes'],
    [{ points: line, from_min: 0, until_min: 100_000 }, 'minutes'],
  ])('is refused: %j', (wrong, why) => expect(drawnChange({ kind: 'hold', ...wrong })).toBe(why));
});

describe('other changes', () => {
  it('shift the end both ways, not by nothing', () => expect([shiftChange(15), shiftChange(-5), shiftChange(0), shiftChange(null), shiftChange(Number.NaN)]).toEqual([{ kind: 'shift_end', by_s: 900 }, { kind: 'shift_end', by_s: -300 }, 'shift', 'shift', 'shift']));
  it('redirect a share between two places', () => expect([redirectChange('Tram', 'Bus', 50), redirectChange('Tram', 'Tram', 50), redirectChange('Tram', '', 50), redirectChange('Tram', 'Bus', 0), redirectChange('Tram', 'Bus', 101)]).toEqual([{ kind: 'redirect', name: 'Tram', to: 'Bus', part: 0.5 }, 'places', 'places', 'share', 'share']));
  it('name their exit', () => expect([exitChange('lose_exit', 'West'), exitChange('open_exit', '')]).toEqual([{ kind: 'lose_exit', name: 'West' }, 'exit']));
  it('want people that can be', () => expect([null, 1, 500_000, 0, 500_001, Number.NaN].map(peopleComplaint)).toEqual([null, null, null, 'people', 'people', 'people']));
});

describe('the exits offered', () => {
  const scenario = { exits: [{ name: 'N', open: true }, { name: 'W', open: true }, { name: 'S', open: false }] } as CrowdScenario;
  it('are the open ones to lose, the closed ones to open', () => expect([exitsFor('lose_exit', scenario, []), exitsFor('open_exit', scenario, [])]).toEqual([['N', 'W'], ['S']]));
  it('are offered once', () => expect(exitsFor('lose_exit', scenario, [{ kind: 'lose_exit', name: 'W' }])).toEqual(['N']));
});
