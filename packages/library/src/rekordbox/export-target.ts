import { open } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { isSameFile, OptionError, pathKey, requireFree } from '@rbassist/core';
import { isOwnXml } from './product.ts';

/** Files in which Rekordbox keeps the order of its playlists. */
const OWN_FILE = /^(?:masterPlaylists|automixPlaylist)\d*\.xml$/i;
const FIRST_BYTES = 4096;
const BY_REKORDBOX = /<PRODUCT\s[^>]*Name\s*=\s*["']rekordbox["']/i;

/**
 * Checks the file to write.
 *
 * @param base The user's own export, which must stay as it is, also under another name or behind a link.
 * @returns the absolute path.
 * @throws {OptionError} if the file is the base, another program's, or has another ending than .xml.
 */
export async function exportTarget(
  file: string,
  { base, overwrite = false }: { base?: string; overwrite?: boolean },
): Promise<string> {
  const path = resolve(file);
  if (extname(path).toLowerCase() !== '.xml') {
    throw new OptionError(`${path} is not the name of an XML file. Use the ending .xml.`);
  }
  if (base !== undefined && (await isBase(path, resolve(base)))) {
    throw new OptionError(`${path} is your own export, which rbassist never changes. Choose another name.`);
  }
  await requireFree(path, { overwrite, isOwn: isOwnXml });
  if (OWN_FILE.test(basename(path)) || (await isFromRekordbox(path))) {
    throw new OptionError(`${path} is a file of Rekordbox, which rbassist never replaces. Choose another name.`);
  }
  return path;
}

/** Compares the paths if one of them names nothing. */
async function isBase(path: string, base: string): Promise<boolean> {
  return (await isSameFile(path, base)) ?? pathKey(path) === pathKey(base);
}

/** Returns true for an XML file that Rekordbox wrote. */
async function isFromRekordbox(path: string): Promise<boolean> {
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    return BY_REKORDBOX.test(buffer.toString('latin1', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
