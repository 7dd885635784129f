// SPDX-License-Identifier: Apache-2.0
// Which steps the reflex card of a kind has: a local, short catalogue; the words are in i18n/catalogue.ts.
import type { Kind } from '../api/types';
import { catalogue, type Key } from '../i18n/catalogue';

/** Steps in order; empty for a kind that has no card. */
export function stepsOf(kind: Kind): Key[] {
  const steps: Key[] = [];
  for (let step = 1; `card.${kind}.${step}` in catalogue; step++) steps.push(`card.${kind}.${step}` as Key);
  return steps;
}
