// SPDX-License-Identifier: Apache-2.0
// The mark of a rank: a shape and a letter, coloured by the stylesheet, so that colour never stands alone.

export const kLetters = ['A', 'B', 'C', 'D'] as const;

export const letterOf = (rank: number): string => kLetters[Math.min(rank, 3)] ?? 'D';

/** Octagon, triangle, diamond, disc. */
const kShapes = [
  '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/>',
  '<path d="M12 1.2 23.2 21.6a.6.6 0 0 1-.5.9H1.3a.6.6 0 0 1-.5-.9z"/>',
  '<path d="M12 .8 23.2 12 12 23.2.8 12z"/>',
  '<circle cx="12" cy="12" r="10.2"/>',
];

export function rankSvg(rank: number): string {
  const shape = kShapes[Math.min(rank, 3)] ?? kShapes[3];
  const y = rank === 1 ? 19 : 16.6;
  return `<svg class="rank-mark" viewBox="0 0 24 24" aria-hidden="true">${shape}<text x="12" y="${y}" text-anchor="middle">${letterOf(rank)}</text></svg>`;
}
