// SPDX-License-Identifier: Apache-2.0
// Does what a typed line says, and keeps the line as typed for the record.
import { t } from '../i18n/language.svelte';
import { acknowledge, note, own, setStatus } from '../state/acts';
import { whenOf } from '../crowd/when';
import { foremost } from '../nowcast/streets';
import { coverage } from '../state/coverage.svelte';
import { crowd } from '../state/crowd.svelte';
import { decide } from '../state/decide';
import { desk } from '../state/desk.svelte';
import { drawing } from '../state/drawing.svelte';
import { live } from '../state/live.svelte';
import { sending } from '../state/sending.svelte';
import { session } from '../state/session.svelte';
import { travel } from '../state/travel.svelte';
import { undo } from '../state/undo.svelte';
import { needsReason, type Line } from './command_line';

function withIncident(then: (incident: string) => void): string | null {
  if (!desk.incident) return t('bar.error.incident');
  then(desk.incident.id);
  return null;
}

function go(unit: string): string | null {
  const place = live.peek().positions.get(unit);
  if (!place) return t('bar.error.position', { unit });
  if (desk.unit !== unit) desk.lookAt({ unit });
  desk.tab = 'map';
  desk.flyTo(place.lat, place.lon, 16);
  return null;
}

function status(line: Extract<Line, { what: 'status' }>): string | null {
  const { unit, status: wanted, reason } = line;
  if (needsReason(wanted) && reason === '' && wanted !== 'free') desk.onTop = { what: 'status', unit, status: wanted };
  else void setStatus(unit, wanted, reason);
  return null;
}

function at(when: string): string | null {
  if (!crowd.offered) return t('bar.error.crowd');
  const at_ms = whenOf(when, live.peek().now_ms);
  if (Number.isNaN(at_ms)) return t('bar.error.time', { word: when });
  desk.tab = 'map';
  return travel.go(at_ms) ? null : t('bar.error.time.far');
}

function streets(event: string | null): string | null {
  const found = event ?? foremost(live.peek().nowcasts.values())?.event;
  if (found === undefined) return t('bar.error.streets.none');
  desk.lookIntoStreets(found);
  return null;
}

function obey(line: Line): string | null {
  switch (line.what) {
    case 'error': return t(`bar.error.${line.error}`, { word: line.word, choices: line.choices });
    case 'status': return status(line);
    case 'new': desk.point = null; desk.onTop = { what: 'new', title: line.title }; return null;
    case 'engage': return withIncident(() => { const unit = line.unit ?? sending.first; if (unit) sending.pick(unit); });
    case 'note': return withIncident((incident) => void note(incident, line.text));
    case 'own': return withIncident((incident) => void own(incident, session.me?.name ?? ''));
    case 'acknowledge': return withIncident((incident) => void acknowledge(incident));
    case 'close': return withIncident((incident) => { desk.onTop = { what: 'close', incident }; });
    case 'go': return go(line.unit);
    case 'road':
      if (!session.may('change_road')) return t('refused.forbidden');
      drawing.begin(line.title);
      return null;
    case 'coverage':
      if (!coverage.offered) return t('refused.forbidden');
      coverage.toggle();
      return null;
    case 'crowd':
      if (!crowd.offered) return t('bar.error.crowd');
      crowd.toggle();
      return null;
    case 'whatif':
      if (!session.can('crowd:simulate')) return t('refused.forbidden');
      location.hash = '/what-if';
      return null;
    case 'zone': desk.lookInto(line.zone); return null;
    case 'streets': return streets(line.event);
    case 'at': return at(line.when);
    case 'now': travel.now(); return null;
    case 'events': desk.list = true; desk.listPart = 'events'; desk.tab = 'map'; return null;
    case 'next': desk.next(); return null;
    case 'list': desk.list = !desk.list; return null;
    case 'undo': void undo.now(); return null;
    case 'help': desk.onTop = { what: 'keys' }; return null;
    case 'search': return null;
  }
}

/** Null when it was obeyed; else what to tell the operator. The line is recorded either way. */
export function run(line: Line, typed: string): string | null {
  void decide({ command: 'typed_command', line: typed.slice(0, 500) });
  return obey(line);
}
