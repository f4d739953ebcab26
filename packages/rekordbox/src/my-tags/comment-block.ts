/** The block of My Tags at the end of a comment, and the text in front of it. */
export interface TaggedComment {
  /** The user's text, without the space before the block. */
  text: string;
  tags: string[];
}

/** The last block of a comment, with nothing but blanks after it. */
const BLOCK = /\/\*((?:(?!\/\*|\*\/).)*)\*\/\s*$/s;
const BETWEEN_TAGS = /(?:^|\s)\/(?=\s|$)/;
const SEPARATOR = ' / ';

/**
 * Splits a comment into the user's text and the tags that Rekordbox adds with "Add My Tag to the Comments". Reads only
 * a block at the end, for example the last part of `great intro /* Peak / Vocals *\/`.
 *
 * @returns undefined if the comment ends without a block.
 */
export function readTagBlock(comment: string): TaggedComment | undefined {
  const block = BLOCK.exec(comment);
  if (block === null) return undefined;
  const tags = block[1]
    .split(BETWEEN_TAGS)
    .map((tag) => tag.trim())
    .filter(Boolean);
  return { text: withoutSpace(comment.slice(0, block.index)), tags: [...new Set(tags)] };
}

/**
 * Returns a comment with these tags in its block, which is replaced, added or, without tags, removed. The user's text
 * stays as it is.
 *
 * @throws {RangeError} for a tag that is blank, has several lines, or contains "/".
 */
export function withTagBlock(comment: string, tags: readonly string[]): string {
  const unfit = tags.find((tag) => !fitsTagBlock(tag));
  if (unfit !== undefined) throw new RangeError(`The tag "${unfit}" can't be written into a comment.`);
  const text = readTagBlock(comment)?.text ?? comment;
  if (tags.length === 0) return text;
  return `${text === '' ? '' : `${text} `}/* ${tags.join(SEPARATOR)} */`;
}

/** Returns true for a tag that a comment can hold: not blank, one line, and without "/" and "*\/". */
export function fitsTagBlock(tag: string): boolean {
  return tag.trim() === tag && tag !== '' && !/[/\r\n]/.test(tag);
}

/** Removes the space that separates the text from the block. */
function withoutSpace(text: string): string {
  return text.endsWith(' ') ? text.slice(0, -1) : text;
}
