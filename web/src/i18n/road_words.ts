// SPDX-License-Identifier: Apache-2.0
// A road change in words: its hours of the week, from when until when, who says so; pure.
import type { RoadChange, WeeklyHours } from '../api/types';
import { kDays, type Standing } from '../map/road_calendar';
import { clockMinutes } from '../ui/time';
import { kDay_ms, local } from '../ui/zone';
import { translate, word, type Language } from './translate';

const day = (language: Language, index: number): string => word(language, 'day', kDays[index] ?? '');

/** "lun.–ven.", "sam., dim.", "tous les jours". Three days in a row or more are a span. */
export function daysInWords(days: WeeklyHours['days'], language: Language): string {
  const wanted = kDays.map((name) => days.includes(name));
  if (wanted.every(Boolean)) return translate(language, 'hours.everyday');
  const parts: string[] = [];
  for (let index = 0; index < kDays.length; index++) {
    if (!wanted[index]) continue;
    let last = index;
    while (wanted[last + 1]) last += 1;
    if (last - index >= 2) parts.push(`${day(language, index)}–${day(language, last)}`);
    else for (let each = index; each <= last; each++) parts.push(day(language, each));
    index = last;
  }
  return parts.join(', ');
}

const allDay = (hours: WeeklyHours): boolean => hours.from === '00:00' && (hours.to === '24:00' || hours.to === '00:00');

/** "lun.–ven. 22:00–05:00 ; sam. 08:00–13:00, 16:00–20:00"; empty where it holds at all hours. */
export function hoursInWords(hours: WeeklyHours[] | undefined, language: Language): string {
  const byDays = new Map<string, string[]>();
  for (const one of hours ?? []) {
    const days = daysInWords(one.days, language);
    byDays.set(days, [...(byDays.get(days) ?? []), allDay(one) ? translate(language, 'hours.allday') : `${one.from}–${one.to}`]);
  }
  return [...byDays].map(([days, times]) => `${days} ${times.join(', ')}`).join(language === 'fr' ? ' ; ' : '; ');
}

/** "22:30" today, "sam. 28/11 22:30" on another day, with the year where it is another. */
export function moment(at_ms: number, now_ms: number, language: Language): string {
  const there = local(at_ms);
  const today = local(now_ms);
  return there.day === today.day ? clockMinutes(at_ms) : `${dayInWords(at_ms, now_ms, language)} ${clockMinutes(at_ms)}`;
}

/** "sam. 28/11", with the year where it is another. */
export function dayInWords(at_ms: number, now_ms: number, language: Language): string {
  const there = local(at_ms);
  const date = new Date(there.day * kDay_ms).toISOString();
  const year = date.slice(0, 4);
  const sameYear = year === new Date(local(now_ms).day * kDay_ms).toISOString().slice(0, 4);
  return `${day(language, there.weekday)} ${date.slice(8, 10)}/${date.slice(5, 7)}${sameYear ? '' : `/${year}`}`;
}

/** What matters next: "jusqu’à 22:30", "à partir de sam. 28/11 22:30", "jusqu’à son retrait", "retirée à 14:03". */
export function nextInWords(change: RoadChange, standing: Standing, now_ms: number, language: Language): string {
  const say = (key: 'road.until' | 'road.from' | 'road.ended', at_ms: number): string => translate(language, key, { when: moment(at_ms, now_ms, language) });
  if (change.withdrawn !== undefined && standing.phase === 'withdrawn') return translate(language, 'road.withdrawn.at', { when: moment(Date.parse(change.withdrawn), now_ms, language), who: person(change.withdrawn_by) });
  if (standing.phase === 'over' || standing.period === null) return change.end ? say('road.ended', Date.parse(change.end)) : translate(language, 'road.over');
  const [from_ms, to_ms] = standing.period;
  if (standing.phase === 'ahead') return say('road.from', from_ms);
  return Number.isFinite(to_ms) ? say('road.until', to_ms) : translate(language, 'road.until.withdrawn');
}

/** "24/11 14:03 – sam. 28/11 22:30", or without an end. */
export function spanInWords(change: RoadChange, now_ms: number, language: Language): string {
  const from = moment(Date.parse(change.start), now_ms, language);
  return change.end === undefined ? translate(language, 'road.span.open', { from }) : translate(language, 'road.span', { from, to: moment(Date.parse(change.end), now_ms, language) });
}

/** "alice" of "user:alice". */
export const person = (by: string | undefined): string => (by ?? '').replace(/^(user|source|device|engine):/, '');

/** "poste · alice", "flux · dialog", "événement « Fête » · alice". */
export function saidBy(change: RoadChange, language: Language): string {
  const origin = word(language, 'roadorigin', change.origin);
  const who = change.origin === 'feed' ? change.source.replace(/^feed\//, '') : person(change.by);
  const event = change.origin === 'event' && change.reference ? translate(language, 'road.event.named', { event: change.reference }) : origin;
  return `${event} · ${who}`;
}

/** "Fermée", "30 km/h", "Sens unique"; with the way it runs where it is one of two. */
export function effectInWords(change: Pick<RoadChange, 'effect' | 'speed_kmh' | 'sense' | 'bars'>, language: Language): string {
  const effect = change.effect === 'speed_limit' && change.speed_kmh !== undefined ? translate(language, 'road.speed', { n: change.speed_kmh }) : word(language, 'roadeffect', change.effect);
  return change.effect !== 'one_way' && change.sense === 'along' ? `${effect} ${translate(language, 'road.oneside')}` : effect;
}
