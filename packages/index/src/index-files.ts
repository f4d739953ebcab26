import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { dataFolderError, type EmbeddingSpace, FileFormatError, replaceFile, systemErrorCode } from '@rbassist/core';
import { ENGINE_KINDS, engineKind } from './engines.ts';
import { decodeManifest, encodeManifest, type FileCheck, MANIFEST_VERSION, type Manifest } from './manifest.ts';
import type { VectorEngine } from './vector-engine.ts';

const MANIFEST = 'index.json';
const PATHS = 'paths.json';

/** An index in memory, as its files hold it. */
export interface IndexContents {
  space: EmbeddingSpace;
  engine: VectorEngine;
  /** By label; null where the track was removed. */
  paths: (string | null)[];
}

/**
 * Writes an index. The manifest comes last, so that a crash in between leaves files that do not match it, which opening
 * notices.
 *
 * @throws {DataFolderError} when a file can't be written.
 */
export async function writeIndexFiles(folder: string, { space, engine, paths }: IndexContents): Promise<void> {
  const { fileName } = engineKind(engine.name)!;
  try {
    await mkdir(folder, { recursive: true });
    await engine.save(join(folder, fileName));
    await replaceFile(join(folder, PATHS), JSON.stringify(paths, null, 2));
    const manifest: Manifest = {
      version: MANIFEST_VERSION,
      space,
      engine: engine.name,
      dimensions: engine.dimensions,
      count: paths.filter((path) => path !== null).length,
      labels: paths.length,
      files: {
        [fileName]: await checkOf(join(folder, fileName)),
        [PATHS]: await checkOf(join(folder, PATHS)),
      },
    };
    await replaceFile(join(folder, MANIFEST), encodeManifest(manifest));
    for (const other of ENGINE_KINDS) {
      if (other.name !== engine.name) await rm(join(folder, other.fileName), { force: true });
    }
  } catch (error) {
    throw dataFolderError(folder, 'written', error);
  }
}

/**
 * Reads what index.json says, without opening the index.
 *
 * @throws {FileFormatError} when there is no index of ours, or its index.json is damaged.
 * @throws {DataFolderError} when the file can't be read.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
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
 * Reads an index. Size and hash of every file are checked before native code, which trusts its files, sees one.
 *
 * @throws {FileFormatError} when a file is missing, damaged, or not the one that index.json speaks of.
 * @throws {MissingDependencyError} when the index needs an engine that can't be loaded here.
 * @throws {DataFolderError} when a file can't be read.
 */
export async function readIndexFiles(folder: string, manifest: Manifest): Promise<IndexContents> {
  const kind = engineKind(manifest.engine);
  if (kind === undefined)
    throw damaged(join(folder, MANIFEST), `names the engine "${manifest.engine}", which is not known`);
  await verify(folder, kind.fileName, manifest);
  await verify(folder, PATHS, manifest);
  const paths: (string | null)[] = JSON.parse(await readFile(join(folder, PATHS), 'utf8'));
  const engine = await kind.load(join(folder, kind.fileName), manifest.dimensions);
  if (engine.count !== paths.length) {
    throw damaged(join(folder, kind.fileName), `holds ${engine.count} vectors for ${paths.length} paths`);
  }
  return { space: manifest.space, engine, paths };
}

async function verify(folder: string, fileName: string, manifest: Manifest): Promise<void> {
  const path = join(folder, fileName);
  const expected = manifest.files[fileName];
  let found: FileCheck;
  try {
    found = await checkOf(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') throw damaged(path, 'is missing');
    throw dataFolderError(path, 'read', error);
  }
  if (found.bytes !== expected?.bytes) throw damaged(path, `has ${found.bytes} bytes instead of ${expected?.bytes}`);
  if (found.sha256 !== expected.sha256) throw damaged(path, 'does not match its checksum');
}

async function checkOf(path: string): Promise<FileCheck> {
  const hash = createHash('sha256');
  const stream = createReadStream(path);
  await pipeline(stream, hash);
  return { bytes: stream.bytesRead, sha256: hash.digest('hex') };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function damaged(path: string, what: string): FileFormatError {
  return new FileFormatError(path, `${path} ${what}. Build the index again with "rbassist index".`);
}
