import type { Library } from '@rbassist/library';
import type { CommonFlags } from './command.ts';
import { complain } from './output.ts';
import { withRemedies } from './remedy-text.ts';

/** Opens the library that the flags name, and closes it whatever happens. */
export async function withLibrary<T>(flags: CommonFlags, use: (library: Library) => Promise<T>): Promise<T> {
  const { openLibrary } = await import('@rbassist/library');
  const library = await openLibrary({
    dataDir: flags.dataDir,
    onWarning: ({ message, remedies }) => complain(`Warning: ${withRemedies(message, remedies)}`),
  });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}
