import { defineConfig } from 'vitest/config';

/** Long simulations, by `npm run soak`; `npm run soak -- -t everything` for one of them. */
export default defineConfig({
  test: {
    include: ['test/**/*.soak.ts'],
    maxWorkers: 2,
    testTimeout: 6 * 3_600_000,
    disableConsoleIntercept: true,
  },
});
