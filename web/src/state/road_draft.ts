// SPDX-License-Identifier: Apache-2.0
// A road change while it is being drawn, and the command it becomes; pure.
import type { Command, RoadBars, RoadEffect, RoadPreview, RoadSense, WeeklyHours } from '../api/types';
import type { Day } from '../map/road_calendar';
import { hourMinute, instant, instantOf, kMinute_ms, local, minuteOf } from '../ui/zone';

export type LonLat = [lon: number, lat: number];
export const kUntil = ['30', '60', '120', 'day', 'time', 'open'] as const;
/** Minutes, the end of the day, a time, or until it is withdrawn. */
export type Until = (typeof kUntil)[number];
export const kSpeeds_kmh = [10, 20, 30, 50] as const;

export interface RoadDraft {
  points: LonLat[];
  effect: RoadEffect;
  speed_kmh: number;
  sense: RoadSense;
  bars: RoadBars;
  /** Empty: the streets' names. */
  title: string;
  event: string;
  until: Until;
  end_date: string;
  end_time: string;
  /** False: from now. */
  planned: boolean;
  start_date: string;
  start_time: string;
  /** None: at all hours. */
  days: Day[];
  from: string;
  to: string;
}

export const emptyDraft = (): RoadDraft => ({
  points: [], effect: 'closed', speed_kmh: 30, sense: 'both', bars: 'everyone', title: '', event: '', until: '60',
  end_date: '', end_time: '', planned: false, start_date: '', start_time: '', days: [], from: '22:00', to: '05:00',
});

export type ChangeRoad = Extract<Command, { command: 'change_road' }>;
/** What is still wrong, as a key of the catalogue. */
export type Complaint = 'points' | 'street' | 'start' | 'end' | 'order' | 'hours';

const kMostTitle = 200;
/** Of the contract: more lines or points than this are refused. */
const kMostLines = 64;
const kMostPoints = 2000;

const same = (left: LonLat | undefined, right: LonLat | undefined): boolean => left !== undefined && right !== undefined && left[0] === right[0] && left[1] === right[1];

/** Lines end to start put together, and a line that only runs another one back left out. */
export function chained(lines: LonLat[][]): LonLat[][] {
  const seen = new Set<string>();
  const joined: LonLat[][] = [];
  for (const line of lines) {
    const text = JSON.stringify(line);
    if (seen.has(text) || seen.has(JSON.stringify([...line].reverse()))) continue;
    seen.add(text);
    const before = joined.at(-1);
    if (before && same(before.at(-1), line[0])) before.push(...line.slice(1));
    else joined.push([...line]);
  }
  return joined;
}

/** The streets' own shapes, as they were shown, where the contract has room for them; else the line as drawn. */
export function linesOf(points: LonLat[], preview: RoadPreview | null): LonLat[][] {
  const shapes = chained((preview?.lines ?? []) as LonLat[][]);
  const fits = shapes.length > 0 && shapes.length <= kMostLines && shapes.reduce((sum, line) => sum + line.length, 0) <= kMostPoints;
  return fits ? shapes : [points];
}

/** NaN where it cannot be read. */
export const start_ms = (draft: RoadDraft, now_ms: number): number => (draft.planned ? instantOf(draft.start_date, draft.start_time, 'first') : now_ms);

/** Infinite where nothing ends it; NaN where it cannot be read. */
export function end_ms(draft: RoadDraft, now_ms: number): number {
  const from_ms = start_ms(draft, now_ms);
  switch (draft.until) {
    case 'open': return Number.POSITIVE_INFINITY;
    case 'time': return instantOf(draft.end_date, draft.end_time, 'second');
    case 'day': return Number.isNaN(from_ms) ? Number.NaN : instant(local(from_ms).day + 1, 0, 'second');
    default: return from_ms + Number(draft.until) * kMinute_ms;
  }
}

function hoursOf(draft: RoadDraft): WeeklyHours[] | null {
  if (draft.days.length === 0) return [];
  const from = minuteOf(draft.from);
  const to = minuteOf(draft.to);
  if (from === null || to === null || from === 24 * 60) return null;
  return [{ days: [...draft.days], from: hourMinute(from), to: hourMinute(to) }];
}

/** The title that it gets where none was typed: the event, or the streets. */
export function titleOf(draft: RoadDraft, preview: RoadPreview | null, fallback: string): string {
  const said = draft.title.trim() || draft.event.trim() || (preview?.streets ?? []).join(', ') || fallback;
  return said.length <= kMostTitle ? said : `${said.slice(0, kMostTitle - 1)}…`;
}

export function complaintOf(draft: RoadDraft, preview: RoadPreview | null, now_ms: number): Complaint | null {
  if (draft.points.length === 0) return 'points';
  if (preview !== null && preview.length_m === 0) return 'street';
  const from_ms = start_ms(draft, now_ms);
  const to_ms = end_ms(draft, now_ms);
  if (Number.isNaN(from_ms)) return 'start';
  if (Number.isNaN(to_ms)) return 'end';
  if (to_ms <= Math.max(from_ms, now_ms)) return 'order';
  return hoursOf(draft) === null ? 'hours' : null;
}

/** What is posted; null while something is wrong. `fallback` titles a change on streets without names. */
export function commandOf(draft: RoadDraft, preview: RoadPreview | null, now_ms: number, fallback: string): ChangeRoad | null {
  const hours = hoursOf(draft);
  if (complaintOf(draft, preview, now_ms) !== null || hours === null) return null;
  const to_ms = end_ms(draft, now_ms);
  const event = draft.event.trim();
  return {
    command: 'change_road',
    title: titleOf(draft, preview, fallback),
    effect: draft.effect,
    ...(draft.effect === 'speed_limit' ? { speed_kmh: draft.speed_kmh } : {}),
    sense: draft.effect === 'one_way' ? 'along' : draft.sense,
    ...(draft.effect === 'closed' ? { bars: draft.bars } : {}),
    lines: linesOf(draft.points, preview),
    ...(draft.planned ? { start: new Date(start_ms(draft, now_ms)).toISOString() } : {}),
    ...(Number.isFinite(to_ms) ? { end: new Date(to_ms).toISOString() } : {}),
    ...(hours.length > 0 ? { hours } : {}),
    ...(event === '' ? {} : { event }),
  };
}
