import { createHash } from 'node:crypto';

/**
 * Replaces in the text of a meta.json what differs from run to run and from folder to folder, and nothing else.
 *
 * @param root Becomes `/ROOT`.
 * @param started Times in `added` and `since` from then on become `NOW`. Milliseconds.
 */
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

/** Contours are nine tenths of the text: the first values in full, and a digest of all of it, layout included. */
function summary(values: string): string {
  const lines = values.split('\n');
  const digest = createHash('sha1').update(values).digest('hex');
  return [...lines.slice(0, 4), `        ... ${lines.length - 2} values, SHA-1 ${digest}`, lines.at(-1)].join('\n');
}
