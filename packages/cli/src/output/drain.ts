import { canPrint } from './broken-output.ts';

/** Waits until stdout accepts more, so that a slow reader does not fill the memory. */
export async function drain(): Promise<void> {
  const { stdout } = process;
  if (!stdout.writableNeedDrain || !canPrint()) return;
  const events = ['drain', 'error', 'close'] as const;
  await new Promise<void>((resolve) => {
    const done = () => {
      for (const event of events) stdout.off(event, done);
      resolve();
    };
    for (const event of events) stdout.on(event, done);
  });
}
