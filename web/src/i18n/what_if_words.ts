// SPDX-License-Identifier: Apache-2.0
// A what-if in words: a change, a time after the end, a figure and its difference, a street; pure.
import type { CrowdChange, WhatIfAnswer } from '../api/types';
import type { Unit } from '../whatif/differences';
import { decimal, number, percentOf, signed } from './crowd_words';
import { fill, translate, word, type Language } from './translate';

const kMinus = '\u2212';
const minus = (text: string): string => text.replace('-', kMinus);

/** "16 s", "51 min", "1 h 02 min". */
export function duration(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

const sign = (value: number): string => (value > 0 ? '+' : value < 0 ? kMinus : '');

/** Two figures behind the comma: differences of densities are small. */
const fine = (per_m2: number, language: Language): string =>
  minus(per_m2.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }));

/** A figure with its unit; where it never comes to that, so. */
export function figure(unit: Unit, value: number | null, language: Language): string {
  if (value === null) return translate(language, 'whatif.never');
  switch (unit) {
    case 'time': return duration(value);
    case 'density': return `${fine(value, language)}/m²`;
    default: return number(value, language);
  }
}

/** "+3 min", "−0,09/m²", "0". */
export function change(unit: Unit, by: number | null, language: Language): string {
  if (by === null) return '–';
  switch (unit) {
    case 'time': return Math.round(by) === 0 ? '0 s' : `${sign(by)}${duration(by)}`;
    case 'density': return `${sign(Math.round(by * 100))}${fine(Math.abs(by), language)}/m²`;
    default: return signed(by, language);
  }
}

/** "12 min après la fin". */
export function moment(at_s: number, language: Language): string {
  const minutes = Math.round(at_s / 60);
  if (minutes === 0) return translate(language, 'whatif.time.end');
  return translate(language, minutes > 0 ? 'whatif.time.after' : 'whatif.time.before', { n: number(Math.abs(minutes), language) });
}

/** "+12 min", "−30 min". */
const mark = (at_s: number): string => (Math.round(at_s / 60) === 0 ? '0 min' : `${sign(at_s)}${duration(at_s)}`);

function span({ from_s, until_s }: CrowdChange, language: Language): string {
  const which = from_s === undefined ? (until_s === undefined ? 'all' : 'until') : until_s === undefined ? 'from' : 'both';
  return translate(language, `whatifspan.${which}`, { from: mark(from_s ?? 0), until: mark(until_s ?? 0) });
}

export function changeInWords(what: CrowdChange, language: Language): string {
  const values = { name: what.name ?? '', to: what.to ?? '', span: span(what, language), percent: percentOf(what.part ?? 1, language), n: Math.round(Math.abs(what.by_s ?? 0) / 60) };
  if (what.kind === 'shift_end') return translate(language, (what.by_s ?? 0) < 0 ? 'whatifchange.earlier' : 'whatifchange.later', values);
  return translate(language, `whatifchange.${what.kind}`, values);
}

export function streetInWords(street: WhatIfAnswer['streets'][number] | undefined, language: Language): string {
  if (!street) return '';
  return street.name || word(language, 'whatifstreet', street.kind);
}

/** "4,5 m". */
export const width = (metres: number, language: Language): string => translate(language, 'whatif.street.width', { n: decimal(metres, language) });

/** "Gare Saint-Charles"; not "Car park Car park south" where the name says it. */
export function placeInWords(kind: string, name: string, language: Language): string {
  const what = word(language, 'whatifplace', kind);
  return name.toLowerCase().startsWith(what.toLowerCase()) ? name : `${what} ${name}`;
}

/** "file la plus longue : sortie Nord". */
export function queueInWords(kind: string, name: string, language: Language): string {
  return translate(language, 'whatif.queue.of', { what: translate(language, 'whatifdiff.queue'), where: fill(word(language, 'whatifqueue', kind), { name }) });
}
