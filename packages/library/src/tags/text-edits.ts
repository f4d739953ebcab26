/** Replaces a part of a text. */
export interface Edit {
  from: number;
  to: number;
  text: string;
  /** True if the new text needs a line of its own, also after a last line without a line end. */
  startsLine?: boolean;
}

/** Returns the text with all edits, which must not overlap. Edits at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, at) => ({ edit, at })).sort((a, b) => a.edit.from - b.edit.from || a.at - b.at);
  let result = '';
  let done = 0;
  for (const { edit } of ordered) {
    result += text.slice(done, edit.from);
    if (edit.startsLine && result !== '' && !result.endsWith('\n')) result += /\r\n/.test(text) ? '\r\n' : '\n';
    result += edit.text;
    done = edit.to;
  }
  return result + text.slice(done);
}

/** Returns the start of the line that contains a position. */
export function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Returns the start of the next line; the end of the text on the last line. */
export function lineEndAfter(text: string, position: number): number {
  // the range of a block scalar ends at the start of the next line
  const at = position > 0 && text[position - 1] === '\n' ? position - 1 : position;
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
