// SPDX-License-Identifier: Apache-2.0
// Why a unit is proposed, in words: "3 min 40 (9 in 10 within 5 min 10) · free, motorbike · 90 s ahead of PM-07"; pure.
import type { Candidate } from '../api/types';
import { age, distance, duration } from '../ui/time';
import { translate, word, type Language } from './translate';

/** A margin under this is no margin: the travel model is not that good. */
const kLevel_s = 5;

export interface Reason {
  /** From sending to arrival, at the moment it was computed: as often sooner as later. */
  time: string;
  /** "9 in 10 within 6 min 30" */
  within: string;
  distance: string;
  /** "free, motorbike" */
  state: string;
  /** Against the next one proposed. */
  ahead: string;
  /** "position 0:12 old" */
  position: string;
  /** Empty where nothing is missing. */
  missing: string;
}

export function reason(candidate: Candidate, language: Language): Reason {
  const { ahead_of, ahead_s } = candidate;
  const ahead = !ahead_of
    ? translate(language, 'reason.last')
    : ahead_s < kLevel_s
      ? translate(language, 'reason.same', { unit: ahead_of })
      : translate(language, 'reason.ahead', { time: ahead_s <= 90 ? `${ahead_s} s` : duration(ahead_s), unit: ahead_of });
  return {
    time: duration(candidate.eta_s),
    within: translate(language, 'reason.within', { time: duration(candidate.eta_p90_s) }),
    distance: distance(candidate.distance_m, language),
    state: `${word(language, 'status', candidate.status)}, ${word(language, 'unitkind', candidate.kind)}`,
    ahead,
    position: translate(language, 'reason.position', { age: age(candidate.position_age_s * 1000) }),
    missing: candidate.missing.length === 0
      ? ''
      : translate(language, 'reason.missing', { skills: candidate.missing.map((skill) => word(language, 'skill', skill)).join(', ') }),
  };
}

/** One line, for a screen reader and for the confirmation. */
export function reasonLine(candidate: Candidate, language: Language): string {
  const said = reason(candidate, language);
  return [`${said.time} (${said.within})`, said.state, said.ahead, said.missing].filter((part) => part !== '').join(' · ');
}
