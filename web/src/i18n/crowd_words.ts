// SPDX-License-Identifier: Apache-2.0
// The crowd in words: how many, why the forecast is as it is, how wrong it was, why a surge is expected; pure.
import type { Bulletin, CityEvent, CrowdSurge, ForecastDriver, ForecastSkill } from '../api/types';
import { clockMinutes, zone } from '../ui/time';
import { moment } from './road_words';
import { translate, word, type Language } from './translate';

/** Fewer judged forecasts than this say nothing. */
export const kFewest_judged = 20;
/** A driver's time is when it works most: of an event, around its doors, its beginning or its end. */
const kAround_ms = 45 * 60_000;
/** A ratio nearer to one than this is none. */
const kLevel_percent = 5;
/** A reason that brings less than this share of the strongest one is left out where reasons are told in a line. */
const kSlight = 0.05;
const kTold = 3;
/** Below this a surge is about to be ended (crowd/surge.hpp): it stands a little longer, so that it does not flicker. */
const kFading_percent = 25;
const kMinus = '\u2212';

/** "12 400" in French, "12,400" in English. */
export const number = (value: number, language: Language): string => Math.round(value).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB').replace('-', kMinus);
/** "+340", "−1,200". */
export const signed = (value: number, language: Language): string => `${Math.round(value) > 0 ? '+' : ''}${number(value, language)}`;
/** "2,4" and "2.4"; "12" from ten on. */
export const decimal = (value: number, language: Language): string =>
  value.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { minimumFractionDigits: value < 9.95 ? 1 : 0, maximumFractionDigits: value < 9.95 ? 1 : 0 });
/** "64 %" and "64%"; may pass a hundred. */
export const percentOf = (share: number, language: Language): string => `${number(share * 100, language)}${language === 'fr' ? '\u202f' : ''}%`;
/** "0,43" below one, "2,4" above. */
export const density = (per_m2: number, language: Language): string =>
  (per_m2 < 0.005 ? 0 : per_m2).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { minimumFractionDigits: per_m2 < 0.005 ? 0 : per_m2 < 0.95 ? 2 : 1, maximumFractionDigits: per_m2 < 0.95 ? 2 : 1 });
/** A level's threshold as its table has it: "0,43", "2", "3,57". */
export const threshold = (per_m2: number, language: Language): string => per_m2.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 });

/** "samedi", "Saturday". */
export const weekday = (at_ms: number, language: Language): string => new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { weekday: 'long', timeZone: zone() }).format(at_ms);

/** "15 min", "1 h", "24 h", "7 j". */
export function horizon(minutes: number, language: Language): string {
  if (minutes < 60 || minutes % 60 !== 0) return translate(language, 'crowd.minutes', { n: minutes });
  return minutes < 2880 ? translate(language, 'crowd.hours', { n: minutes / 60 }) : translate(language, 'crowd.days', { n: Math.round(minutes / 1440) });
}

export interface DriverContext {
  language: Language;
  now_ms: number;
  events: readonly CityEvent[];
}

/** "2,7 ×": a ratio to one figure behind the comma. */
const times = (percent: number, language: Language): string => `${decimal(percent / 100, language)}\u202f×`;

function event(driver: ForecastDriver, { language, now_ms, events }: DriverContext): string {
  if (driver.at === undefined) return driver.about;
  const at_ms = Date.parse(driver.at);
  const turns = events.filter((one) => one.title === driver.about).flatMap((one) => [
    { what: 'ends', turn_ms: Date.parse(one.end) }, { what: 'begins', turn_ms: Date.parse(one.start) }, ...(one.doors === undefined ? [] : [{ what: 'doors', turn_ms: Date.parse(one.doors) }] as const),
  ] as const);
  const off = ({ turn_ms }: (typeof turns)[number]): number => Math.abs(turn_ms - at_ms);
  const [nearest] = turns.filter((turn) => off(turn) <= kAround_ms).sort((left, right) => off(left) - off(right));
  return translate(language, `driver.event.${nearest?.what ?? 'at'}`, { about: driver.about, at: moment(nearest?.turn_ms ?? at_ms, now_ms, language) });
}

/** What one reason says, without how many people it brings. */
export function driverInWords(driver: ForecastDriver, context: DriverContext): string {
  const { language, now_ms } = context;
  const values = { about: driver.about, day: weekday(now_ms, language), times: times(driver.percent, language) };
  const ratio = Math.abs(driver.percent - 100) >= kLevel_percent;
  switch (driver.kind) {
    case 'usual': return translate(language, 'driver.usual', values);
    case 'level': return translate(language, ratio ? 'driver.level.times' : driver.people < 0 ? 'driver.level.less' : 'driver.level.more', values);
    case 'arrivals': return translate(language, ratio ? 'driver.arrivals.times' : 'driver.arrivals', values);
    case 'event': return event(driver, context);
    case 'weather': return driver.about || translate(language, driver.people < 0 ? 'driver.weather.less' : 'driver.weather.more');
    case 'transport': return driver.about || translate(language, 'driver.transport');
    case 'holiday': return driver.about || translate(language, 'driver.holiday');
  }
}

/** The drivers as they matter, the strongest first; what is usual only where nothing else is said. */
export function strongest(drivers: readonly ForecastDriver[]): ForecastDriver[] {
  const weight = (driver: ForecastDriver): number => Math.abs(driver.people);
  const others = drivers.filter((driver) => driver.kind !== 'usual');
  return others.length === 0 ? [...drivers] : others.sort((left, right) => weight(right) - weight(left));
}

/** Those worth a word in a line: not what hardly matters, nor a level or arrivals as ever. */
function telling(drivers: readonly ForecastDriver[]): ForecastDriver[] {
  const all = strongest(drivers);
  const most = Math.abs(all[0]?.people ?? 0);
  const found = all.filter((driver) => Math.abs(driver.people) >= kSlight * most
    && !((driver.kind === 'level' || driver.kind === 'arrivals') && driver.percent !== 100 && Math.abs(driver.percent - 100) < kLevel_percent));
  return (found.length > 0 ? found : all).slice(0, kTold);
}

/** "arrivées 2,7 × un samedi ordinaire ; le match finit à 22:45 ; ligne 2 arrêtée". */
export function reasonsInWords(drivers: readonly ForecastDriver[], context: DriverContext): string {
  return telling(drivers).map((driver) => driverInWords(driver, context)).join(context.language === 'fr' ? '\u202f; ' : '; ');
}

/** "72 % de chances de dépasser 600 vers 22:50". */
export function surgeInWords(surge: CrowdSurge, now_ms: number, language: Language): string {
  return translate(language, surge.probability_percent < kFading_percent ? 'surge.fading' : `surge.${surge.threshold}`, {
    percent: percentOf(surge.probability_percent / 100, language), limit: number(surge.limit, language), people: number(surge.people, language), at: moment(Date.parse(surge.expected), now_ms, language),
  });
}

/** "31 % de mieux que l’habitude", or that it has no advantage, or too little to say. */
export function skillInWords(skill: ForecastSkill, language: Language): string {
  const at = horizon(skill.horizon_min, language);
  if (!skill.on) return translate(language, 'skill.off', { at });
  if (skill.judged < kFewest_judged || skill.naive_error <= 0) return translate(language, 'skill.unjudged', { n: skill.judged });
  const better = Math.round((1 - skill.error / skill.naive_error) * 100);
  return better > 0 ? translate(language, 'skill.better', { percent: percentOf(better / 100, language) }) : translate(language, 'skill.level');
}

/** "20:45 – 22:45", with the day where it is another. */
export function eventSpan(event: Pick<CityEvent, 'start' | 'end'>, now_ms: number, language: Language): string {
  const [from_ms, to_ms] = [Date.parse(event.start), Date.parse(event.end)];
  return `${moment(from_ms, now_ms, language)} – ${weekday(from_ms, language) === weekday(to_ms, language) && to_ms - from_ms < 86_400_000 ? clockMinutes(to_ms) : moment(to_ms, now_ms, language)}`;
}

/** "vigilance orange", "ligne arrêtée": what a severity is called where it comes from. */
export const severityInWords = (bulletin: Pick<Bulletin, 'kind' | 'severity'>, language: Language): string =>
  word(language, bulletin.kind === 'transport' ? 'severitytransport' : 'severity', bulletin.severity);
