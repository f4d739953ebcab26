import { type Library, openLibrary } from '@rbassist/library';
import type { Output } from './output/output.ts';
import { warnTo } from './output/warn-to.ts';

/** Opens the library, passes it to `use`, and always closes it. */
export async function withLibrary<T>(output: Output, use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({
    dataDir: output.library ?? output.dataDir,
    onWarning: warnTo(output),
  });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}
