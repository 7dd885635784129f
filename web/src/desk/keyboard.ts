// SPDX-License-Identifier: Apache-2.0
// What each key does on the desk; typing in a field is left alone but for the keys that must always work.
import { acknowledge, own } from '../state/acts';
import { coverage } from '../state/coverage.svelte';
import { crowd } from '../state/crowd.svelte';
import { desk } from '../state/desk.svelte';
import { drawing } from '../state/drawing.svelte';
import { live } from '../state/live.svelte';
import { sending } from '../state/sending.svelte';
import { session } from '../state/session.svelte';
import { travel } from '../state/travel.svelte';
import { undo } from '../state/undo.svelte';

const kTyping = 'input:not([type="range"]), textarea, select, [contenteditable]';

function goToUnit(): void {
  const unit = desk.pick?.unit ?? desk.unit ?? desk.recommendation?.candidates[0]?.unit;
  const place = unit === undefined ? undefined : live.peek().positions.get(unit);
  if (place) {
    desk.tab = 'map';
    desk.flyTo(place.lat, place.lon, 16);
  }
}

/** Keys that work wherever the focus is. */
function always(event: KeyboardEvent): (() => void) | null {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === 'k') return () => desk.openBar('');
  if (command || event.altKey) return null;
  const incident = desk.incident;
  switch (event.key) {
    case 'F1': return () => desk.next();
    case 'F2': return () => { if (desk.chosen && session.may('acknowledge_alarm')) void acknowledge(desk.chosen); };
    case 'F3': return () => { if (incident && session.may('own_incident')) void own(incident.id, session.me?.name ?? ''); };
    case 'F4': return () => { if (incident && session.may('close_incident')) desk.onTop = { what: 'close', incident: incident.id }; };
    case 'Escape':
      if (drawing.open && !desk.onTop && !desk.barOpen) return () => drawing.escape();
      return desk.onTop || desk.barOpen || desk.pick || desk.list || desk.road || desk.zone || desk.streets || travel.open ? () => { desk.escape(); } : null;
    default: return null;
  }
}

/** Keys that are letters in a field. */
function outsideFields(event: KeyboardEvent): (() => void) | null {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') return () => { void undo.now(); };
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === '/') return () => desk.openBar('/');
  if (event.key === '?') return () => { desk.onTop = { what: 'keys' }; };
  if (desk.onTop) return null;
  const own = event.target instanceof Element && event.target.closest('button, summary, a') !== null;
  if (drawing.open && event.key === 'Backspace') return () => drawing.back();
  if (drawing.open && event.key === 'Enter' && !own) return () => { void drawing.confirm(); };
  if (/^[1-5]$/.test(event.key) && !drawing.open) {
    const place = Number(event.key);
    // While a reason is asked for, digits choose the reason.
    return desk.pick && sending.needsReason ? () => sending.preset(place) : () => { if (session.may('send_unit')) sending.pickPlace(place); };
  }
  const inConfirm = event.target instanceof Element && event.target.closest('[data-own-enter]') !== null;
  if (event.key === 'Enter' && desk.pick && !inConfirm) return () => { void sending.confirm(); };
  switch (event.key.toLowerCase()) {
    case 'g': return goToUnit;
    case 'r': return session.may('change_road') && !drawing.open ? () => drawing.begin() : null;
    case 'c': return coverage.offered ? () => coverage.toggle() : null;
    case 'd': return crowd.offered ? () => crowd.toggle() : null;
    case 't': return crowd.offered ? () => (travel.open ? travel.leave() : travel.show()) : null;
    case 'n': return travel.open ? () => travel.now() : null;
    case 'p': return travel.open ? () => travel.play() : null;
    case ',': return crowd.offered ? () => travel.step(-1) : null;
    case '.': return crowd.offered ? () => travel.step(1) : null;
    case 'l': return () => { desk.list = !desk.list; if (desk.list) desk.tab = 'map'; };
    default: return null;
  }
}

export function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.repeat && /^F\d$/.test(event.key)) return;
  const typing = event.target instanceof Element && event.target.closest(kTyping) !== null;
  const act = always(event) ?? (typing ? null : outsideFields(event));
  if (!act) return;
  event.preventDefault();
  act();
}
