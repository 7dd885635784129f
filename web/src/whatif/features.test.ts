// SPDX-License-Identifier: Apache-2.0
// Claims about what the map shows of a question: a lost exit has its sign, a line its kind.
import { describe, expect, it } from 'vitest';
import type { CrowdScenario } from '../api/types';
import { lineFeatures, markFeatures } from './features';

const scenario = {
  lon: 4.7, lat: 43.1, radius_m: 1000,
  exits: [{ name: 'N', lon: 4.7, lat: 43.101, width_m: 10, open: true }, { name: 'S', lon: 4.7, lat: 43.099, width_m: 10, open: false }],
  places: [{ name: 'Tram', kind: 'station', lon: 4.71, lat: 43.1, share: 0.2 }, { name: 'On foot', kind: 'on_foot', share: 0.8 }],
} as unknown as CrowdScenario;
const names = { exit: (name: string) => `exit ${name}`, place: (kind: string, name: string) => `${kind} ${name}` };
const texts = (changes: Parameters<typeof markFeatures>[1]): unknown[] => markFeatures(scenario, changes, names).features.map(({ properties }) => properties?.text).filter(Boolean);

describe('exits and places', () => {
  it('say what they are; who goes on foot has no place', () => expect(texts([])).toEqual(['exit N', '× exit S', 'station Tram']));
  it('are marked when lost, and no longer when opened', () => expect(texts([{ kind: 'lose_exit', name: 'N' }, { kind: 'open_exit', name: 'S' }])).toEqual(['× exit N', 'exit S', 'station Tram']));
});

describe('lines', () => {
  it('are those of the changes and the one being drawn', () =>
    expect(lineFeatures([{ kind: 'close', lines: [[[1, 2], [3, 4]]] }, { kind: 'lose_exit', name: 'N' }], [[5, 6], [7, 8]]).features.map(({ properties }) => properties?.kind)).toEqual(['close', 'drawn', 'point', 'point']));
  it('begin with one point', () => expect(lineFeatures([], [[5, 6]]).features.map(({ geometry }) => geometry.type)).toEqual(['Point']));
});
