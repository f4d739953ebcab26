import { errorMessage, RbassistError } from '@rbassist/core';
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { quoted } from './checkpoint-error.ts';
import type { RandomAccessFile } from './random-access-file.ts';

export interface ZipRecord {
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly byteLength: number;
  readonly crc32?: number;
}

/** MERT's 330M checkpoint has 405 records. */
const MAX_RECORDS = 20_000;
const MAX_NAME_BYTES = 1024;
const STORED = 0;
const NOT_TORCH_SAVE = 'torch.save does not write such files. Save the model again with torch.save.';

/**
 * Lists the entries of a zip or zip64 file in the order of its directory. Throws {@link FileFormatError} for more than
 * 20,000 entries, and for an entry that is compressed, encrypted, partly outside the file, or has the name of another.
 */
export async function zipRecords(file: RandomAccessFile): Promise<Map<string, ZipRecord>> {
  try {
    const zip = await fromRandomAccessReaderPromise(new FileReader(file), file.size, { autoClose: false });
    try {
      return await listRecords(zip, file);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (RbassistError.isInstance(error)) throw error;
    throw file.fail(`its zip directory is invalid: ${quoted(errorMessage(error))}`, undefined, error);
  }
}

async function listRecords(zip: ZipFile, { fail }: RandomAccessFile): Promise<Map<string, ZipRecord>> {
  if (zip.entryCount > MAX_RECORDS) throw fail(`it has ${zip.entryCount} records, more than any model`);
  const records = new Map<string, ZipRecord>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (entry.fileNameLength > MAX_NAME_BYTES) throw fail('the name of a record is too long');
    if (records.has(name)) throw fail(`it has the record ${quoted(name)} twice`);
    if (entry.isEncrypted()) throw fail(`its record ${quoted(name)} is encrypted`, NOT_TORCH_SAVE);
    if (entry.compressionMethod !== STORED) throw fail(`its record ${quoted(name)} is compressed`, NOT_TORCH_SAVE);
    // torch writes zero sizes to local headers, so they give only the start of the bytes
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    records.set(name, {
      offset: fileDataStart,
      byteLength: entry.uncompressedSize,
      ...(entry.crc32 !== 0 && { crc32: entry.crc32 }),
    });
  }
  return records;
}

/** Replaces the reader of yauzl, which throws outside any promise if the system can't seek to a position. */
class FileReader extends RandomAccessReader {
  readonly #file: RandomAccessFile;

  constructor(file: RandomAccessFile) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#file.readInto(buffer.subarray(offset, offset + length), position).then(
      () => callback(null, length),
      (error: Error) => callback(error),
    );
  }
}
