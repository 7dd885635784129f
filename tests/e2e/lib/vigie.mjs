// SPDX-License-Identifier: Apache-2.0
// The built binary: its subcommands, and the server as a process with the ports it chose.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { now_ms, until } from './claims.mjs';
import { run, start } from './programs.mjs';

export const project = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../..');
export const binary = process.env.VIGIE ?? path.join(project, 'build/release/vigie');
export const artefacts = process.env.VIGIE_ARTEFACTS ?? path.join(project, 'build/e2e');
export const test_data = path.resolve(project, process.env.VIGIE_TEST_DATA ?? '../shared/data');

/** A folder that goes away with the test. */
export function temporary_folder(name) {
  const folder = mkdtempSync(path.join(process.env.TMPDIR ?? tmpdir(), `vigie-${name}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a subcommand; throws with its one line of error. */
export async function vigie(...words) {
  const done = await run(binary, words, { timeout_ms: 300_000, cwd: project });
  if (done.code !== 0) throw new Error(`vigie ${words.slice(0, 2).join(' ')}: exit ${done.code}: ${done.stderr.trim()}`);
  return done.stdout;
}

/** The last line of a subcommand's output as JSON. */
export async function vigie_json(...words) {
  return JSON.parse((await vigie(...words)).trim().split('\n').pop());
}

/**
 * Starts `vigie serve` on free loopback ports and waits until it says which.
 * Resolves with { url, http_port, cot_port, enrolment, ready_ms, stop(), kill() }.
 */
export async function serve({ city, data, mqtt_port, log, options = [] }) {
  const begun = now_ms();
  const ports_file = path.join(path.dirname(log), `ports-${begun.toFixed(0)}.json`);
  const words = ['serve', '--city', city, '--data', data, '--http', '127.0.0.1:0', '--cot', '127.0.0.1:0',
    '--console', path.join(project, 'web/dist'), '--ports-file', ports_file, ...options];
  if (mqtt_port) words.push('--mqtt', `127.0.0.1:${mqtt_port}`);
  const child = start(binary, words, { log, cwd: project });
  let ended = null;
  child.ended.then((how) => { ended = how; });
  const ports = await until('the server to be ready', () => {
    if (ended) throw new Error(`the server ended at once: ${JSON.stringify(ended)}; see ${log}`);
    try {
      return JSON.parse(readFileSync(ports_file, 'utf8'));
    } catch {
      return null;  // not there, or not whole yet
    }
  }, { within_ms: 60_000, every_ms: 20 });
  const end = (signal) => { child.kill(signal); return child.ended; };
  return { ...ports, ready_ms: now_ms() - begun, child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
