// SPDX-License-Identifier: Apache-2.0
// Debian's mosquitto as the city's MQTT broker, and mosquitto_pub as the button in the street.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './claims.mjs';
import { free_port, listens, run, start } from './programs.mjs';

const MOSQUITTO = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].find(existsSync);
export const have_broker = Boolean(MOSQUITTO) && existsSync('/usr/bin/mosquitto_pub');

export async function start_broker(folder) {
  const port = await free_port();
  const config = path.join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const child = start(MOSQUITTO, ['-c', config], { log: path.join(folder, 'mosquitto.log') });
  await until('the broker to listen', () => listens(port));
  return { port, stop: () => child.kill('SIGTERM') };
}

/** Publishes with quality of service 1; resolves when the broker has it. */
export async function publish(port, topic, message) {
  const done = await run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-m', JSON.stringify(message)]);
  if (done.code !== 0) throw new Error(`mosquitto_pub: ${done.stderr}`);
}
