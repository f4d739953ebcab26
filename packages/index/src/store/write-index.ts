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

export interface IndexContents {
  space: EmbeddingSpace;
  writer: Pick<VectorWriter, 'name' | 'dimensions' | 'save'>;
  labels: Labels;
}

/**
 * Writes an index. Drops labels without a key and renumbers the rest. Completes all new files before it replaces the
 * first old one, so that a full disk changes nothing. Renames a folder that has the name of a file. Replaces index.json
 * last: if a crash interrupts this, index.json does not match the other files, and opening reports that.
 *
 * @param keepGraph Keeps a hnsw.idx and its paths.json, even if this index does not use them.
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
          // the Python rbassist fails on a label without a path
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

/** Renames a folder that has the name of an index file, because it may contain someone's files. */
async function setFolderAside(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isDirectory()) await rename(path, `${path}.folder-${Date.now()}`);
}

function unneededFiles(needed: string): string[] {
  const vectors = Object.values(ENGINE_KINDS).map(({ fileName }) => fileName);
  return [...vectors.filter((name) => name !== needed), SEPARATE_LABELS_NAME];
}

/** Returns true if a process is replacing index.json, or was killed meanwhile: the file still has a temporary name. */
export async function isReplacing(folder: string): Promise<boolean> {
  const names = await listFolder(folder).catch((): string[] => []);
  return names.some((name) => name.startsWith(`${MANIFEST_NAME}.`) && name.endsWith('.tmp'));
}
