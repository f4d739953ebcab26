import { join } from 'node:path';
import {
  dataFolderError,
  FileFormatError,
  NotFoundError,
  OptionError,
  readRegularFile,
  replaceFile,
  requirePaths,
  systemErrorCode,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

const VERSION = 1;
const LARGEST_FILE = 2 ** 26;

/**
 * Returns a test for two files that a person marked as no copies of each other.
 *
 * @param marks The marks, as `Library.notCopies` lists them.
 */
export function areMarkedApart(marks: readonly (readonly string[])[]): (a: string, b: string) => boolean {
  const marksOf = new Map<string, Set<readonly string[]>>();
  for (const mark of marks) {
    for (const path of mark) marksOf.set(path, (marksOf.get(path) ?? new Set()).add(mark));
  }
  return (a, b) => {
    const ofA = marksOf.get(a);
    return ofA !== undefined && [...(marksOf.get(b) ?? [])].some((mark) => ofA.has(mark));
  };
}

/** Lists the marks, the first first. Throws {@link FileFormatError} for a damaged file. */
export async function readNotCopies({ folder }: Pick<LibraryContext, 'folder'>): Promise<string[][]> {
  const path = fileOf(folder.root);
  try {
    return parseMarks((await readRegularFile(path, LARGEST_FILE)).toString());
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    if (systemErrorCode(error)) throw dataFolderError(path, 'read', error);
    const message = `${path} is damaged, so rbassist does not know which files are no copies. Move it away.`;
    throw new FileFormatError(path, message, { cause: error, remedies: [{ action: 'move-away', path }] });
  }
}

/** See `Library.markNotCopies`. */
export async function markNotCopies(context: LibraryContext, paths: readonly string[]): Promise<void> {
  requirePaths('paths', paths);
  const mark = [...new Set(paths)].sort();
  if (mark.length < 2) throw new OptionError('Name at least two files that are not copies of each other.');
  await changeMarks(context, (marks) => [...marks.filter((other) => !isSame(other, mark)), mark]);
}

/** See `Library.unmarkNotCopies`. */
export async function unmarkNotCopies(context: LibraryContext, paths: readonly string[]): Promise<void> {
  requirePaths('paths', paths);
  const mark = [...new Set(paths)].sort();
  await changeMarks(context, (marks) => {
    const left = marks.filter((other) => !isSame(other, mark));
    if (left.length < marks.length) return left;
    throw new NotFoundError('These files are not marked as different recordings.');
  });
}

/** Gives moved files their new paths. The caller must hold the write lock. */
export async function followMovesInMarks(
  context: Pick<LibraryContext, 'folder'>,
  newPaths: ReadonlyMap<string, string>,
): Promise<void> {
  const marks = await readNotCopies(context);
  if (!marks.some((mark) => mark.some((path) => newPaths.has(path)))) return;
  await writeMarks(
    context,
    marks.map((mark) => mark.map((path) => newPaths.get(path) ?? path).sort()),
  );
}

function changeMarks(context: LibraryContext, change: (marks: string[][]) => string[][]): Promise<void> {
  return context.records.change(async () => writeMarks(context, change(await readNotCopies(context))));
}

async function writeMarks({ folder }: Pick<LibraryContext, 'folder'>, marks: string[][]): Promise<void> {
  const path = fileOf(folder.root);
  await replaceFile(path, `${JSON.stringify({ version: VERSION, marks }, null, 1)}\n`).catch((error) => {
    throw dataFolderError(path, 'written', error);
  });
}

function parseMarks(text: string): string[][] {
  const { version, marks } = JSON.parse(text);
  const isMark = (mark: unknown) => Array.isArray(mark) && mark.every((path) => typeof path === 'string');
  if (version !== VERSION || !Array.isArray(marks) || !marks.every(isMark)) throw new Error('It has another form.');
  return marks;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, i) => path === b[i]);
}

function fileOf(root: string): string {
  return join(root, 'not-copies.json');
}
