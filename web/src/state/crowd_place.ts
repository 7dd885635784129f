// SPDX-License-Identifier: Apache-2.0
// Where an alarm of the crowd is: the name of its zone, or of its street.
import { zoneOf } from '../crowd/zone_view';
import { streetOf } from '../nowcast/streets';
import { crowd } from './crowd.svelte';
import { nowcasts } from './nowcasts.svelte';

export const isOfCrowd = (source: string): boolean => zoneOf(source) !== null || streetOf(source) !== null;

/** Null where the alarm is of something else. */
export function crowdPlace(source: string): string | null {
  const zone = zoneOf(source);
  if (zone !== null) return crowd.name(zone);
  const about = streetOf(source);
  return about && nowcasts.street(about.event, about.street);
}
