// SPDX-License-Identifier: Apache-2.0
// How dense is how bad: six levels of people per square metre, after Fruin; pure.

export type Level = 1 | 2 | 3 | 4 | 5 | 6;

/**
 * Where each level begins, people/m². 0.43: walking freely ends. 2: speed falls. 3.57: contact against one's will. 5.55: dangerous. 7.1: critical, a crowd moves as a fluid.
 * Source: Fruin, Pedestrian Planning and Design, 1971 (queues and walkways); The causes and prevention of crowd disasters, 1993.
 */
export const kLevelFrom_per_m2 = [0, 0.43, 2, 3.57, 5.55, 7.1] as const;
/** Nobody to speak of. */
export const kNobody_per_m2 = 0.005;
export const kLevels: readonly Level[] = [1, 2, 3, 4, 5, 6];

export function levelOf(density_per_m2: number): Level {
  let level: Level = 1;
  for (const one of kLevels) if (density_per_m2 >= (kLevelFrom_per_m2[one - 1] ?? Infinity)) level = one;
  return level;
}
