// SPDX-License-Identifier: Apache-2.0
// A catalogue entry in a language, with its placeholders filled; pure.
import { catalogue, type Key } from './catalogue';

export type Language = 'fr' | 'en';
export type Values = Record<string, string | number>;

/** Keys that come in .one and .other. */
export type Counted = {
  [K in Key]: K extends `${infer Stem}.one` ? (`${Stem}.other` extends Key ? Stem : never) : never;
}[Key];

const kRules = { fr: new Intl.PluralRules('fr'), en: new Intl.PluralRules('en') };

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function translate(language: Language, key: Key, values: Values = {}): string {
  return fill(catalogue[key][language === 'fr' ? 0 : 1], values);
}

export function translateCounted(language: Language, stem: Counted, n: number, values: Values = {}): string {
  const form = kRules[language].select(n) === 'one' ? 'one' : 'other';
  return translate(language, `${stem}.${form}`, { n, ...values });
}

/** A word of the contract ("first_aid") in the language; the word itself, without underscores, where the catalogue has none. */
export function word(language: Language, family: string, value: string): string {
  const key = `${family}.${value}`;
  return key in catalogue ? translate(language, key as Key) : value.replace(/_/g, ' ');
}
