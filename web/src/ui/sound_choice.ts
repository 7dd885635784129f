// SPDX-License-Identifier: Apache-2.0
// Which of the three sounds an alarm makes; pure.

export type Sound = 'distress' | 'danger' | 'notice';

export function soundFor(rank: number): Sound {
  return rank === 0 ? 'distress' : rank === 1 ? 'danger' : 'notice';
}

/** Distress is heard whatever the operator chose. */
export const isHeard = (sound: Sound, muted: boolean): boolean => sound === 'distress' || !muted;
