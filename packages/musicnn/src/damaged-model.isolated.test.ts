import { readFile } from 'node:fs/promises';
import { FileFormatError } from '@rbassist/core';
import { afterEach, expect, it, vi } from 'vitest';
import { openMusicnnModel } from './musicnn-model.ts';

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  return { ...original, readFile: vi.fn(original.readFile) };
});

const reading = vi.mocked(readFile);
afterEach(() => reading.mockReset());

it('names the file of a model that is missing', async () => {
  reading.mockRejectedValue(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' }));
  const opened = openMusicnnModel();
  await expect(opened).rejects.toThrow(FileFormatError);
  await expect(opened).rejects.toThrow(/musicnn-msd\.onnx can't be loaded as a model: ENOENT.*Install .* again\.$/);
});

it('names the file of a model that is cut short', async () => {
  reading.mockResolvedValue(Buffer.alloc(1000, 7));
  const opened = openMusicnnModel();
  await expect(opened).rejects.toThrow(FileFormatError);
  await expect(opened).rejects.toThrow(/musicnn-msd\.onnx can't be loaded as a model: .*[^.]\. Install .* again\.$/s);
});
