// SPDX-License-Identifier: Apache-2.0
// Three generated sounds, no files. Distress repeats until a person has seen it.
import { isHeard, type Sound } from './sound_choice';

/** Frequency in Hz, start and length in seconds. */
type Note = readonly [frequency_hz: number, at_s: number, length_s: number];

const kNotes: Record<Sound, readonly Note[]> = {
  distress: [[988, 0, 0.14], [740, 0.17, 0.14], [988, 0.34, 0.14], [740, 0.51, 0.22]],
  danger: [[660, 0, 0.16], [880, 0.2, 0.24]],
  notice: [[523, 0, 0.12]],
};
const kLevel: Record<Sound, number> = { distress: 0.32, danger: 0.2, notice: 0.1 };
const kRepeat_ms = 4000;

export class Sounds {
  muted = false;
  private context: AudioContext | null = null;
  private repeating: ReturnType<typeof setInterval> | undefined;

  /** Browsers let a page sound only after a hand has touched it: call from the first click or key. */
  unlock(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  play(sound: Sound): void {
    const context = this.context;
    if (!context || !isHeard(sound, this.muted)) return;
    for (const [frequency_hz, at_s, length_s] of kNotes[sound]) {
      const from = context.currentTime + at_s;
      const tone = context.createOscillator();
      const level = context.createGain();
      tone.type = sound === 'distress' ? 'square' : 'sine';
      tone.frequency.value = frequency_hz;
      level.gain.setValueAtTime(0, from);
      level.gain.linearRampToValueAtTime(kLevel[sound], from + 0.01);
      level.gain.setValueAtTime(kLevel[sound], from + length_s - 0.03);
      level.gain.linearRampToValueAtTime(0, from + length_s);
      tone.connect(level).connect(context.destination);
      tone.start(from);
      tone.stop(from + length_s);
    }
  }

  /** Keeps distress sounding while `unseen`. */
  alarm(unseen: boolean): void {
    if (unseen === (this.repeating !== undefined)) return;
    clearInterval(this.repeating);
    this.repeating = unseen ? setInterval(() => this.play('distress'), kRepeat_ms) : undefined;
  }

  stop(): void {
    this.alarm(false);
  }
}
