// SPDX-License-Identifier: Apache-2.0
// How many alarms this desk got in the last ten minutes, against ISA-18.2 (6.2 flood, table 6); pure but for its own record.

export const kWindow_ms = 600_000;
/** A flood starts above this many in ten minutes… */
export const kFloodAbove = 10;
/** …and ends below this many. */
export const kFloodEndsBelow = 5;
const kSlices = 10;

export type LoadState = 'calm' | 'busy' | 'over' | 'flood';

export interface Load {
  /** Alarms in the last ten minutes. */
  count: number;
  state: LoadState;
  /** Alarms per minute, oldest first, ten of them. */
  slices: number[];
}

export class AlarmLoad {
  private readonly received_ms = new Map<string, number>();
  private flood = false;

  /** An alarm counts once, however often the stream repeats it; a repeat by its source counts again. */
  see(id: string, repeats: number, received_ms: number): void {
    const key = `${id}#${repeats}`;
    if (Number.isFinite(received_ms) && !this.received_ms.has(key)) this.received_ms.set(key, received_ms);
  }

  at(now_ms: number): Load {
    const slices = new Array<number>(kSlices).fill(0);
    let count = 0;
    for (const [key, received_ms] of this.received_ms) {
      const old_ms = now_ms - received_ms;
      if (old_ms >= kWindow_ms) {
        // A source whose clock runs a little ahead stays until it is old enough; nothing is kept for ever.
        this.received_ms.delete(key);
        continue;
      }
      count += 1;
      const slice = kSlices - 1 - Math.max(0, Math.floor((old_ms / kWindow_ms) * kSlices));
      slices[slice] = (slices[slice] ?? 0) + 1;
    }
    if (count > kFloodAbove) this.flood = true;
    if (count < kFloodEndsBelow) this.flood = false;
    const state: LoadState = this.flood ? 'flood' : count > 2 ? 'over' : count > 1 ? 'busy' : 'calm';
    return { count, state, slices };
  }
}
