// SPDX-License-Identifier: Apache-2.0
// Programs started for a test: on the loopback address, with their output kept, and ended with the test whatever happens.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import net from 'node:net';
import { promisify } from 'node:util';

const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a program; its output goes to `log`. `ended` resolves with { code, signal }. */
export function start(program, words, { log, cwd, env } = {}) {
  const child = spawn(program, words, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const out = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(out, { end: false });
  child.stderr.pipe(out, { end: false });
  child.ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.on('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return child;
}

/** Runs a program to its end. Resolves with { code, stdout, stderr }; never throws for an exit code. */
export async function run(program, words, { timeout_ms = 120_000, cwd, env } = {}) {
  try {
    const done = await promisify(execFile)(program, words, { cwd, env, timeout: timeout_ms, maxBuffer: 64 << 20 });
    return { code: 0, stdout: done.stdout, stderr: done.stderr };
  } catch (error) {
    return { code: error.code ?? null, stdout: error.stdout ?? '', stderr: error.stderr || String(error) };
  }
}

/** A TCP port that nobody listens on now. */
export function free_port() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** True once something accepts connections there. */
export function listens(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}
