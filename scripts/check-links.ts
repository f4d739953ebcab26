/**
 * Checks that each link between Markdown pages leads to a file, and to a heading of it. Lists links to other sites with
 * `--external`, and follows none of them.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { headingAnchors } from './heading-anchors.ts';
import { markdownPages, proseOf } from './markdown-blocks.ts';
import { type Problem, report } from './report.ts';
import { packageOf } from './workspace.ts';

const LIST_EXTERNAL = '--external';
const INLINE_CODE = /`[^`\n]+`/g;
const LINK = /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|\b(?:src|href)="([^"]+)"|^\[[^\]]+\]: (\S+)/gm;
const IS_EXTERNAL = /^(?:[a-z]+:|\/\/)/i;

const external = new Set<string>();
const problems = markdownPages().flatMap(checkPage);
const listAt = process.argv.indexOf(LIST_EXTERNAL);
if (listAt >= 0) {
  process.argv.splice(listAt, 1);
  for (const link of [...external].sort()) console.log(link);
}
report('links', problems);

function checkPage(page: string): Problem[] {
  const text = proseOf(page).replace(INLINE_CODE, '');
  return [...text.matchAll(LINK)].flatMap(([, inline, attribute, reference]) => {
    const link = inline ?? attribute ?? reference;
    if (IS_EXTERNAL.test(link)) {
      external.add(link);
      return [];
    }
    const fault = faultOf(page, link);
    return fault ? [{ package: packageOf(page), text: `${page}: ${link}: ${fault}` }] : [];
  });
}

function faultOf(page: string, link: string): string | undefined {
  const [path, hash] = link.split('#', 2);
  const target = path === '' ? page : path.startsWith('/') ? join('.', path) : join(dirname(page), path);
  if (!existsSync(target)) return 'there is no such file';
  const isFolder = statSync(target).isDirectory();
  if (hash === undefined || (isFolder && hash === 'readme')) return undefined;
  const anchors = headingAnchors(isFolder ? join(target, 'README.md') : target);
  return anchors.has(decodeURIComponent(hash)) ? undefined : 'there is no such heading';
}
