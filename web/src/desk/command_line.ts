// SPDX-License-Identifier: Apache-2.0
// Reads what an operator types after `/`: unambiguous prefixes for commands, statuses and units, in French and English; pure.

export type SettableStatus = 'free' | 'busy' | 'off_duty';

export type Line =
  | { what: 'status'; unit: string; status: SettableStatus; reason: string }
  | { what: 'new'; title: string }
  | { what: 'road'; title: string }
  | { what: 'engage'; unit: string | null }
  | { what: 'note'; text: string }
  | { what: 'go'; unit: string }
  | { what: 'zone'; zone: string }
  | { what: 'streets'; event: string | null }
  | { what: 'at'; when: string }
  | { what: 'help' | 'list' | 'undo' | 'own' | 'acknowledge' | 'close' | 'coverage' | 'next' | 'crowd' | 'events' | 'now' | 'whatif' }
  | { what: 'search'; text: string }
  | { what: 'error'; error: Complaint; word: string; choices: string };

export type Complaint = 'command' | 'ambiguous' | 'unit' | 'unit.missing' | 'status' | 'text' | 'time' | 'zone' | 'zone.missing' | 'streets';

/** A zone, or an event, as the bar needs it. */
export interface Named { id: string; name: string }

/** One letter is fixed by OPERATORS.md; longer words may be cut to any prefix that is no other's. */
const kLetters: Record<string, Verb> = { s: 'status', n: 'new', e: 'engage', d: 'available', g: 'go', l: 'list', r: 'road', c: 'close', u: 'undo', z: 'zone', '@': 'at', '?': 'help' };
const kVerbs = {
  status: 'status', état: 'status', etat: 'status',
  new: 'new', nouveau: 'new', nouvel: 'new',
  engage: 'engage', engager: 'engage', envoyer: 'engage',
  available: 'available', disponible: 'available',
  note: 'note', noter: 'note',
  go: 'go', voir: 'go',
  list: 'list', liste: 'list',
  undo: 'undo', annuler: 'undo',
  take: 'own', prendre: 'own',
  acknowledge: 'acknowledge', vu: 'acknowledge',
  close: 'close', clore: 'close',
  road: 'road', rue: 'road', fermer: 'road',
  coverage: 'coverage', couverture: 'coverage',
  next: 'next', suivant: 'next',
  crowd: 'crowd', foule: 'crowd', affluence: 'crowd',
  zone: 'zone',
  streets: 'streets', rues: 'streets',
  at: 'at', à: 'at',
  now: 'now', maintenant: 'now',
  events: 'events', événements: 'events', evenements: 'events', agenda: 'events',
  whatif: 'whatif', 'what-if': 'whatif', 'et-si': 'whatif',
  help: 'help', aide: 'help',
} as const;
type Verb = (typeof kVerbs)[keyof typeof kVerbs];

const kStatuses: Record<string, SettableStatus> = {
  free: 'free', libre: 'free', disponible: 'free', available: 'free',
  busy: 'busy', occupée: 'busy', occupee: 'busy', occupé: 'busy',
  off: 'off_duty', off_duty: 'off_duty', hors: 'off_duty', fin: 'off_duty',
};

type Found<T> = { value: T } | { choices: string[] };

/** Exact first; else every word that starts so, if they all mean one thing. */
function byPrefix<T>(typed: string, words: Record<string, T>): Found<T> {
  const exact = Object.hasOwn(words, typed) ? words[typed] : undefined;
  if (exact !== undefined) return { value: exact };
  const starting = Object.entries(words).filter(([word]) => word.startsWith(typed));
  const meanings = new Set(starting.map(([, meaning]) => meaning));
  const only = starting[0];
  return meanings.size === 1 && only ? { value: only[1] } : { choices: starting.map(([word]) => word) };
}

/** "pm-03", "PM03", "pm 3": letters and a number, however written. */
function shape(id: string): string {
  return id.toLowerCase().replace(/[\s_-]+/g, '').replace(/(\D|^)0+(?=\d)/g, '$1');
}

export function findUnit(typed: string, units: Iterable<string>): Found<string> {
  const all = [...units];
  const wanted = shape(typed);
  const exact = all.filter((id) => shape(id) === wanted);
  if (exact.length === 1 && exact[0]) return { value: exact[0] };
  const starting = all.filter((id) => shape(id).startsWith(wanted) || id.toLowerCase().startsWith(typed.toLowerCase()));
  return starting.length === 1 && starting[0] ? { value: starting[0] } : { choices: starting.sort() };
}

const kShown = 5;

function complain(error: Complaint, word = '', choices: string[] = []): Line {
  const shown = choices.slice(0, kShown).join(', ') + (choices.length > kShown ? '…' : '');
  return { what: 'error', error, word, choices: shown };
}

/** Runs `then` with the unit named by `typed`, or says why there is none. */
function withUnit(typed: string | undefined, units: Iterable<string>, then: (unit: string) => Line): Line {
  if (!typed) return complain('unit.missing');
  const found = findUnit(typed, units);
  if ('value' in found) return then(found.value);
  return found.choices.length > 1 ? complain('ambiguous', typed, found.choices) : complain('unit', typed);
}

function status(unit: string, words: string[]): Line {
  const [typed = '', ...reason] = words;
  const found = typed === '' ? { choices: [] } : byPrefix(typed.toLowerCase(), kStatuses);
  if ('value' in found) return { what: 'status', unit, status: found.value, reason: reason.join(' ') };
  return found.choices.length > 1 ? complain('ambiguous', typed, found.choices) : complain('status', typed);
}

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, ' ').trim();

/** By id, by name, or by the beginning of a word of its name; accents forgiven. */
function named(typed: string, all: readonly Named[], unknown: Complaint, then: (id: string) => Line): Line {
  const wanted = plain(typed);
  const exact = all.filter((one) => one.id === typed || plain(one.name) === wanted);
  const found = exact.length > 0 ? exact : all.filter((one) => wanted !== '' && ` ${plain(one.name)}`.includes(` ${wanted}`));
  const only = found[0];
  if (found.length === 1 && only) return then(only.id);
  return found.length > 1 ? complain('ambiguous', typed, found.map((one) => one.name)) : complain(unknown, typed);
}

/** What a line may name. */
export interface Names { units: Iterable<string>; zones?: readonly Named[]; events?: readonly Named[] }

function read(verb: Verb, words: string[], { units, zones = [], events = [] }: Names): Line {
  const rest = words.join(' ');
  switch (verb) {
    case 'status': return withUnit(words[0], units, (unit) => status(unit, words.slice(1)));
    case 'available': return withUnit(words[0], units, (unit) => ({ what: 'status', unit, status: 'free', reason: '' }));
    case 'engage': return words.length === 0 ? { what: 'engage', unit: null } : withUnit(words[0], units, (unit) => ({ what: 'engage', unit }));
    case 'go': return withUnit(words[0], units, (unit) => ({ what: 'go', unit }));
    case 'zone': return rest === '' ? complain('zone.missing') : named(rest, zones, 'zone', (id) => ({ what: 'zone', zone: id }));
    case 'streets': return rest === '' ? { what: 'streets', event: null } : named(rest, events, 'streets', (event) => ({ what: 'streets', event }));
    case 'at': return rest === '' ? complain('time') : { what: 'at', when: rest };
    case 'new': return { what: 'new', title: rest };
    case 'road': return { what: 'road', title: rest };
    case 'note': return rest === '' ? complain('text') : { what: 'note', text: rest };
    default: return { what: verb };
  }
}

/** Text without a slash is an address to search for. */
export function readLine(line: string, names: Names): Line {
  const text = line.trim();
  if (!text.startsWith('/')) return { what: 'search', text };
  const [typed = '', ...words] = text.slice(1).trim().split(/\s+/);
  const letter = Object.hasOwn(kLetters, typed.toLowerCase()) ? kLetters[typed.toLowerCase()] : undefined;
  if (letter) return read(letter, words, names);
  const found: Found<Verb> = typed === '' ? { choices: [] } : byPrefix<Verb>(typed.toLowerCase(), kVerbs);
  if ('value' in found) return read(found.value, words, names);
  return found.choices.length > 1 ? complain('ambiguous', typed, found.choices) : complain('command', typed);
}

/** Statuses the record wants a reason for: the unit stops being there to be sent. */
export const needsReason = (status: SettableStatus): boolean => status !== 'free';
