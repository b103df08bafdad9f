import type { Page } from 'playwright-core';

interface Traced {
  readonly name: string;
  readonly args: { readonly elementCount?: number };
}

/** For how many elements Chromium computes the style anew, at most at once, while `act` goes on. */
export async function mostStyledAtOnce(page: Page, act: () => Promise<unknown>): Promise<number> {
  const protocol = await page.context().newCDPSession(page);
  const counts: number[] = [];
  protocol.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, args } of value as unknown as readonly Traced[])
      if (name === 'UpdateLayoutTree') counts.push(args.elementCount ?? 0);
  });
  const traceConfig = { includedCategories: ['devtools.timeline'] };
  await protocol.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await act();
  const isComplete = new Promise((resolve) => protocol.once('Tracing.tracingComplete', resolve));
  await protocol.send('Tracing.end');
  await isComplete;
  await protocol.detach();
  return Math.max(0, ...counts);
}
