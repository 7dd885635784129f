// SPDX-License-Identifier: Apache-2.0
// Claims about the order of what waits, and about emergencies.
import { describe, expect, it } from 'vitest';
import type { Alarm, Incident } from '../api/types';
import { emptyPicture, type Picture } from '../stream/reducer';
import { emergencies } from './emergencies';
import { groupByKind, nextAfter, queueOf } from './queue';

const incident = (id: string, rank: number, over: Partial<Incident> = {}): Incident => ({
  id, state: 'open', rank, nature: '', kind: 'call', title: '', address: '', opened: '2026-01-01T00:00:00Z', alarms: [], missions: [], timeline: [], changed: 1, ...over,
});
const alarm = (id: string, rank: number, over: Partial<Alarm> = {}): Alarm => ({
  id, state: 'new', rank, kind: 'panic_button', source: 's', seen: '2026-01-01T00:00:00Z', received: '2026-01-01T00:00:00Z', timeliness: 'on_time', repeats: 0, changed: 1, ...over,
});
function picture(incidents: Incident[], alarms: Alarm[] = []): Picture {
  const made = emptyPicture();
  for (const one of incidents) made.incidents.set(one.id, one);
  for (const one of alarms) made.alarms.set(one.id, one);
  return made;
}

describe('the queue', () => {
  it('puts danger to life in its own lane, worst first', () => {
    const queue = queueOf(picture([incident('I-3', 3), incident('I-1', 1), incident('I-0', 0)]));
    expect(queue.danger.map((one) => one.id)).toEqual(['I-0', 'I-1']);
    expect(queue.rest.map((one) => one.id)).toEqual(['I-3']);
  });

  it('puts what nobody holds before what somebody holds, and the oldest first', () => {
    const queue = queueOf(picture([
      incident('held', 3, { owner: 'bob', alarms: ['A'] }),
      incident('young', 3, { opened: '2026-01-01T00:05:00Z' }),
      incident('old', 3, { opened: '2026-01-01T00:01:00Z' }),
    ], [alarm('A', 3, { state: 'owned', incident: 'held' })]));
    expect(queue.rest.map((one) => one.id)).toEqual(['old', 'young', 'held']);
  });

  it('does not let an owner hide a new alarm that joined', () => {
    const queue = queueOf(picture([incident('I', 0, { owner: 'bob', alarms: ['A', 'B'] })], [
      alarm('A', 0, { state: 'owned', incident: 'I' }), alarm('B', 0, { incident: 'I' }),
    ]));
    expect(queue.danger[0]?.attention).toBe('new');
  });

  it('shows an alarm that opened no incident, until it is cleared or shelved', () => {
    const alarms = [alarm('A', 3, { kind: 'camera_flag' }), alarm('B', 3, { state: 'cleared' }), alarm('C', 3, { state: 'shelved' }), alarm('D', 3, { incident: 'I' })];
    expect(queueOf(picture([], alarms)).rest.map((one) => one.id)).toEqual(['A']);
  });

  it('leaves closed incidents out', () => expect(queueOf(picture([incident('I', 0, { state: 'closed' })])).danger).toEqual([]));

  it('groups without losing any', () => {
    const rest = queueOf(picture([incident('a', 3), incident('b', 3), incident('c', 3, { kind: 'gunshot' })])).rest;
    const groups = groupByKind(rest);
    expect(groups.map((group) => [group.kind, group.waiting.length])).toEqual([['call', 2], ['gunshot', 1]]);
  });
});

describe('next', () => {
  it('goes to what nobody has seen, from the top, then round', () => {
    const seen = { alarms: ['A'], owner: 'bob' };
    const queue = queueOf(picture([incident('x', 1, seen), incident('y', 3, seen), incident('z', 3)], [alarm('A', 3, { state: 'owned', incident: 'x' })]));
    expect(nextAfter(queue, 'x')).toBe('z');
    const quiet = queueOf(picture([incident('x', 1, seen), incident('y', 3, seen)], [alarm('A', 3, { state: 'owned', incident: 'x' })]));
    expect(nextAfter(quiet, 'x')).toBe('y');
    expect(nextAfter(quiet, 'y')).toBe('x');
    expect(nextAfter(queueOf(picture([])), null)).toBeNull();
  });
});

describe('emergencies', () => {
  it('are officers in distress, acknowledged or not, and rank 0 nobody has seen', () => {
    const made = picture([incident('I', 0, { address: 'Rua A' })], [
      alarm('panic', 0, { incident: 'I' }), alarm('seen', 0, { state: 'acknowledged' }),
      alarm('officer', 0, { kind: 'officer_distress', state: 'acknowledged', unit: 'PM-03' }), alarm('camera', 3),
    ]);
    expect(emergencies(made).map((one) => [one.alarm, one.unseen, one.address])).toEqual([['officer', false, ''], ['panic', true, 'Rua A']]);
  });

  it('include a unit in distress whose alarm has not come through', () => {
    const made = picture([]);
    made.units.set('PM-09', { id: 'PM-09', kind: 'foot', status: 'free', skills: [], distress: true, changed: 1 });
    expect(emergencies(made)).toMatchObject([{ unit: 'PM-09', unseen: true, officer: true }]);
  });

  it('end when cleared or closed', () => {
    const made = picture([incident('I', 0, { state: 'closed' })], [alarm('A', 0, { state: 'cleared', kind: 'officer_distress' }), alarm('B', 0, { incident: 'I' })]);
    expect(emergencies(made)).toEqual([]);
  });
});
