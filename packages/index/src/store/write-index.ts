import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  dataFolderError,
  type EmbeddingSpace,
  listFolder,
  makeFolder,
  removeAbandonedFiles,
  replaceFileBy,
} from '@rbassist/core';
import { ENGINE_KINDS, hasGraph } from '../engines/choose-engine.ts';
import type { VectorWriter } from '../engines/vector-engine.ts';
import { checkOf, checkOfFile } from '../files/file-check.ts';
import { LABELS_NAME, type Labels, SEPARATE_LABELS_NAME, usedLabels } from '../files/labels.ts';
import { encodeManifest, MANIFEST_NAME, MANIFEST_VERSION, type Manifest, manifestPath } from '../files/manifest.ts';

/** The contents of an index. */
export interface IndexContents {
  space: EmbeddingSpace;
  writer: Pick<VectorWriter, 'name' | 'dimensions' | 'save'>;
  labels: Labels;
}

/**
 * Writes an index without the labels that have no key; the others move up. All files are complete before the first
 * takes its place, so that a full disk changes nothing. Renames a folder in a file's place. Replaces index.json last:
 * after a crash in between, the files do not match it, and opening notices that.
 *
 * @param keepGraph Leave a hnsw.idx and its paths.json that this index does not need.
 * @throws {DataFolderError} if a file can't be written.
 */
export async function writeIndexFiles(
  folder: string,
  { space, writer, labels }: IndexContents,
  { keepGraph = false } = {},
): Promise<void> {
  try {
    await makeFolder(folder);
    const { fileName } = ENGINE_KINDS[writer.name];
    const separate = keepGraph && writer.name !== 'hnsw' && (await hasGraph(folder));
    const labelsName = separate ? SEPARATE_LABELS_NAME : LABELS_NAME;
    await removeAbandonedFiles(folder);
    for (const name of [MANIFEST_NAME, labelsName, fileName]) await setFolderAside(join(folder, name));
    await replaceFileBy(manifestPath(folder), (newManifest) =>
      replaceFileBy(join(folder, labelsName), (newLabels) =>
        replaceFileBy(join(folder, fileName), async (newVectors) => {
          // a hole would stop the Python rbassist at every search
          const used = usedLabels(labels);
          await writer.save(newVectors, used);
          const keys = used.map((label) => labels[label]);
          const text = Buffer.from(JSON.stringify(keys, null, 2));
          await writeFile(newLabels, text, { flag: 'wx' });
          const manifest: Manifest = {
            version: MANIFEST_VERSION,
            space,
            engine: writer.name,
            dimensions: writer.dimensions,
            count: keys.length,
            labels: keys.length,
            files: { [fileName]: await checkOfFile(newVectors), [labelsName]: checkOf(text) },
          };
          await writeFile(newManifest, encodeManifest(manifest), { flag: 'wx' });
        }),
      ),
    );
    for (const name of separate ? [] : unneededFiles(fileName)) {
      const path = join(folder, name);
      await setFolderAside(path);
      await rm(path, { force: true });
    }
  } catch (error) {
    throw dataFolderError(folder, 'written', error);
  }
}

/** Renames a folder that has the name of a file of the index. What is in it is somebody's. */
async function setFolderAside(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) await rename(path, `${path}.folder-${Date.now()}`);
}

/** Lists the files of other engines. */
function unneededFiles(needed: string): string[] {
  const vectors = Object.values(ENGINE_KINDS).map(({ fileName }) => fileName);
  return [...vectors.filter((name) => name !== needed), SEPARATE_LABELS_NAME];
}

/**
 * Tells if index.json is being replaced, or a process was killed while it replaced it: a new one is there under another
 * name.
 */
export async function isReplacing(folder: string): Promise<boolean> {
  const names = await listFolder(folder).catch((): string[] => []);
  return names.some((name) => name.startsWith(`${MANIFEST_NAME}.`) && name.endsWith('.tmp'));
}
