// SPDX-License-Identifier: Apache-2.0
// Times as the desk reads them: on the city's clock, 24 hours, the doubled hour of the clock change told apart; ages and durations.

const inZone = (name: string): Intl.DateTimeFormat => new Intl.DateTimeFormat('en-GB', {
  timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

let city = { name: 'Europe/Paris', parts: inZone('Europe/Paris') };

/** The clock by which everything here is read; Paris until the city is known. */
export const zone = (): string => city.name;

/** Puts all clocks on a city's time, by its IANA name. Throws a RangeError, and leaves them, where the browser knows no such zone. */
export function useZone(name: string): void {
  if (name !== city.name) city = { name, parts: inZone(name) };
}

interface Wall { year: number; month: number; day: number; hour: number; minute: number; second: number }

function wall(at_ms: number): Wall {
  const parts: Record<string, number> = {};
  for (const part of city.parts.formatToParts(at_ms)) if (part.type !== 'literal') parts[part.type] = Number(part.value);
  return parts as unknown as Wall;
}

/** Hours the zone is ahead of UTC at that moment. */
export function offset_h(at_ms: number): number {
  const there = wall(at_ms);
  const asUtc = Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute, there.second);
  return Math.round((asUtc - Math.floor(at_ms / 1000) * 1000) / 3_600_000);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** True within three hours of a clock change: a bare "02:30" would be ambiguous or puzzling. */
function nearChange(at_ms: number): boolean {
  const here = offset_h(at_ms);
  return offset_h(at_ms - 3 * 3_600_000) !== here || offset_h(at_ms + 3 * 3_600_000) !== here;
}

const zoneMark = (at_ms: number): string => (nearChange(at_ms) ? ` UTC+${offset_h(at_ms)}` : '');

/** "14:03:27"; near a clock change "02:30:00 UTC+2". Empty for a time that is none. */
export function clock(at_ms: number): string {
  if (!Number.isFinite(at_ms)) return '';
  const there = wall(at_ms);
  return `${two(there.hour)}:${two(there.minute)}:${two(there.second)}${zoneMark(at_ms)}`;
}

/** "14:03", marked like `clock`. */
export function clockMinutes(at_ms: number): string {
  if (!Number.isFinite(at_ms)) return '';
  const there = wall(at_ms);
  return `${two(there.hour)}:${two(there.minute)}${zoneMark(at_ms)}`;
}

/** "23/11/2026 14:03:27", for records. */
export function dateAndClock(at_ms: number): string {
  if (!Number.isFinite(at_ms)) return '';
  const there = wall(at_ms);
  return `${two(there.day)}/${two(there.month)}/${there.year} ${clock(at_ms)}`;
}

/** How long ago, as a ticking figure: "0:07", "12:40", "1:02:05", "96 h". Never negative: a source's clock may run ahead. */
export function age(age_ms: number): string {
  if (!Number.isFinite(age_ms)) return '–';
  const seconds = Math.max(0, Math.floor(age_ms / 1000));
  if (seconds >= 2 * 86_400) return `${Math.floor(seconds / 3600)} h`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A travel time in words both languages share: "45 s", "3 min 40", "1 h 05". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${two(whole % 60)}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
}

/** "850 m", "2.4 km" with the language's decimal sign. */
export function distance(metres: number, language: 'fr' | 'en'): string {
  if (metres < 1000) return `${Math.round(metres / 10) * 10} m`;
  return `${(metres / 1000).toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} km`;
}
