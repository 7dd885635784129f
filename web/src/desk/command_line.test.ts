// SPDX-License-Identifier: Apache-2.0
// Claims about the command bar's language.
import { describe, expect, it } from 'vitest';
import { findUnit, needsReason, readLine } from './command_line';

const kUnits = ['PM-03', 'PM-07', 'PM-13', 'K9-01'];
const kZones = [{ id: 'old-port', name: 'Vieux-Port' }, { id: 'market', name: 'Place du Marché' }, { id: 'hall', name: 'Place de l’Hôtel de Ville' }];
const kEvents = [{ id: 'E-1', name: 'Vigie FC – Racing Levant' }, { id: 'E-2', name: 'Racing Levant – Stade' }];
const read = (line: string) => readLine(line, { units: kUnits, zones: kZones, events: kEvents });

describe('the command bar', () => {
  it('reads the examples of the handbook', () => {
    expect(read('/s PM-03 free')).toEqual({ what: 'status', unit: 'PM-03', status: 'free', reason: '' });
    expect(read('/d pm3')).toEqual({ what: 'status', unit: 'PM-03', status: 'free', reason: '' });
    expect(read('/n noise on the quay')).toEqual({ what: 'new', title: 'noise on the quay' });
    expect(read('/e')).toEqual({ what: 'engage', unit: null });
    expect(read('/e pm-07')).toEqual({ what: 'engage', unit: 'PM-07' });
  });

  it('speaks French as well', () => {
    expect(read('/s PM-03 libre')).toMatchObject({ status: 'free' });
    expect(read('/s PM-03 hors fin de service')).toEqual({ what: 'status', unit: 'PM-03', status: 'off_duty', reason: 'fin de service' });
    expect(read('/état pm7 occ pause')).toMatchObject({ unit: 'PM-07', status: 'busy', reason: 'pause' });
  });

  it('takes prefixes that can mean one thing only', () => {
    expect(read('/stat k9 fr')).toMatchObject({ what: 'status', unit: 'K9-01', status: 'free' });
    expect(read('/cl')).toEqual({ what: 'close' });
    expect(read('/he')).toEqual({ what: 'help' });
    expect(read('/ne')).toMatchObject({ what: 'error', error: 'ambiguous', word: 'ne', choices: 'new, next' });
  });

  it('closes a street, and an incident, and does not mix them up', () => {
    expect(read('/r')).toEqual({ what: 'road', title: '' });
    expect(read('/rue Fête de la musique')).toEqual({ what: 'road', title: 'Fête de la musique' });
    expect(read('/fermer')).toMatchObject({ what: 'road' });
    expect([read('/c'), read('/close'), read('/clo')]).toEqual([{ what: 'close' }, { what: 'close' }, { what: 'close' }]);
    expect(read('/co')).toEqual({ what: 'coverage' });
  });

  it('looks into a zone, by the beginning of any word of its name, accents forgiven', () => {
    expect(read('/zone vieux')).toEqual({ what: 'zone', zone: 'old-port' });
    expect(read('/z MARCHE')).toEqual({ what: 'zone', zone: 'market' });
    expect(read('/zone hôtel de')).toEqual({ what: 'zone', zone: 'hall' });
    expect(read('/zone old-port')).toEqual({ what: 'zone', zone: 'old-port' });
    expect(read('/zone place')).toMatchObject({ error: 'ambiguous', choices: 'Place du Marché, Place de l’Hôtel de Ville' });
    expect(read('/zone ort')).toMatchObject({ error: 'zone', word: 'ort' });
    expect(read('/zone')).toMatchObject({ error: 'zone.missing' });
  });

  it('opens the streets of an event, the foremost without a name; a street closed is another word', () => {
    expect([read('/streets'), read('/rues'), read('/str')]).toEqual([1, 2, 3].map(() => ({ what: 'streets', event: null })));
    expect(read('/rues vigie')).toEqual({ what: 'streets', event: 'E-1' });
    expect(read('/streets E-2')).toEqual({ what: 'streets', event: 'E-2' });
    expect(read('/streets racing')).toMatchObject({ error: 'ambiguous' });
    expect(read('/streets opera')).toMatchObject({ error: 'streets', word: 'opera' });
    expect([read('/rue'), read('/r')]).toEqual([{ what: 'road', title: '' }, { what: 'road', title: '' }]);
  });

  it('looks at another time and back, and at the crowd', () => {
    expect(read('/at demain 18h')).toEqual({ what: 'at', when: 'demain 18h' });
    expect(read('/à 21:30')).toEqual({ what: 'at', when: '21:30' });
    expect(read('/at')).toMatchObject({ error: 'time' });
    expect([read('/now'), read('/maintenant')]).toEqual([{ what: 'now' }, { what: 'now' }]);
    expect([read('/whatif'), read('/w'), read('/et-si')]).toEqual([{ what: 'whatif' }, { what: 'whatif' }, { what: 'whatif' }]);
    expect([read('/crowd'), read('/foule'), read('/agenda'), read('/ev')]).toEqual([{ what: 'crowd' }, { what: 'crowd' }, { what: 'events' }, { what: 'events' }]);
  });

  it('asks rather than guesses', () => {
    expect(read('/s pm free')).toMatchObject({ what: 'error', error: 'ambiguous', choices: 'PM-03, PM-07, PM-13' });
    expect(read('/s zz free')).toMatchObject({ error: 'unit', word: 'zz' });
    expect(read('/s')).toMatchObject({ error: 'unit.missing' });
    expect(read('/s PM-03')).toMatchObject({ error: 'status' });
    expect(read('/s PM-03 f')).toMatchObject({ error: 'ambiguous', choices: 'free, fin' });
    expect(read('/s PM-03 dead')).toMatchObject({ error: 'status', word: 'dead' });
    expect(read('/fly')).toMatchObject({ error: 'command', word: 'fly' });
    expect(read('/')).toMatchObject({ error: 'command' });
    expect(read('/note')).toMatchObject({ error: 'text' });
  });

  it('takes words without a slash for an address', () => {
    expect(read(' 12 bis rue de la Joie ')).toEqual({ what: 'search', text: '12 bis rue de la Joie' });
  });

  it('keeps what a note says as it was typed', () => expect(read('/note Homme à terre, PM-03 prévient')).toEqual({ what: 'note', text: 'Homme à terre, PM-03 prévient' }));

  it('is not misled by names of Object', () => {
    expect(read('/constructor')).toMatchObject({ error: 'command' });
    expect(read('/s PM-03 toString')).toMatchObject({ error: 'status' });
  });
});

describe('a unit', () => {
  it.each(['PM-03', 'pm-03', 'PM03', 'pm3', 'pm-3'])('is found as %s', (typed) => expect(findUnit(typed, kUnits)).toEqual({ value: 'PM-03' }));
  it('of an exact name wins over longer ones', () => expect(findUnit('pm1', ['PM-1', 'PM-13'])).toEqual({ value: 'PM-1' }));
  it('needs a reason to leave service, none to come back', () => {
    expect([needsReason('busy'), needsReason('off_duty'), needsReason('free')]).toEqual([true, true, false]);
  });
});
