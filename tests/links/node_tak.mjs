// SPDX-License-Identifier: Apache-2.0
// node-tak (which never verifies its server) and openssl (told to verify it) against the TAK link over mutual TLS.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
if (!existsSync(path.join(here, '../e2e/node_modules/@tak-ps/node-tak'))) {
  console.log('not run: npm ci in tests/e2e has not been done');
  process.exit(77);
}
const { TakUnit } = await import('../e2e/lib/tak_unit.mjs');

const folder = mkdtempSync(path.join(process.env.TMPDIR ?? tmpdir(), 'vigie-node-tak-'));
const host = spawn(process.argv[2], [folder, 'PM-03', 'PM-04'], { stdio: ['pipe', 'pipe', 'ignore'] });
process.on('exit', () => { host.kill(); rmSync(folder, { recursive: true, force: true }); });
const heard = [];
let rest = '';
host.stdout.on('data', (bytes) => {
  const lines = (rest + bytes).split('\n');
  rest = lines.pop();
  heard.push(...lines.map((line) => JSON.parse(line)));
});

const until = async (what, holds, within_ms = 8000) => {
  for (const end = performance.now() + within_ms; performance.now() < end;) {
    const value = holds();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain for ${what}; heard ${JSON.stringify(heard)}`);
};
const has = (wanted) => heard.find((line) => Object.entries(wanted).every(([key, value]) => line[key] === value));
const keyed = (name) => ({ cert: readFileSync(path.join(folder, `${name}.crt`), 'utf8'), key: readFileSync(path.join(folder, `${name}.key`), 'utf8') });

const { port } = await until('the port', () => heard.find((line) => line.port));

// A unit's whole mission: ping, place, tasking, three answers, the emergency button.
const unit = new TakUnit('PM-03', keyed('PM-03'), { lat: 41.1408, lon: -8.6132 });
await unit.connect(port);
unit.report();
await until('the position', () => has({ reported: 'PM-03' }));
const told = await unit.tasking();
assert.equal(told.mission, 'M-9');
assert.equal(told.event._attributes.type, 'b-m-p-w-GOTO');
await until('the chat message', () => unit.received.some(({ event }) => event._attributes.type === 'b-t-f' && JSON.stringify(event.detail.remarks).includes('Ribeira')));
await until('the delivery', () => has({ delivered: 'M-9' }));
unit.answer('M-9', 'en_route');
await until('en route', () => has({ answered: 'en_route', mission: 'M-9', by: 'PM-03' }));
const chat = '<__chat chatroom="Vigie" id="VIGIE" senderCallsign="PM-03"/><remarks>';
unit.tak.write_xml(unit.event('b-t-f', `${chat}Sur place</remarks>`, 'GeoChat.1'));
await until('on scene, by chat', () => has({ answered: 'on_scene', mission: 'M-9' }));
unit.tak.write_xml(unit.event('b-t-f', `${chat}3</remarks>`, 'GeoChat.2'));
await until('done, by chat', () => has({ answered: 'done', mission: 'M-9' }));
unit.tak.write_xml(unit.event('b-a-o-tbl', '<emergency type="911 Alert">PM-03</emergency>', 'ANDROID-PM-03-9-1-1'));
await until('the emergency', () => has({ observed: 'officer_distress', by: 'PM-03' }));
unit.tak.write_xml(unit.event('b-a-o-can', '<emergency cancel="true">PM-03</emergency>', 'ANDROID-PM-03-9-1-1'));
await until('its release', () => has({ observed: 'distress_cleared', by: 'PM-03' }));

// openssl with its eyes open: it verifies chain, address and use of the server's certificate; and it refuses a foreign authority.
const s_client = (authority) => spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error', '-verify_ip', '127.0.0.1',
  '-purpose', 'sslserver', '-CAfile', authority, '-cert', path.join(folder, 'PM-04.crt'), '-key', path.join(folder, 'PM-04.key')],
  { input: '', timeout: 10_000, encoding: 'utf8' });
const verified = s_client(path.join(folder, 'ca/ca.pem'));
assert.match(verified.stdout, /Verification: OK/);
assert.equal(verified.status, 0, verified.stderr);
assert.notEqual(s_client(path.join(folder, 'PM-04.crt')).status, 0, 'a foreign authority is not believed');
for (const old of ['-tls1', '-tls1_1'])
  assert.notEqual(spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, old], { input: '', timeout: 10_000 }).status, 0, `${old} is refused`);

// Revocation cuts the open connection within two seconds.
const begun = performance.now();
host.stdin.write('revoke PM-03\n');
await until('the cut', () => unit.closed, 4000);
const cut_ms = performance.now() - begun;
assert.ok(cut_ms < 2000, `cut after ${cut_ms.toFixed(0)} ms`);
unit.close();
console.log(`node-tak and openssl: ok; a revoked phone was cut after ${cut_ms.toFixed(0)} ms`);
host.stdin.end();
setTimeout(() => process.exit(0), 200);
