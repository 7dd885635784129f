// SPDX-License-Identifier: Apache-2.0
// Posts one decision and tells the operator what became of it; the picture itself changes only through the stream.
import { command, Refused } from '../api/client';
import type { Command, Outcome } from '../api/types';
import type { Key } from '../i18n/catalogue';
import { t } from '../i18n/language.svelte';
import { notices } from './notices.svelte';

function title(refused: Refused): Key {
  if (refused.status === 409) return 'refused.conflict';
  if (refused.status === 403) return 'refused.forbidden';
  if (refused.kind === 'unavailable') return 'refused.unavailable';
  return 'refused.other';
}

/** Says a refusal in the server's own words, and that nothing was overwritten. */
export function tellRefusal(refused: unknown): void {
  if (!(refused instanceof Refused)) throw refused;
  notices.refused(t(title(refused)), refused.message === '' ? t('refused.nothing') : `${refused.message} — ${t('refused.nothing')}`);
}

/** The outcome, or null where it was refused (and said so). `done` is what to say on success. */
export async function decide(what: Command, done?: string): Promise<Outcome | null> {
  try {
    const outcome = await command(what);
    if (done) notices.done(done);
    return outcome;
  } catch (refused) {
    tellRefusal(refused);
    return null;
  }
}
