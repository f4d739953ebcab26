import { type BigIntStats, promises } from 'node:fs';
import { fileIdentity, OptionError, pathKey } from '@rbassist/core';

/**
 * Throws `OptionError` if two paths name one file: through a link, another case or another spelling. A path that
 * names nothing is another file.
 */
export async function requireOtherFile(input: string, output: string): Promise<void> {
  const [first, second] = await Promise.all([stateOf(input), stateOf(output)]);
  if (!first || !second) return;
  const [one, other] = [fileIdentity(first.stats), fileIdentity(second.stats)];
  const isSame =
    one !== undefined && other !== undefined ? one === other : pathKey(first.path) === pathKey(second.path);
  if (isSame) throw new OptionError(`${output} is the input file. Choose another name for the output.`);
}

async function stateOf(path: string): Promise<{ stats: BigIntStats; path: string } | undefined> {
  try {
    return { stats: await promises.stat(path, { bigint: true }), path: await promises.realpath(path) };
  } catch {
    return undefined;
  }
}
