import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDataFolder, type DataFolder, resolveDataFolder } from '../files/data-folder.ts';
import { EmbeddingFiles, embeddingFileName, writeEmbedding } from './embedding-file.ts';

describe('embeddingFileName', () => {
  it('keeps tracks of one name apart', () => {
    expect(embeddingFileName('/a/Intro.mp3')).toMatch(/^Intro-[0-9a-f]{8}\.npy$/);
    expect(embeddingFileName('/a/Intro.mp3')).not.toBe(embeddingFileName('/b/Intro.mp3'));
    expect(embeddingFileName('/a/Intro.mp3')).not.toBe(embeddingFileName('/a/Intro.wav'));
  });

  it('is a valid name on every file system', () => {
    const name = embeddingFileName(`/a/${'ä'.repeat(300)}: who? "me" <\u0007>|*.mp3`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(embeddingFileName('/a/b: who? "me" <\u0007>|*.mp3')).toMatch(/^b_ who_ _me_ _____-[0-9a-f]{8}\.npy$/);
  });
});

describe('vectors on disk', () => {
  let folder: DataFolder;
  beforeEach(async () => {
    folder = resolveDataFolder({ dataDir: await temporaryFolder('vectors') });
    await createDataFolder(folder);
  });

  it('are float16, and are found by the record’s name after the folder moved', async () => {
    const path = await writeEmbedding(folder, '/music/Ünïcode 曲.flac', Float32Array.of(1, -0.5));
    expect(decodeNpy(await readFile(path), path)).toEqual({
      data: Float32Array.of(1, -0.5),
      shape: [2],
      type: 'float16',
    });
    const files = await EmbeddingFiles.list(folder);
    const [name] = await readdir(folder.embeddings);
    expect(files.locate(path)).toBe(path);
    expect(files.locate(`D:\\old\\data\\embeddings\\${name}`)).toBe(path);
    expect(files.has(`/elsewhere/${name}`)).toBe(true);
    expect(files.locate('/elsewhere/other.npy')).toBe('/elsewhere/other.npy');
    expect(files.has('/elsewhere/other.npy')).toBe(false);
  });

  it('are none in a library that does not exist yet', async () => {
    const files = await EmbeddingFiles.list(resolveDataFolder({ dataDir: join(folder.root, 'none') }));
    expect(files.has('x.npy')).toBe(false);
  });
});
