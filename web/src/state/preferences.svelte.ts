// SPDX-License-Identifier: Apache-2.0
// What a person chose for this screen, kept in this browser: theme and sounds.
import { live } from './live.svelte';

type Theme = 'dark' | 'light';

class Preferences {
  theme = $state<Theme>(localStorage.getItem('vigie.theme') === 'light' ? 'light' : 'dark');
  muted = $state(localStorage.getItem('vigie.muted') === 'yes');

  constructor() {
    this.show();
  }

  toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('vigie.theme', this.theme);
    this.show();
  }

  toggleMuted(): void {
    this.muted = !this.muted;
    localStorage.setItem('vigie.muted', this.muted ? 'yes' : 'no');
    this.show();
  }

  private show(): void {
    document.documentElement.dataset.theme = this.theme;
    live.sounds.muted = this.muted;
  }
}

export const preferences = new Preferences();
