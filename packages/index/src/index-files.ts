import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  dataFolderError,
  type EmbeddingSpace,
  FileFormatError,
  removeAbandonedFiles,
  replaceFileBy,
  systemErrorCode,
} from '@rbassist/core';
import { ENGINE_KINDS, engineKind } from './engines.ts';
import { checkOf, checkOfFile, damaged, readingError, requireSame } from './file-check.ts';
import { decodeManifest, encodeManifest, MANIFEST_VERSION, type Manifest } from './manifest.ts';
import type { EngineKind, ExpectedFile, VectorWriter } from './vector-engine.ts';

const MANIFEST = 'index.json';
const PATHS = 'paths.json';

/** Which track a label stands for; null where it was removed. */
export type Labels = (string | null)[];

/** An index that is being made or changed. */
export interface IndexInWork {
  space: EmbeddingSpace;
  writer: VectorWriter;
  paths: Labels;
}

/** Where an index folder has its index.json. */
export function manifestPath(folder: string): string {
  return join(folder, MANIFEST);
}

/**
 * Writes an index. All files are written whole beside the old ones before the first takes its place, so that a full disk changes nothing.
 * The manifest's turn comes last: a crash in between leaves files that do not match it, which opening notices.
 *
 * @throws {DataFolderError} when a file can't be written.
 */
export async function writeIndexFiles(folder: string, { space, writer, paths }: IndexInWork): Promise<void> {
  const { fileName } = engineKind(writer.name)!;
  try {
    await mkdir(folder, { recursive: true });
    await removeAbandonedFiles(folder);
    await replaceFileBy(manifestPath(folder), (newManifest) =>
      replaceFileBy(join(folder, PATHS), (newPaths) =>
        replaceFileBy(join(folder, fileName), async (newVectors) => {
          await writer.save(newVectors);
          const labels = Buffer.from(JSON.stringify(paths, null, 2));
          await writeFile(newPaths, labels, { flag: 'wx' });
          const manifest: Manifest = {
            version: MANIFEST_VERSION,
            space,
            engine: writer.name,
            dimensions: writer.dimensions,
            count: paths.filter((path) => path !== null).length,
            labels: paths.length,
            files: { [fileName]: await checkOfFile(newVectors), [PATHS]: checkOf(labels) },
          };
          await writeFile(newManifest, encodeManifest(manifest), { flag: 'wx' });
        }),
      ),
    );
    for (const other of ENGINE_KINDS) {
      if (other.name !== writer.name) await rm(join(folder, other.fileName), { force: true });
    }
  } catch (error) {
    throw dataFolderError(folder, 'written', error);
  }
}

/** Whether a process is putting an index in place, or was killed while it did: the new index.json is there, under another name. */
export async function isBeingReplaced(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith(`${MANIFEST}.`) && name.endsWith('.tmp'));
}

/**
 * Reads what index.json says, without opening the index.
 *
 * @throws {FileFormatError} when there is no index of ours, or its index.json is damaged.
 * @throws {DataFolderError} when the file can't be read.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = manifestPath(folder);
  try {
    return decodeManifest(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw dataFolderError(path, 'read', error);
    const foreign = await exists(join(folder, PATHS));
    const found = foreign
      ? `${folder} holds an index that was not finished or that another program wrote`
      : `There is no index in ${folder} yet`;
    throw new FileFormatError(path, `${found}. Build it with "rbassist index".`, { cause: error });
  }
}

/**
 * Reads which track each label stands for.
 *
 * @throws {FileFormatError} when the file is missing, damaged, or not the one that index.json speaks of.
 * @throws {DataFolderError} when it can't be read.
 */
export async function readLabels(folder: string, { files, labels }: Manifest): Promise<Labels> {
  const path = join(folder, PATHS);
  let contents: Buffer;
  try {
    contents = await readFile(path);
  } catch (error) {
    throw readingError(path, error);
  }
  requireSame(path, checkOf(contents), files[PATHS]);
  const paths: Labels = JSON.parse(contents.toString());
  if (paths.length !== labels) throw damaged(path, `holds ${paths.length} paths for ${labels} vectors`);
  return paths;
}

/** Which engine an index needs, and which file of what size it is to read. Throws {@link FileFormatError} for an engine not known. */
export function engineFile(
  folder: string,
  manifest: Manifest,
): { kind: EngineKind; path: string; expected: ExpectedFile } {
  const { engine, files, dimensions, labels } = manifest;
  const kind = engineKind(engine);
  if (kind === undefined) throw damaged(manifestPath(folder), `names the engine "${engine}", which is not known`);
  return { kind, path: join(folder, kind.fileName), expected: { check: files[kind.fileName], dimensions, labels } };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
