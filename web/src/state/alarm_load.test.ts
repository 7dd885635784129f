// SPDX-License-Identifier: Apache-2.0
// Claims about the alarm load.
import { describe, expect, it } from 'vitest';
import { AlarmLoad } from './alarm_load';

const kNow = Date.UTC(2026, 0, 1, 12);
function loadOf(ages_s: number[]): AlarmLoad {
  const load = new AlarmLoad();
  ages_s.forEach((age_s, index) => load.see(`A-${index}`, 0, kNow - age_s * 1000));
  return load;
}

describe('the alarm load', () => {
  it('is calm at one and busy at two in ten minutes, too much above', () => {
    expect(loadOf([]).at(kNow).state).toBe('calm');
    expect(loadOf([10]).at(kNow).state).toBe('calm');
    expect(loadOf([10, 20]).at(kNow).state).toBe('busy');
    expect(loadOf([10, 20, 30]).at(kNow).state).toBe('over');
    expect(loadOf(new Array<number>(10).fill(5)).at(kNow).state).toBe('over');
  });

  it('floods above ten and stays flooded until below five', () => {
    const load = loadOf([1, 2, 3, 4, 400, 401, 402, 403, 404, 405, 406]);
    expect(load.at(kNow).state).toBe('flood');
    load.see('late', 0, kNow + 200_000);
    expect(load.at(kNow + 201_000)).toMatchObject({ count: 5, state: 'flood' });
    expect(load.at(kNow + 597_500)).toMatchObject({ count: 3, state: 'over' });
  });

  it('counts an alarm once however often it is told, and a repeat again', () => {
    const load = new AlarmLoad();
    for (let told = 0; told < 5; told++) load.see('A-1', 0, kNow);
    load.see('A-1', 1, kNow);
    expect(load.at(kNow).count).toBe(2);
  });

  it('forgets after ten minutes and puts the newest last', () => {
    const load = loadOf([0, 59, 61, 599, 600]);
    const { count, slices } = load.at(kNow);
    expect(count).toBe(4);
    expect(slices).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
  });

  it('does not choke on a clock that runs ahead or on no time at all', () => {
    const load = new AlarmLoad();
    load.see('ahead', 0, kNow + 5000);
    load.see('none', 0, Number.NaN);
    expect(load.at(kNow)).toMatchObject({ count: 1, state: 'calm' });
  });
});
