import { openRegularFile } from '@rbassist/core';
import packageJson from '../../package.json' with { type: 'json' };

/** Program that an XML file of ours says it comes from. */
export const PRODUCT = { name: 'rbassist', version: packageJson.version, company: 'rbassist' };

/** Bytes from the start that hold the element PRODUCT. */
const START_BYTES = 1024;
const OWN = /<PRODUCT\s[^>]*\bName="rbassist"/;

/** Returns true for an XML file that this or the Python rbassist wrote. */
export async function isOwnXml(path: string): Promise<boolean> {
  const file = await openRegularFile(path, Number.POSITIVE_INFINITY).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const start = Buffer.alloc(START_BYTES);
    const { bytesRead } = await file.read(start, 0, start.length, 0);
    return OWN.test(start.toString('latin1', 0, bytesRead));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
