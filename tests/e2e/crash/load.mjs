// SPDX-License-Identifier: Apache-2.0
// Load on the server until it dies: observations and commands, and an exact note of what was acknowledged.
import { sleep } from '../lib/claims.mjs';

const KINDS = ['call', 'call', 'call', 'panic_button'];

/** What the server said yes to: observation ids, and the texts of commands. */
export class Acknowledged {
  observations = new Map();  // id -> the observation, for asking again
  notes = new Set();
}

/**
 * Posts observations in batches of 1 to 20 and writes notes, from several hands, until `over()`.
 * What is answered goes into `acknowledged`; a request that the death of the server cut off does not.
 */
export async function load({ operator, token, incident, round, random, acknowledged, over }) {
  let number = 0;
  const observing = async (hand) => {
    while (!over()) {
      const batch = Array.from({ length: 1 + Math.floor(random() * 20) }, () => ({
        id: `crash-${round}-${hand}-${(number += 1)}`,
        kind: KINDS[Math.floor(random() * KINDS.length)],
        seen: new Date().toISOString(),
        lat: operator.centre.lat + (random() - 0.5) * 0.01,
        lon: operator.centre.lon + (random() - 0.5) * 0.01,
      }));
      const answer = await operator.observe(token, batch).catch(() => null);
      for (const receipt of answer?.status === 200 ? answer.json.receipts : [])
        if (receipt.result === 'accepted') acknowledged.observations.set(receipt.id, batch.find(({ id }) => id === receipt.id));
      await sleep(20);
    }
  };
  const deciding = async (hand) => {
    while (!over()) {
      const text = `note ${round}-${hand}-${(number += 1)}`;
      const answer = await operator.command({ command: 'write_note', incident, text }).catch(() => null);
      if (answer?.status === 200) acknowledged.notes.add(text);
      await sleep(5);
    }
  };
  await Promise.all([observing('a'), observing('b'), deciding('c'), deciding('d')]);
}
