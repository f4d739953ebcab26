import { isSameFile, OptionError } from '@rbassist/core';

/** Throws `OptionError` if two paths name one file. A path that names nothing is another file. */
export async function requireOtherFile(input: string, output: string): Promise<void> {
  if (await isSameFile(input, output)) {
    throw new OptionError(`${output} is the input file. Choose another name for the output.`);
  }
}
