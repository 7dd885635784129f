// SPDX-License-Identifier: Apache-2.0
// The columns of a zone's plot: the past with its interval, what had been forecast for it, and the fan of what is ahead; pure.
import type { CrowdForecast, CrowdHistory } from '../api/types';
import { kDeviations80, type ZoneView } from '../crowd/zone_view';

type Column = (number | null)[];

export interface Fan {
  /** Seconds since 1970, rising. */
  at_s: number[];
  past: Column;
  /** The past where nobody counted: filled in. */
  imputed: Column;
  pastLow: Column;
  pastHigh: Column;
  /** What had been forecast an hour before. */
  before: Column;
  /** The median ahead, where it has skill, and where it is only the usual value. */
  ahead: Column;
  usual: Column;
  low80: Column;
  high80: Column;
  low95: Column;
  high95: Column;
}

const kNames = ['past', 'imputed', 'pastLow', 'pastHigh', 'before', 'ahead', 'usual', 'low80', 'high80', 'low95', 'high95'] as const;
type Name = (typeof kNames)[number];
export type Row = Partial<Record<Name, number | null>>;

function put(rows: Map<number, Row>, at_ms: number, row: Row): void {
  const at_s = Math.round(at_ms / 1000);
  rows.set(at_s, { ...rows.get(at_s), ...row });
}

function pastRows(rows: Map<number, Row>, history: CrowdHistory, until_ms: number): void {
  const from_ms = Date.parse(history.from);
  let counted = false;
  history.people.forEach((people, index) => {
    const at_ms = from_ms + index * history.step_min * 60_000;
    const spread = (history.deviation[index] ?? 0) * kDeviations80;
    const imputed = history.imputed[index] ?? false;
    const row: Row = { before: history.forecast_60[index] ?? null };
    if (people !== null && at_ms <= until_ms) {
      // The line goes on from the last count to the first value that was filled in, and back.
      Object.assign(row, { past: imputed ? null : people, imputed: imputed || counted ? people : null, pastLow: Math.max(0, people - spread), pastHigh: people + spread });
      if (!imputed) row.imputed = null;
      counted = !imputed;
    }
    put(rows, at_ms, row);
  });
}

function aheadRows(rows: Map<number, Row>, forecast: CrowdForecast, from_ms: number): void {
  for (const point of forecast.points) {
    const at_ms = Date.parse(point.at);
    if (at_ms <= from_ms) continue;
    const { people, low80, high80, low95, high95 } = point;
    put(rows, at_ms, { ahead: point.skilled ? people : null, usual: point.skilled ? null : people, low80, high80, low95, high95 });
  }
}

/** The fan opens from the estimate of now. Between two lines of different kind both have the point in common. */
export function fanOf(history: CrowdHistory | null, view: ZoneView, forecast: CrowdForecast | undefined, now_ms: number): Fan {
  const rows = new Map<number, Row>();
  if (history) pastRows(rows, history, now_ms);
  if (forecast) aheadRows(rows, forecast, now_ms);
  if (view.people !== null && Number.isFinite(now_ms)) {
    const { people, low, high } = view;
    const counted = !view.imputed && !view.stale;
    put(rows, now_ms, { past: counted ? people : null, imputed: counted ? null : people, pastLow: low, pastHigh: high, ahead: people, low80: low, high80: high, low95: low, high95: high });
  }
  const at_s = [...rows.keys()].sort((left, right) => left - right);
  const column = (name: Name): Column => at_s.map((at) => rows.get(at)?.[name] ?? null);
  const fan: Fan = { at_s, ...(Object.fromEntries(kNames.map((name) => [name, column(name)])) as Record<Name, Column>) };
  bridge(fan, now_ms / 1000);
  join(fan.past, fan.imputed);
  join(fan.ahead, fan.usual);
  return fan;
}

/** The newest slots are counted only when they are over: from the last one to the estimate of now the line goes straight. */
function bridge({ at_s, past, imputed, pastLow, pastHigh }: Fan, now_s: number): void {
  const kLongest_s = 1200;
  const here = at_s.indexOf(Math.round(now_s));
  let last = here - 1;
  while (last >= 0 && past[last] === null && imputed[last] === null) last -= 1;
  const from_s = at_s[last];
  if (last < 0 || from_s === undefined || (past[last] ?? null) === null || past[here] === null || now_s - from_s > kLongest_s) return;
  for (const column of [past, pastLow, pastHigh]) {
    const [from, to] = [column[last] ?? null, column[here] ?? null];
    if (from === null || to === null) continue;
    for (let index = last + 1; index < here; index++) column[index] = from + ((to - from) * ((at_s[index] ?? now_s) - from_s)) / (now_s - from_s);
  }
}

/** Where one line ends and the other begins at the next place, the other begins where the first ended. */
function join(one: Column, other: Column): void {
  for (let index = 1; index < one.length; index++) {
    const [a, b] = [one[index - 1] ?? null, other[index - 1] ?? null];
    if (one[index] === null && other[index] !== null && a !== null && b === null) other[index - 1] = a;
    else if (other[index] === null && one[index] !== null && b !== null && a === null) one[index - 1] = b;
  }
}

/** What the scale must reach: the greatest of what is seen, and the limit where that is near. */
export function most(fan: Fan, limit: number, from_s: number, to_s: number): number {
  let highest = 1;
  fan.at_s.forEach((at, index) => {
    if (at < from_s || at > to_s) return;
    for (const value of [fan.past[index], fan.imputed[index], fan.pastHigh[index], fan.high80[index], fan.before[index]]) highest = Math.max(highest, value ?? 0);
  });
  return limit <= highest * 1.8 ? Math.max(highest, limit) * 1.08 : highest * 1.08;
}

/** The forecast at a few horizons, for the table under the plot. */
export function figuresOf(forecast: CrowdForecast | undefined, now_ms: number): { minutes: number; point: CrowdForecast['points'][number] }[] {
  const kHorizons_min = [15, 30, 60, 180, 360, 720, 1440, 2880, 10_080];
  const found: { minutes: number; point: CrowdForecast['points'][number] }[] = [];
  for (const minutes of kHorizons_min) {
    const wanted_ms = now_ms + minutes * 60_000;
    const nearest = (forecast?.points ?? []).reduce<CrowdForecast['points'][number] | null>((best, point) =>
      best === null || Math.abs(Date.parse(point.at) - wanted_ms) < Math.abs(Date.parse(best.at) - wanted_ms) ? point : best, null);
    // A point further off than a fifth of the horizon is another horizon.
    if (nearest && Math.abs(Date.parse(nearest.at) - wanted_ms) <= Math.max(240_000, minutes * 12_000) && found.at(-1)?.point !== nearest) found.push({ minutes, point: nearest });
  }
  return found;
}
