// SPDX-License-Identifier: Apache-2.0
// Claims about frames: sparse pairs become densities, a time finds its frame, two cases share one time line.
import { describe, expect, it } from 'vitest';
import type { WhatIfCase } from '../api/types';
import { beginning, densest, densitiesOf, frameAt, timesOf } from './frames';

describe('a frame', () => {
  it('is street and hundredths in turn', () => expect([...densitiesOf([4, 150, 9, 7])]).toEqual([[4, 1.5], [9, 0.07]]));
  it('may be empty', () => expect(densitiesOf([]).size).toBe(0));
  it('says nothing of a street whose density was cut off', () => expect([...densitiesOf([4, 150, 9])]).toEqual([[4, 1.5]]));
  it('names its densest streets first', () => expect(densest(densitiesOf([1, 20, 2, 300, 3, 100]), 2)).toEqual([{ street: 2, per_m2: 3 }, { street: 3, per_m2: 1 }]));
});

describe('the frame of a time', () => {
  const at_s = [-120, -60, 0, 60, 100];
  it.each([[-500, 0], [-120, 0], [-61, 0], [0, 2], [59, 2], [99, 3], [100, 4], [9000, 4]])('at %i s is number %i', (wanted, frame) => expect(frameAt(at_s, wanted)).toBe(frame));
  it('is the first of none', () => expect(frameAt([], 5)).toBe(0));
  it('agrees with looking at every one', () => {
    for (let wanted = -200; wanted < 200; wanted += 7) {
      const slow = at_s.reduce((best, at, index) => (at <= wanted ? index : best), 0);
      expect(frameAt(at_s, wanted)).toBe(slow);
    }
  });
});

describe('the time line of two cases', () => {
  const one = (at_s: number[]): WhatIfCase => ({ at_s }) as WhatIfCase;
  it('has the times of both, once', () => expect(timesOf(one([0, 60, 90]), one([-60, 0, 60, 120]))).toEqual([-60, 0, 60, 90, 120]));
  it('begins at the end of the event', () => expect(beginning([-60, 0, 60])).toBe(1));
  it('begins with the first frame where all are later', () => expect(beginning([30, 60])).toBe(0));
  it('is that of the base where nothing was changed', () => expect(timesOf(one([0, 5]), undefined)).toEqual([0, 5]));
});
