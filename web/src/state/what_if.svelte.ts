// SPDX-License-Identifier: Apache-2.0
// The what-if of this screen: the scenarios offered, the question as it stands, how far its answer is.
import { askWhatIf, cancelWhatIf, crowdScenarios, readWhatIf, Refused } from '../api/client';
import type { CrowdChange, CrowdScenario, WhatIfAnswer, WhatIfQuestion } from '../api/types';
import { t } from '../i18n/language.svelte';
import { emptyDraft, kMostChanges, questionOf, same, type Draft, type DrawnKind, type LonLat } from '../whatif/question';

const kPoll_ms = 700;
/** A server under load misses an answer now and then; this many in a row are a loss. */
const kMissesForgiven = 5;

export type Phase = 'idle' | 'asking' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export interface Answered { question: WhatIfQuestion; scenario: CrowdScenario; answer: WhatIfAnswer }

class WhatIfs {
  scenarios = $state.raw<readonly CrowdScenario[]>([]);
  loading = $state<'asking' | 'ready' | 'failed'>('asking');
  draft = $state<Draft>(emptyDraft(''));
  phase = $state<Phase>('idle');
  /** 0 to 1. */
  done = $state(0);
  error = $state('');
  /** The newest answer; it stays while another question is computed. */
  answered = $state.raw<Answered | null>(null);
  /** Clicks on the map are points of this line; null: they choose a street. */
  drawing = $state<DrawnKind | null>(null);
  points = $state.raw<readonly LonLat[]>([]);
  private id = '';
  /** Answers to earlier questions are not waited for. */
  private turn = 0;

  readonly scenario = $derived(this.scenarios.find(({ id }) => id === this.draft.scenario));
  readonly busy = $derived(this.phase === 'asking' || this.phase === 'waiting' || this.phase === 'running');
  readonly older = $derived(this.answered !== null && !same(this.answered.question, questionOf($state.snapshot(this.draft) as Draft)));

  async load(): Promise<void> {
    this.loading = 'asking';
    try {
      this.scenarios = await crowdScenarios();
      this.loading = 'ready';
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.loading = 'failed';
      return;
    }
    const [first] = this.scenarios;
    if (first && !this.scenario) this.choose(first.id);
  }

  choose(scenario: string): void {
    if (this.busy) void this.cancel();
    this.draft = { ...emptyDraft(scenario), runs: this.draft.runs };
    this.answered = null;
    this.phase = 'idle';
    this.stopDrawing();
  }

  add(changes: readonly CrowdChange[]): boolean {
    if (this.draft.changes.length + changes.length > kMostChanges) return false;
    this.draft.changes = [...this.draft.changes, ...changes];
    return true;
  }

  remove(at: number): void {
    this.draft.changes = this.draft.changes.filter((_, index) => index !== at);
  }

  draw(kind: DrawnKind): void {
    this.drawing = kind;
    this.points = [];
  }

  put(point: LonLat): void {
    if (this.drawing) this.points = [...this.points, point];
  }

  back(): void {
    this.points = this.points.slice(0, -1);
  }

  stopDrawing(): void {
    this.drawing = null;
    this.points = [];
  }

  async ask(): Promise<void> {
    const scenario = this.scenario;
    if (!scenario) return;
    const turn = ++this.turn;
    const question = questionOf($state.snapshot(this.draft) as Draft);
    this.phase = 'asking';
    this.done = 0;
    this.error = '';
    try {
      this.id = await askWhatIf(question);
    } catch (refused) {
      if (turn === this.turn) this.fail(refused);
      return;
    }
    if (turn !== this.turn) return;
    this.phase = 'waiting';
    await this.follow(turn, question, scenario);
  }

  async cancel(): Promise<void> {
    this.turn += 1;
    this.phase = 'cancelled';
    if (this.id !== '') await cancelWhatIf(this.id).catch(() => undefined);
    this.id = '';
  }

  /** Nobody looks any more: the server need not go on. */
  leave(): void {
    if (this.busy) void this.cancel();
    this.stopDrawing();
  }

  private async follow(turn: number, question: WhatIfQuestion, scenario: CrowdScenario): Promise<void> {
    let misses = 0;
    while (turn === this.turn) {
      try {
        const seen = await readWhatIf(this.id);
        if (turn !== this.turn) return;
        misses = 0;
        this.done = seen.done;
        this.phase = seen.state;
        if (seen.state === 'failed') this.error = seen.error ?? '';
        if (seen.answer) this.answered = { question, scenario, answer: seen.answer };
        if (seen.state !== 'waiting' && seen.state !== 'running') return;
      } catch (refused) {
        if (turn !== this.turn) return;
        misses += 1;
        if (!(refused instanceof Refused) || refused.kind !== 'unavailable' || misses > kMissesForgiven) return this.fail(refused);
      }
      await new Promise((later) => setTimeout(later, kPoll_ms));
    }
  }

  private fail(refused: unknown): void {
    this.phase = 'failed';
    if (!(refused instanceof Refused)) throw refused;
    this.error = refused.status === 0 ? t('whatif.lost') : refused.status === 404 && this.id !== '' ? t('whatif.forgotten') : refused.message;
  }
}

export const whatIfs = new WhatIfs();
