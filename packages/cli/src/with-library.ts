import { type Library, openLibrary } from '@rbassist/library';
import { complain, type Output } from './output/output.ts';
import { withRemedies } from './output/remedy-text.ts';

/** Opens the library, passes it to `use`, and always closes it. */
export async function withLibrary<T>(output: Output, use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({
    dataDir: output.library ?? output.dataDir,
    onWarning: ({ message, remedies }) => complain(`Warning: ${withRemedies(message, remedies, output)}`),
  });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}
