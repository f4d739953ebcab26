import type { ByteRange } from '@rbassist/library';

const RANGE = /^bytes=(\d*)-(\d*)$/i;

/**
 * Reads a Range header (RFC 9110, 14.2) for a body of `size` bytes.
 *
 * @returns the range, `none` if the header asks for something else than one range of bytes and so counts as absent, or
 *   `unsatisfiable`.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'none' | 'unsatisfiable' {
  const [, from = '', to = ''] = RANGE.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (from === '' && to === '') return 'none';
  const last = size - 1;
  if (from === '')
    return Number(to) === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - Number(to)), last };
  const range = { first: Number(from), last: to === '' ? last : Math.min(last, Number(to)) };
  if (to !== '' && Number(to) < range.first) return 'none';
  return range.first > last ? 'unsatisfiable' : range;
}
