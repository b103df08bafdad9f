import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Two cores: more workers than that only make the timings noisy.
    maxWorkers: 2,
    // Nothing in src/ keeps anything between two uses: files that share a worker read it only once.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
