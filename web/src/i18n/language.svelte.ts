// SPDX-License-Identifier: Apache-2.0
// The language of this screen, remembered; components read through `t`, `tn`, `w` and redraw when it changes.
import type { Key } from './catalogue';
import { translate, translateCounted, word, type Counted, type Language, type Values } from './translate';

const kWhere = 'vigie.language';

function first(): Language {
  const kept = localStorage.getItem(kWhere);
  if (kept === 'fr' || kept === 'en') return kept;
  return navigator.language.startsWith('en') ? 'en' : 'fr';
}

class Chosen {
  language = $state<Language>(first());

  set(language: Language): void {
    this.language = language;
    localStorage.setItem(kWhere, language);
    document.documentElement.lang = language;
  }
}

export const chosen = new Chosen();
document.documentElement.lang = chosen.language;

export const t = (key: Key, values?: Values): string => translate(chosen.language, key, values);
export const tn = (stem: Counted, n: number, values?: Values): string => translateCounted(chosen.language, stem, n, values);
export const w = (family: string, value: string): string => word(chosen.language, family, value);
