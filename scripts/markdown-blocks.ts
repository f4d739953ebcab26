import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MarkdownBlock {
  page: string;
  /** Position among the page's fenced blocks, from 1. */
  number: number;
  /** Line of the block's first line in the page, from 1. */
  firstLine: number;
  /** Word after the opening fence, e.g. "ts"; empty if there is none. */
  language: string;
  code: string;
}

const PAGES = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'packages/*/docs/**/*.md'];
/** The API, which the documentation's build writes. */
const GENERATED = join('docs', 'api');
const FENCED = /^```(\w*)[^\n]*\n(.*?)^```$/gms;

/** Returns all Markdown pages for readers of the repository. */
export function markdownPages(): string[] {
  return globSync(PAGES)
    .filter((page) => !page.endsWith('CHANGELOG.md') && !page.startsWith(GENERATED))
    .sort();
}

/** Returns the fenced blocks of a page, in order. */
export function markdownBlocks(page: string): MarkdownBlock[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(FENCED)].map(({ index, 1: language, 2: code }, i) => ({
    page,
    number: i + 1,
    firstLine: text.slice(0, index).split('\n').length + 1,
    language,
    code,
  }));
}

/** Returns a page with empty lines in place of its fenced blocks. */
export function proseOf(page: string): string {
  return readFileSync(page, 'utf8').replace(FENCED, (block) => block.replace(/[^\n]/g, ''));
}
