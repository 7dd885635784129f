// SPDX-License-Identifier: Apache-2.0
// Short answers to what the operator did: done, or refused and why. A refusal stays until it is closed.

export interface Notice {
  id: number;
  tone: 'done' | 'refused';
  title: string;
  detail: string;
}

const kDone_ms = 4000;

class Notices {
  list = $state<Notice[]>([]);
  private next = 1;

  done(title: string, detail = ''): void {
    const id = this.add('done', title, detail);
    setTimeout(() => this.close(id), kDone_ms);
  }

  refused(title: string, detail: string): void {
    this.add('refused', title, detail);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  private add(tone: Notice['tone'], title: string, detail: string): number {
    const id = this.next++;
    // The same refusal twice is one line, not two.
    this.list = [...this.list.filter((notice) => notice.title !== title || notice.detail !== detail), { id, tone, title, detail }].slice(-4);
    return id;
  }
}

export const notices = new Notices();
