// SPDX-License-Identifier: Apache-2.0
// How far a moment is from now, in words: "dans 4 h 30", "il y a 2 j 3 h"; pure.
import { translate, type Language } from '../i18n/translate';

const two = (value: number): string => String(value).padStart(2, '0');

/** "25 min", "4 h 30", "2 j 3 h". */
export function span(ms: number, language: Language): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 60) return translate(language, 'crowd.minutes', { n: minutes });
  if (minutes < 2880) return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
  const hours = Math.round(minutes / 60);
  return hours % 24 === 0 ? translate(language, 'crowd.days', { n: hours / 24 }) : `${translate(language, 'crowd.days', { n: Math.floor(hours / 24) })} ${hours % 24} h`;
}

export const awayInWords = (at_ms: number, now_ms: number, language: Language): string =>
  translate(language, at_ms > now_ms ? 'then.ahead' : 'then.ago', { time: span(at_ms - now_ms, language) });
