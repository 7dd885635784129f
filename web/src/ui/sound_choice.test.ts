// SPDX-License-Identifier: Apache-2.0
// Claims about sounds: three at most, and distress cannot be muted.
import { describe, expect, it } from 'vitest';
import { isHeard, soundFor } from './sound_choice';

describe('sounds', () => {
  it('are three at most', () => expect(new Set([0, 1, 2, 3, 4, 5, 6].map(soundFor)).size).toBe(3));
  it('of distress are heard even when muted, the others are not', () => {
    expect([isHeard('distress', true), isHeard('danger', true), isHeard('notice', true)]).toEqual([true, false, false]);
    expect([isHeard('distress', false), isHeard('danger', false), isHeard('notice', false)]).toEqual([true, true, true]);
  });
});
