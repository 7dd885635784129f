// SPDX-License-Identifier: Apache-2.0
// Claims about lines on the map: a proposal differs from a decision.
import { describe, expect, it } from 'vitest';
import { emptyPicture } from '../stream/reducer';
import { bowed, linksOf } from './links';

function world() {
  const picture = emptyPicture();
  picture.incidents.set('I', { id: 'I', state: 'open', rank: 0, nature: '', kind: 'call', title: '', address: '', lat: 41, lon: -8, opened: '', alarms: [], missions: ['M'], timeline: [], changed: 1 });
  for (const unit of ['A', 'B']) picture.positions.set(unit, { unit, lat: 41.01, lon: -8.01, seen: '', precision: 'exact' });
  const candidate = (unit: string) => ({ unit, kind: 'car' as const, status: 'free' as const, travel_s: 1, eta_s: 1, eta_p90_s: 2, distance_m: 1, position_age_s: 1, ahead_s: 0, missing: [] });
  picture.recommendations.set('I', { incident: 'I', made: '', model: '', candidates: [candidate('A'), candidate('B'), candidate('nowhere')], considered: 3, without_position: 0, unreachable: 0, changed: 1 });
  return picture;
}
const mission = (state: 'sent' | 'done') => ({ id: 'M', unit: 'A', incident: 'I', state, decided_by: 'x', proposed_as: 1, reason: '', reached: {}, changed: 1 });

describe('lines', () => {
  it('are proposals for the chosen incident only, and only from units with a position', () => {
    expect(linksOf({ picture: world(), chosen: null, picked: null }).features).toEqual([]);
    const { features } = linksOf({ picture: world(), chosen: 'I', picked: 'B' });
    expect(features.map((feature) => feature.properties)).toEqual([{ decided: false, picked: false }, { decided: false, picked: true }]);
  });
  it('turn into decisions when a unit is sent, and end when it is done', () => {
    const picture = world();
    picture.missions.set('M', mission('sent'));
    expect(linksOf({ picture, chosen: 'I', picked: null }).features.map((feature) => feature.properties!.decided)).toEqual([true, false]);
    expect(linksOf({ picture, chosen: null, picked: null }).features).toHaveLength(1);
    picture.missions.set('M', mission('done'));
    expect(linksOf({ picture, chosen: null, picked: null }).features).toEqual([]);
  });
  it('give way to the way by road where that is drawn', () => {
    const picture = world();
    picture.missions.set('M', mission('sent'));
    expect(linksOf({ picture, chosen: 'I', picked: null, routed: new Set(['M']) }).features.map((feature) => feature.properties!.decided)).toEqual([false]);
  });
  it('begin and end where they should', () => {
    const line = bowed([-8, 41], [-8.1, 41.1]);
    expect(line[0]).toEqual([-8, 41]);
    expect(line.at(-1)![0]).toBeCloseTo(-8.1, 9);
  });
});
