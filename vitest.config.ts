import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // For two cores: one more, because some files wait for whole programs and not for the processor.
    maxWorkers: 2,
    // Nothing in src/ keeps anything between two uses: files that share a worker read it only once.
    isolate: false,
    // What did not change since the last run need not be read by the compiler again.
    experimental: { fsModuleCache: true },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
