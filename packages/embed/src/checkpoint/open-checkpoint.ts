import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from './checkpoint.ts';
import { failureOf, quoted, unreadable } from './checkpoint-error.ts';
import { WEIGHTS_NAMES } from './checkpoint-files.ts';
import { pytorchTensors } from './pytorch.ts';
import { openRandomAccess, type RandomAccessFile, readBytes } from './random-access-file.ts';
import { safetensorsTensors } from './safetensors.ts';
import { readTensor } from './stored-tensor.ts';

const READERS = { pytorch: pytorchTensors, safetensors: safetensorsTensors };
const HEAD_BYTES = 16;

/**
 * Opens the weights of a model, `pytorch_model.bin` or `.safetensors`, and recognizes the format by its bytes. Reads
 * and checks only the directory (about 50 kB); tensors are read on demand. Files may be hostile: no code in them runs,
 * and time and memory are proportional to the bytes read.
 *
 * @param path Path of the file, or of a folder with `model.safetensors` or `pytorch_model.bin`.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  const file = await openRandomAccess(await weightsPath(path));
  try {
    const format = await formatOf(file);
    const tensors = await READERS[format](file);
    return {
      path: file.path,
      format,
      tensors,
      read: async (name) => {
        const tensor = tensors.get(name);
        if (!tensor) throw file.fail(`it has no tensor ${quoted(name)}`, 'It may belong to another model.');
        return readTensor(file, tensor);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Returns the file that {@link openCheckpoint} opens. Throws {@link FileFormatError} if a folder has none. */
export async function weightsPath(path: string): Promise<string> {
  const fail = failureOf(path);
  try {
    if (!(await stat(path)).isDirectory()) return path;
    const names = await readdir(path);
    const name = WEIGHTS_NAMES.find((candidate) => names.includes(candidate));
    if (name === undefined) {
      throw fail(`the folder has neither ${WEIGHTS_NAMES.join(' nor ')}`, 'Download the model, or check the path.');
    }
    return join(path, name);
  } catch (error) {
    throw unreadable(fail, error);
  }
}

async function formatOf(file: RandomAccessFile): Promise<Checkpoint['format']> {
  const { fail, size } = file;
  if (size === 0) throw fail('it is empty');
  const head = Buffer.from(await readBytes(file, 0, Math.min(HEAD_BYTES, size))).toString('latin1');
  if (head.startsWith('PK\x03\x04')) return 'pytorch';
  if (head[8] === '{') return 'safetensors';
  if (head.startsWith('\x80')) {
    throw fail('it is a pickle file, as PyTorch before 1.6 saved it', 'Load and save it with a newer PyTorch.');
  }
  if (head.startsWith('version https://')) {
    throw fail(
      'it is a Git LFS pointer, not the file itself',
      'Download the file itself, for example with "git lfs pull".',
    );
  }
  throw fail('it is neither a PyTorch zip file nor safetensors', 'Choose pytorch_model.bin or model.safetensors.');
}
