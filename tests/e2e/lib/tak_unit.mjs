// SPDX-License-Identifier: Apache-2.0
// A unit in the street: node-tak over mutual TLS, reporting its place and answering what it is told to do.
import TAK, { CoT } from '@tak-ps/node-tak';
import { until } from './claims.mjs';

// node-tak says every step on standard error; that is of no interest here.
const error = console.error;
console.error = (...words) => (String(words[0]).startsWith('ok - ') ? undefined : error(...words));

const iso = (ms) => new Date(ms).toISOString();

export class TakUnit {
  /** `keyed`: { cert, key } in PEM, as `vigie device enrol` gave them. `place`: { lat, lon }. */
  constructor(name, keyed, place) {
    Object.assign(this, { name, keyed, place, received: [], closed: false });
  }

  async connect(port) {
    this.tak = await TAK.connect(this.name, new URL(`ssl://127.0.0.1:${port}`), this.keyed);
    this.tak.on('cot', (cot) => this.received.push({ at: performance.now(), event: cot.raw.event }));
    this.tak.on('error', (fault) => { this.fault = fault; });
    this.tak.client.on('close', () => { this.closed = true; });
    await until(`${this.name} to be answered its ping`, () => this.tak.open, { within_ms: 15_000 });
  }

  event(type, detail, uid = `ANDROID-${this.name}`) {
    const now = Date.now();
    return `<event version="2.0" uid="${uid}" type="${type}" how="m-g" time="${iso(now)}" start="${iso(now)}" ` +
      `stale="${iso(now + 60_000)}"><point lat="${this.place.lat}" lon="${this.place.lon}" hae="0" ce="5" le="5"/>` +
      `<detail>${detail}</detail></event>`;
  }

  report() {
    this.tak.write([new CoT(this.event('a-f-G-U-C', `<contact callsign="${this.name}"/><track speed="0" course="90"/>`))]);
  }

  /** Reports its place every `ms` until it is closed. */
  report_every(ms) {
    this.report();
    this.timer = setInterval(() => this.report(), ms);
  }

  status(word) { this.tak.write_xml(this.event('b-m-r', `<vigie status="${word}"/>`, `status-${this.name}-${word}`)); }
  answer(mission, state) {
    this.tak.write_xml(this.event('b-m-r', `<vigie mission="${mission}" state="${state}"/>`, `answer-${mission}-${state}`));
  }

  /** The mission it was told of: { mission, at, event }; waits for it. */
  async tasking(within_ms = 10_000) {
    return until(`${this.name} to be told its mission`, () => {
      for (const { at, event } of this.received) {
        const told = event.detail?.vigie?._attributes;
        if (told?.mission) return { mission: told.mission, state: told.state, at, event };
      }
      return null;
    }, { within_ms, every_ms: 5 });
  }

  close() {
    clearInterval(this.timer);
    this.tak?.destroy();
  }
}
