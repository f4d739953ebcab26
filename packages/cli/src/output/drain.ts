import { canPrint } from './broken-output.ts';

/** Waits until stdout takes more, so that a slow reader slows the run down and memory stays bounded. */
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
