// SPDX-License-Identifier: Apache-2.0
// Claims about what the map is told of streets: what changed, once; all again after a new style.
import { describe, expect, it } from 'vitest';
import { StreetLevels } from './street_levels';

function world() {
  const told: [number, Record<string, unknown>][] = [];
  let cleared = 0;
  const map = { setFeatureState: ({ id }: { id: number }, state: Record<string, unknown>) => told.push([id, state]), removeFeatureState: () => { cleared += 1; } };
  const levels = new StreetLevels(map as never);
  return { levels, take: () => told.splice(0), cleared: () => cleared };
}
const all = (level: number, over = {}) => ({ level, beyond: false, ahead: false, stale: false, ...over });

describe('the streets of a map', () => {
  it('are told when the style is there, and not before', () => {
    const { levels, take } = world();
    levels.show(new Map([[4, { level: 2 }]]));
    expect(take()).toEqual([]);
    levels.again();
    expect(take()).toEqual([[4, all(2)]]);
  });
  it('are told again only where they changed; emptied ones are level 0', () => {
    const { levels, take } = world();
    levels.again();
    levels.show(new Map([[1, { level: 2 }], [2, { level: 3 }], [3, { level: 6, beyond: true }]]));
    take();
    levels.show(new Map([[1, { level: 2 }], [2, { level: 3, ahead: true }]]));
    expect(take()).toEqual([[3, { level: 0, beyond: false }], [2, all(3, { ahead: true })]]);
    levels.show(new Map([[1, { level: 2, stale: true }], [2, { level: 3, ahead: true }]]));
    expect(take()).toEqual([[1, all(2, { stale: true })]]);
  });
  it('have one chosen', () => {
    const { levels, take } = world();
    levels.again();
    levels.choose(7);
    levels.choose(9);
    levels.choose(9);
    levels.choose(null);
    expect(take()).toEqual([[7, { chosen: true }], [7, { chosen: false }], [9, { chosen: true }], [9, { chosen: false }]]);
  });
  it('are all told again after a new style, the chosen one too', () => {
    const { levels, take } = world();
    levels.again();
    levels.show(new Map([[1, { level: 5 }]]));
    levels.choose(1);
    take();
    levels.wait();
    levels.show(new Map([[1, { level: 6 }]]));
    expect(take()).toEqual([]);
    levels.again();
    expect(take()).toEqual([[1, all(6)], [1, { chosen: true }]]);
  });
  it('of another answer begin empty', () => {
    const { levels, take, cleared } = world();
    levels.again();
    levels.show(new Map([[1, { level: 5 }]]));
    take();
    levels.forget();
    expect(cleared()).toBe(1);
    levels.show(new Map([[1, { level: 5 }]]));
    expect(take()).toEqual([[1, all(5)]]);
  });
});
