// SPDX-License-Identifier: Apache-2.0
// The HTTP side of the contract: one function per route, refusals as one type, the CSRF value on every change.
import type {
  Audit, City, Command, Coverage, CrowdHistory, CrowdScenario, CrowdTimeline, Device, Me, MissionRoute, NowcastStreets, Outcome, Place, RefusalKind, RoadPreview, RoadSense, Role, User,
  WhatIf, WhatIfQuestion, Zone,
} from './types';

/** What the server refused, in its own words; `kind` is 'unavailable' and `status` 0 where no answer came. */
export class Refused extends Error {
  constructor(readonly status: number, readonly kind: RefusalKind, message: string) {
    super(message);
    this.name = 'Refused';
  }
}

/** No operator waits longer than this for a yes or a no. */
const kAnswerWithin_ms = 8000;

let csrf = '';
let onUnauthorised: () => void = () => undefined;

/** Who is told when the session has ended (a revoked user, an idle limit). */
export function whenUnauthorised(tell: () => void): void {
  onUnauthorised = tell;
}

function remember(me: Me): Me {
  csrf = me.csrf;
  return me;
}

async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Vigie-Csrf'] = csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(kAnswerWithin_ms),
    });
  } catch {
    throw new Refused(0, 'unavailable', '');
  }
  // A body that is no JSON says nothing; one that broke off before its end is no answer.
  const told: unknown = await answer.json().catch((fault: unknown) => {
    if (answer.ok && !(fault instanceof SyntaxError)) throw new Refused(0, 'unavailable', '');
    return undefined;
  });
  if (answer.ok) return told as T;
  const error = (told as { error?: { kind: RefusalKind; message: string } } | undefined)?.error;
  if (answer.status === 401 && path !== '/api/v1/login' && path !== '/api/v1/enrol') onUnauthorised();
  throw new Refused(answer.status, error?.kind ?? 'unavailable', error?.message ?? '');
}

export const me = (): Promise<Me> => call<Me>('GET', '/api/v1/me').then(remember);
export const login = (name: string, password: string, code?: string): Promise<Me> =>
  call<Me>('POST', '/api/v1/login', code ? { name, password, code } : { name, password }).then(remember);
export const enrol = (token: string, name: string, password: string): Promise<Me> =>
  call<Me>('POST', '/api/v1/enrol', { token, name, password }).then(remember);
export const logout = (): Promise<unknown> => call('POST', '/api/v1/logout', {});
export const city = (): Promise<City> => call('GET', '/api/v1/city');
export const command = (what: Command): Promise<Outcome> => call('POST', '/api/v1/commands', what);
export const search = (text: string, limit = 8): Promise<Place[]> =>
  call<{ places: Place[] }>('GET', `/api/v1/search?q=${encodeURIComponent(text.slice(0, 200))}&limit=${limit}`).then((found) => found.places);
export const users = (): Promise<User[]> => call<{ users: User[] }>('GET', '/api/v1/users').then((list) => list.users);
export const invite = (name: string, role: Role): Promise<{ link: string; expires: string }> =>
  call('POST', '/api/v1/users', { name, role });
export const revokeUser = (name: string): Promise<unknown> => call('DELETE', `/api/v1/users/${encodeURIComponent(name)}`);
export const devices = (): Promise<Device[]> =>
  call<{ devices: Device[] }>('GET', '/api/v1/devices').then((list) => list.devices);
export const revokeDevice = (name: string): Promise<unknown> =>
  call('DELETE', `/api/v1/devices/${encodeURIComponent(name)}`);
export const audit = (limit = 200): Promise<Audit> => call('GET', `/api/v1/audit?limit=${limit}`);
/** The streets that a drawn line lies on; points are [longitude, latitude]. */
export const previewRoad = (line: [number, number][], sense: RoadSense): Promise<RoadPreview> =>
  call('POST', '/api/v1/roads/preview', { lines: [line], sense });
/** `minutes` rising. */
export const coverage = (minutes: readonly number[]): Promise<Coverage> => call('GET', `/api/v1/coverage?minutes=${minutes.join(',')}`);
export const missionRoute = (mission: string): Promise<MissionRoute> => call('GET', `/api/v1/missions/${encodeURIComponent(mission)}/route`);
export const zones = (): Promise<Zone[]> => call<{ zones: Zone[] }>('GET', '/api/v1/crowd/zones').then((list) => list.zones);
const span = (from_ms: number, to_ms: number): string => `from=${new Date(from_ms).toISOString()}&to=${new Date(to_ms).toISOString()}`;
/** Every zone's people in columns of `step_min` minutes. */
export const crowdTimeline = (from_ms: number, to_ms: number, step_min: number): Promise<CrowdTimeline> =>
  call('GET', `/api/v1/crowd/timeline?${span(from_ms, to_ms)}&step_min=${step_min}`);
/** One zone's past in steps of five minutes. */
export const crowdHistory = (zone: string, from_ms: number, to_ms: number): Promise<CrowdHistory> =>
  call('GET', `/api/v1/crowd/zones/${encodeURIComponent(zone)}/history?${span(from_ms, to_ms)}`);
export const nowcastStreets = (event: string): Promise<NowcastStreets> => call('GET', `/api/v1/crowd/nowcasts/${encodeURIComponent(event)}/streets`);
export const crowdScenarios = (): Promise<CrowdScenario[]> =>
  call<{ scenarios: CrowdScenario[] }>('GET', '/api/v1/crowd/scenarios').then((list) => list.scenarios);
/** A new question cancels the person's older one. */
export const askWhatIf = (question: WhatIfQuestion): Promise<string> =>
  call<{ id: string }>('POST', '/api/v1/crowd/what-ifs', question).then((accepted) => accepted.id);
export const readWhatIf = (id: string): Promise<WhatIf> => call('GET', `/api/v1/crowd/what-ifs/${encodeURIComponent(id)}`);
export const cancelWhatIf = (id: string): Promise<unknown> => call('DELETE', `/api/v1/crowd/what-ifs/${encodeURIComponent(id)}`);
