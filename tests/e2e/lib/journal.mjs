// SPDX-License-Identifier: Apache-2.0
// The journal as another program reads it: Debian's sqlite3, beside the server.
import path from 'node:path';
import { run } from './programs.mjs';

/** Every record of that kind, in order: { sequence, actor, payload } with the payload as an object. */
export async function records(data, kind) {
  const sql = `SELECT sequence, actor, CAST(payload AS TEXT) AS payload FROM records WHERE kind = '${kind}' ORDER BY sequence`;
  const done = await run('sqlite3', ['-readonly', '-json', path.join(data, 'journal.db'), sql]);
  if (done.code !== 0) throw new Error(`sqlite3: ${done.stderr}`);
  return JSON.parse(done.stdout || '[]').map((row) => ({ ...row, payload: JSON.parse(row.payload) }));
}
