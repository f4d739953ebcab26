import { copyFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderError, FileFormatError, replaceFileBy } from '@rbassist/core';
import { ENGINE_KINDS } from '../engines/choose-engine.ts';
import { compactGraphFile } from '../engines/hnsw/graph-file.ts';
import type { ListedVector } from '../entries/index-entry.ts';
import { LABELS_NAME } from '../files/labels.ts';
import { readGraphPaths } from './outdated-graph.ts';

/**
 * Removes vectors without an entry from a hnsw.idx and its paths.json, because the Python rbassist fails on a track
 * without a record. Does not need hnswlib-node. Does not change an unreadable graph.
 */
export async function shrinkGraph(folder: string, entries: Iterable<ListedVector>): Promise<void> {
  const paths = await readGraphPaths(folder);
  if (paths === undefined) return;
  const listed = new Set<unknown>();
  for (const { path } of entries) listed.add(path);
  const kept = [...paths.keys()].filter((label) => listed.has(paths[label]));
  if (kept.length === paths.length) return;
  const graph = join(folder, ENGINE_KINDS.hnsw.fileName);
  const labels = join(folder, LABELS_NAME);
  try {
    const { atime, mtime } = await stat(graph);
    await replaceFileBy(labels, async (newLabels) => {
      const text = JSON.stringify(
        kept.map((label) => paths[label]),
        null,
        2,
      );
      await writeFile(newLabels, text, { flag: 'wx' });
      await replaceFileBy(graph, async (newGraph) => {
        await copyFile(graph, newGraph);
        await compactGraphFile(newGraph, kept);
        // the graph's time is used to find vectors that changed after it
        await utimes(newGraph, atime, mtime);
      });
    });
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw dataFolderError(folder, 'written', error);
  }
}
