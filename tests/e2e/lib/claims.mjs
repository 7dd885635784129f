// SPDX-License-Identifier: Apache-2.0
// Claims with a line each, timings beside them, and an exit code that says whether all held.
import { performance } from 'node:perf_hooks';

const begun = performance.now();
const timings = {};
let failed = 0;

/** Prints the claim with the second it was checked at; a false one is counted and the run goes on. */
export function claim(text, holds, seen = '') {
  if (!holds) failed += 1;
  const at = ((performance.now() - begun) / 1000).toFixed(1).padStart(6);
  console.log(`${at} s  ${holds ? 'holds ' : 'BROKEN'}  ${text}${!holds && seen !== '' ? `: ${seen}` : ''}`);
  return holds;
}

/** Keeps a measured figure, in milliseconds unless its name says otherwise. */
export function measured(name, value) {
  timings[name] = Math.round(value);
}

/** A machine that others keep busy takes longer: waiting is no claim. What must be quick says so by `measured` and `claim`. */
export const kPatience = 4;

/** Asks again until `ask` gives something truthy; throws, naming what was waited for. */
export async function until(what, ask, { within_ms = 10_000, every_ms = 50 } = {}) {
  const deadline = performance.now() + kPatience * within_ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${kPatience * within_ms} ms for: ${what}`);
    await sleep(every_ms);
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const now_ms = () => performance.now();

/** The figures as one JSON line; 1 where a claim did not hold. */
export function verdict() {
  console.log(JSON.stringify({ measured: timings, failed }));
  return failed === 0 ? 0 : 1;
}

/** ctest's word for "not run here", with the reason as the last line. */
export function skip(reason) {
  console.log(reason);
  process.exit(77);
}
