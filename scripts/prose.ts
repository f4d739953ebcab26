import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { proseOf } from './markdown-blocks.ts';

/** A piece of text for people: a paragraph, a comment or a message. */
export interface Prose {
  file: string;
  /** First line, from 1. */
  line: number;
  text: string;
}

const FRONT_MATTER = /^---\n[\s\S]*?\n---\n/;
const HTML = /<!--[\s\S]*?-->|<[^>]+>/g;
const LINK = /!?\[([^\]]*)\]\([^)]*\)/g;
const TABLE_ROW = /^\s*\|/;
/** Text in backticks, which counts as one word. */
const CODE = /`[^`\n]+`/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?:^[ \t]*|[ \t]+)\/\/ [^\n]*(?:\n[ \t]*\/\/ [^\n]*)*/gm;
/** Marks of a comment that are not prose. */
const COMMENT_MARKS = /^[ \t]*(?:\/\*\*?|\*\/|\*|\/\/)[ \t]?|\*\/$/gm;
const FEWEST_WORDS = 3;
/** A text of many lines is a script or a document. */
const MOST_LINES = 5;

/** Returns the paragraphs, list items, headings and table cells of a Markdown page, without code. */
export function markdownProse(file: string): Prose[] {
  const blank = (text: string) => text.replace(/[^\n]/g, '');
  const source = proseOf(file)
    .replace(FRONT_MATTER, blank)
    .replace(HTML, blank)
    .replace(CODE, 'code')
    .replace(LINK, '$1');
  const pieces: Prose[] = [];
  let current: Prose | undefined;
  source.split('\n').forEach((row, i) => {
    if (TABLE_ROW.test(row)) {
      current = undefined;
      for (const cell of row.split('|')) pieces.push({ file, line: i + 1, text: cell.trim() });
    } else if (row.trim() === '' || /^\s*(?:[-*#>]|\d+\.)/.test(row)) {
      current =
        row.trim() === '' ? undefined : { file, line: i + 1, text: row.replace(/^\s*(?:[-*#>]+|\d+\.)\s*/, '') };
      if (current) pieces.push(current);
    } else if (current) current.text += ` ${row.trim()}`;
    else {
      current = { file, line: i + 1, text: row.trim() };
      pieces.push(current);
    }
  });
  return pieces.filter(({ text }) => text !== '');
}

/** Returns the comments of a TypeScript file. */
export function comments(file: string): Prose[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(COMMENT)].map(({ 0: raw, index }) => ({
    file,
    line: lineAt(source, index + raw.length - raw.trimStart().length),
    text: raw
      .replace(COMMENT_MARKS, '')
      .replace(CODE, 'code')
      .replace(/\{@link ([^}]*)\}/g, '$1')
      // a tag and a list item begin a text of their own
      .replace(/@(?:param|returns?|throws|default|example|see)\b(?: \{[^}]*\})?|^- /gm, '\n\n')
      .trim(),
  }));
}

/**
 * Returns the strings of a TypeScript file that are sentences, such as messages and help texts. Writes values as "X".
 */
export function messages(file: string): Prose[] {
  const source = readFileSync(file, 'utf8');
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Prose[] = [];
  const add = (node: ts.Node, text: string) => {
    if (text.split('\n').length > MOST_LINES) return;
    if (text.split(' ').length >= FEWEST_WORDS) found.push({ file, line: lineAt(source, node.getStart()), text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      add(node, node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join(''));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}
