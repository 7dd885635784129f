// SPDX-License-Identifier: Apache-2.0
// Reads a moment as an operator types it: "21:30", "+2h", "-45min", "demain 18h", "sam 21:30", "hier"; on the city's clock; pure.
import { kDay_ms, instant, local, minuteOf } from '../ui/zone';

const kDays: readonly (readonly string[])[] = [
  ['mon', 'monday', 'lun', 'lundi'], ['tue', 'tuesday', 'mar', 'mardi'], ['wed', 'wednesday', 'mer', 'mercredi'], ['thu', 'thursday', 'jeu', 'jeudi'],
  ['fri', 'friday', 'ven', 'vendredi'], ['sat', 'saturday', 'sam', 'samedi'], ['sun', 'sunday', 'dim', 'dimanche'],
];
const kRelative: Record<string, number> = { yesterday: -1, hier: -1, today: 0, "aujourd'hui": 0, aujourdhui: 0, tomorrow: 1, demain: 1 };
const kUnits_ms: Record<string, number> = { min: 60_000, m: 60_000, h: 3_600_000, d: kDay_ms, j: kDay_ms };

/** How many days from today a word means; a day of the week is the next one, today's included; with a minus the last one. Null where it is no day. */
function dayOf(word: string, today: number): number | null {
  const relative = Object.hasOwn(kRelative, word) ? kRelative[word] : undefined;
  if (relative !== undefined) return relative;
  const back = word.startsWith('-');
  const weekday = kDays.findIndex((names) => names.includes(word.replace(/^-/, '').replace(/\.$/, '')));
  if (weekday < 0) return null;
  const ahead = (weekday - today + 7) % 7;
  return back ? (ahead === 0 ? -7 : ahead - 7) : ahead;
}

/** NaN where it is no moment. A day alone is that day at this hour. */
export function whenOf(text: string, now_ms: number): number {
  const words = text.trim().toLowerCase().replace(/’/g, "'").split(/\s+/).filter((word) => word !== '' && word !== 'à' && word !== 'at');
  const shift = words.join('').match(/^([+-])(\d{1,4})(min|m|h|d|j)(\d{1,2})?$/);
  if (shift) {
    const [, sign, count, unit = 'h', minutes] = shift;
    return now_ms + (sign === '-' ? -1 : 1) * (Number(count) * (kUnits_ms[unit] ?? 0) + Number(minutes ?? 0) * 60_000);
  }
  const here = local(now_ms);
  const [first = '', second] = words;
  const days = dayOf(first, here.weekday);
  const time = days === null ? first : second;
  const minute = time === undefined ? here.minute : minuteOf(time);
  if (words.length > (days === null ? 1 : 2) || first === '' || minute === null) return Number.NaN;
  return instant(here.day + (days ?? 0), minute, 'first');
}
