import { openRegularFile } from '@rbassist/core';

/** Last line of the files that rbassist writes. XML allows a comment after the root. */
export const OWN_MARK = '<!-- rbassist -->';

/** Returns true for a file that rbassist wrote. */
export async function isOwnNml(path: string): Promise<boolean> {
  const file = await openRegularFile(path, Number.POSITIVE_INFINITY).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const end = Buffer.alloc(OWN_MARK.length + 2);
    const { bytesRead } = await file.read(end, 0, end.length, Math.max(0, (await file.stat()).size - end.length));
    return end.toString('latin1', 0, bytesRead).trimEnd().endsWith(OWN_MARK);
  } catch {
    return false;
  } finally {
    await file.close();
  }
}
