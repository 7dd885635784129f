// SPDX-License-Identifier: Apache-2.0
// What a frame costs this screen in script time, and how many it draws: read it as `window.__vigie.perf.report()`.

const kKept = 240;

export interface PerfReport {
  units: number;
  /** Frames in the last second. */
  frames_per_s: number;
  /** Script time of our own work in a frame (units and labels), ms. */
  script_ms: { mean: number; p95: number };
  /** Script time to take a stream message to the map, ms. */
  message_ms: { mean: number; p95: number };
}

function summary(values: number[]): { mean: number; p95: number } {
  if (values.length === 0) return { mean: 0, p95: 0 };
  const sorted = [...values].sort((left, right) => left - right);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return { mean: round(mean), p95: round(sorted[Math.floor(sorted.length * 0.95)] ?? mean) };
}

export class Perf {
  private readonly script_ms: number[] = [];
  private readonly message_ms: number[] = [];
  private readonly at_ms: number[] = [];
  private units = 0;

  frame(script_ms: number, units: number): void {
    this.units = units;
    this.at_ms.push(performance.now());
    this.keep(this.script_ms, script_ms);
    while ((this.at_ms[0] ?? 0) < performance.now() - 1000) this.at_ms.shift();
  }

  /** More work of the same frame, done after the layer drew. */
  more(script_ms: number): void {
    const last = this.script_ms.length - 1;
    if (last >= 0) this.script_ms[last] = (this.script_ms[last] ?? 0) + script_ms;
  }

  message(script_ms: number): void {
    this.keep(this.message_ms, script_ms);
  }

  report(): PerfReport {
    return { units: this.units, frames_per_s: this.at_ms.length, script_ms: summary(this.script_ms), message_ms: summary(this.message_ms) };
  }

  private keep(list: number[], value: number): void {
    list.push(value);
    if (list.length > kKept) list.shift();
  }
}
