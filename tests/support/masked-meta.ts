import { createHash } from 'node:crypto';

/** Times from `started`, in milliseconds, become `NOW`, and `root` becomes `/ROOT`: they differ between runs. */
export function maskMeta(text: string, root: string, started: number): string {
  return text
    .replaceAll(root, '/ROOT')
    .replaceAll(/-[0-9a-f]{8}((?:-[0-9a-f]{8})?\.npy")/g, '-PATHHASH$1')
    .replaceAll(/"(added|since)": "([^"]*)"/g, (stored, key, time) =>
      Date.parse(time) < started ? stored : `"${key}": "NOW"`,
    )
    .replaceAll(/"message": "(?:[^"\\]|\\.)*"/g, '"message": "WORDS"')
    .replaceAll(/"contour": (\[[^\]]{500,}\])/g, (_, values: string) => `"contour": ${summary(values)}`);
}

/** Shortens contours, which are 90 % of the text, to their first values and a digest of the text with its layout. */
function summary(values: string): string {
  const lines = values.split('\n');
  const digest = createHash('sha1').update(values).digest('hex');
  return [...lines.slice(0, 4), `        ... ${lines.length - 2} values, SHA-1 ${digest}`, lines.at(-1)].join('\n');
}
