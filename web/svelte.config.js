// SPDX-License-Identifier: Apache-2.0
// Svelte 5 in runes mode; TypeScript in components is stripped by the compiler itself.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } };
