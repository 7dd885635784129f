// SPDX-License-Identifier: Apache-2.0
// What an event's streets are like, in words: in what the crowd departs from its plan, what is likely to become too dense, when all are gone; pure.
import type { CrowdNowcast, NowcastReason, Spread, StreetWarning } from '../api/types';
import { number, percentOf, threshold } from './crowd_words';
import { moment } from './road_words';
import { translate, type Language } from './translate';

/** Reasons told in one line. */
const kTold = 2;

/** "Sortie Nord". */
export const exitInWords = (name: string, language: Language): string => translate(language, 'whatif.exit', { name });

/** To a tenth: no interval is known better. */
const tenth = (per_m2: number, language: Language): string => per_m2.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 });

/** "1,4–2,3": the 80 % interval of a density, people/m²; below a tenth "< 0,1". */
export const intervalInWords = ({ low, high }: { low: number; high: number }, language: Language): string => (high < 0.05 ? `< ${tenth(0.1, language)}` : `${tenth(low, language)}–${tenth(high, language)}`);

/** Three figures of a number of people: nobody counted them one by one. "18 400", "87". */
export function about(people: number, language: Language): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, people))) - 2);
  return number(Math.round(people / step) * step, language);
}

/** "17 600 à 19 300". */
export const spreadInWords = ({ low80, high80 }: Spread, language: Language): string =>
  translate(language, 'crowd.interval', { low: about(low80, language), high: about(high80, language) });

/** "+ 15 min", "maintenant". */
export const leadInWords = (minutes: number, language: Language): string =>
  minutes === 0 ? translate(language, 'then.now') : translate(language, 'nowcast.lead', { n: minutes });

/** One that departs from nothing says nothing. */
export const isTelling = ({ kind, percent, minutes }: NowcastReason): boolean => (kind === 'timing' ? minutes !== 0 : percent !== 100);

/** "13 % de personnes de plus que prévu", "4 min plus tard que prévu", "la sortie Nord laisse passer 30 % de moins". */
export function reasonInWords({ kind, about, percent, minutes }: NowcastReason, language: Language): string {
  const more = kind === 'timing' ? minutes > 0 : percent > 100;
  return translate(language, `nowcastreason.${kind}.${more ? 'more' : 'less'}`, { about, percent: percentOf(Math.abs(percent - 100) / 100, language), n: number(Math.abs(minutes), language) });
}

/** "64 % de chances de dépasser 3,57/m² vers 22:40". */
export const warningInWords = ({ probability_percent, threshold_per_m2, expected }: StreetWarning, now_ms: number, language: Language): string =>
  translate(language, 'nowcast.warning', { percent: percentOf(probability_percent / 100, language), density: translate(language, 'crowd.perm2', { n: threshold(threshold_per_m2, language) }), at: moment(Date.parse(expected), now_ms, language) });

/** For a line of the queue: how likely, when, and the strongest reasons. */
export const alarmInWords = (warning: StreetWarning, reasons: readonly NowcastReason[], now_ms: number, language: Language): string =>
  [warningInWords(warning, now_ms, language), ...reasons.filter(isTelling).slice(0, kTold).map((one) => reasonInWords(one, language))].join(language === 'fr' ? '\u202f; ' : '; ');

/** "12 % de plus que prévu"; within half a percent, as planned. */
export function againstPlan(people: number, planned: number, language: Language): string {
  if (planned <= 0) return '';
  const percent = Math.round((people / planned - 1) * 100);
  return translate(language, percent === 0 ? 'nowcast.plan.same' : percent > 0 ? 'nowcast.plan.more' : 'nowcast.plan.less', { percent: percentOf(Math.abs(percent) / 100, language) });
}

/** "à 23:05 dans la moitié des cas, à 23:20 dans 95 %"; where it does not come to that within sight, so. */
export function clearInWords({ clear50, clear95 }: Pick<CrowdNowcast, 'clear50' | 'clear95'>, now_ms: number, language: Language): string {
  if (clear50 === undefined) return translate(language, 'nowcast.clear.never');
  const half = moment(Date.parse(clear50), now_ms, language);
  return clear95 === undefined ? translate(language, 'nowcast.clear.half', { half }) : translate(language, 'nowcast.clear.both', { half, most: moment(Date.parse(clear95), now_ms, language) });
}
