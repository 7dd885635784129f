// SPDX-License-Identifier: Apache-2.0
// What the banner on top must say: officers in distress until it is over, any rank-0 alarm until a person has seen it; pure.
import type { Picture } from '../stream/reducer';

export interface Emergency {
  /** Empty where only the unit itself says so. */
  alarm: string;
  incident: string;
  unit: string;
  officer: boolean;
  unseen: boolean;
  since_ms: number;
  address: string;
}

/** Officers first, then what nobody has seen, then the oldest. */
function order(left: Emergency, right: Emergency): number {
  return Number(right.officer) - Number(left.officer) || Number(right.unseen) - Number(left.unseen) || left.since_ms - right.since_ms;
}

export function emergencies(picture: Picture): Emergency[] {
  const found: Emergency[] = [];
  for (const alarm of picture.alarms.values()) {
    if (alarm.rank !== 0 || alarm.state === 'cleared' || alarm.kind === 'distress_cleared') continue;
    const incident = alarm.incident ? picture.incidents.get(alarm.incident) : undefined;
    if (incident?.state === 'closed') continue;
    const officer = alarm.kind === 'officer_distress';
    const unseen = alarm.state === 'new';
    if (!officer && !unseen) continue;
    found.push({
      alarm: alarm.id,
      incident: alarm.incident ?? '',
      unit: alarm.unit ?? '',
      officer,
      unseen,
      since_ms: Date.parse(alarm.received),
      address: incident?.address ?? alarm.text ?? '',
    });
  }
  for (const unit of picture.units.values()) {
    if (!unit.distress || found.some((one) => one.unit === unit.id)) continue;
    found.push({ alarm: '', incident: '', unit: unit.id, officer: true, unseen: true, since_ms: Number.NaN, address: '' });
  }
  return found.sort(order);
}
