import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The first test file that needs the real model prepares it once; the others find it in the cache.
    testTimeout: 30_000,
    // In a fresh clone the first of them also builds the index of the library.
    hookTimeout: 180_000,
  },
});
