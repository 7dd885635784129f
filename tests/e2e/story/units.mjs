// SPDX-License-Identifier: Apache-2.0
// Twenty units in Porto: enrolled by the command line, connected as TAK phones over mutual TLS.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TakUnit } from '../lib/tak_unit.mjs';
import { vigie } from '../lib/vigie.mjs';

const KINDS = ['car', 'motorbike', 'foot', 'bicycle', 'van'];
/** Praça da Liberdade, Porto. */
export const SQUARE = { lat: 41.14662, lon: -8.61118 };

/** Around the square on two rings, 300 and 900 m out. */
function beat(index) {
  const angle = (index / 20) * 2 * Math.PI;
  const out_m = index % 2 === 0 ? 300 : 900;
  return { lat: SQUARE.lat + (Math.sin(angle) * out_m) / 111_200, lon: SQUARE.lon + (Math.cos(angle) * out_m) / 83_700 };
}

/** Enrols `count` devices into `data`; resolves with units that are not connected yet. */
export async function enrol_units(count, data, folder) {
  const units = [];
  for (let index = 1; index <= count; index += 1) {
    const name = `PM-${String(index).padStart(2, '0')}`;
    const out = path.join(folder, name);
    await vigie('device', 'enrol', name, '--unit', name, '--kind', KINDS[index % KINDS.length], '--data', data, '--out', out);
    const keyed = { cert: readFileSync(`${out}.crt`, 'utf8'), key: readFileSync(`${out}.key`, 'utf8') };
    units.push(new TakUnit(name, keyed, beat(index)));
  }
  return units;
}
