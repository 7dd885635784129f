// SPDX-License-Identifier: Apache-2.0
// Claims about reasons in words.
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../api/types';
import { reason, reasonLine } from './reasons';

const candidate: Candidate = {
  unit: 'PM-03', kind: 'motorbike', status: 'free', travel_s: 195, eta_s: 220, eta_p90_s: 310, distance_m: 2440, position_age_s: 12, ahead_of: 'PM-07', ahead_s: 90, missing: [],
};

describe('a reason', () => {
  it('reads as an operator would say it', () => {
    expect(reasonLine(candidate, 'en')).toBe('3 min 40 (9 in 10 within 5 min 10) · free, motorbike · 90 s ahead of PM-07');
    expect(reasonLine(candidate, 'fr')).toBe('3 min 40 (9 fois sur 10 en moins de 5 min 10) · libre, moto · 90 s devant PM-07');
  });
  it('names what is missing', () => {
    expect(reasonLine({ ...candidate, missing: ['first_aid', 'dog'] }, 'fr')).toContain('manque : premiers secours, chien');
  });
  it('does not boast of a margin the model cannot know', () => {
    expect(reason({ ...candidate, ahead_s: 3 }, 'en').ahead).toBe('level with PM-07');
  });
  it('has nobody to compare the last one with', () => {
    expect(reason({ ...candidate, ahead_of: undefined, ahead_s: 0 }, 'en').ahead).toBe('last proposed');
  });
  it('says how old the position is', () => expect(reason(candidate, 'en').position).toBe('position 0:12 old'));
});
