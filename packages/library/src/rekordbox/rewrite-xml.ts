import { dirname, resolve } from 'node:path';
import {
  diskProblem,
  makeFolder,
  OptionError,
  optionRules,
  RbassistError,
  requireFree,
  requireRule,
} from '@rbassist/core';
import { type RewriteXmlOptions, type RewrittenXml, rewriteRekordboxXml } from '@rbassist/rekordbox';

/** Options of {@link rewriteXml}. */
export interface RewriteXmlFileOptions extends RewriteXmlOptions {
  /** True to replace the output if it exists. */
  overwrite?: boolean;
}

/** Result of {@link rewriteXml}. */
export interface RewrittenFile extends RewrittenXml {
  /** Absolute path of the output. */
  path: string;
}

/**
 * Reads a Rekordbox XML file, writes it again to another file, and compares both byte for byte.
 *
 * @returns undefined if the signal stopped it; the output is then as it was.
 * @throws {OptionError} if the output exists, is the input, or a file can't be read or written.
 * @throws {XmlError} with line and column, if the input is malformed.
 */
export async function rewriteXml(
  input: string,
  output: string,
  { overwrite = false, ...options }: RewriteXmlFileOptions = {},
): Promise<RewrittenFile | undefined> {
  requireRule('input', input, optionRules.text);
  requireRule('output', output, optionRules.text);
  requireRule('overwrite', overwrite, optionRules.flag);
  const path = resolve(output);
  await requireFree(path, { overwrite });
  try {
    await makeFolder(dirname(path));
    return { path, ...(await rewriteRekordboxXml(input, path, options)) };
  } catch (error) {
    if (options.signal?.aborted) return undefined;
    if (RbassistError.isInstance(error)) throw error;
    const { message, ...details } = diskProblem(path, 'written', error);
    throw new OptionError(message, details);
  }
}
