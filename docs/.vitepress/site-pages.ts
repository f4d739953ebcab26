import { existsSync, statSync } from 'node:fs';
import { posix } from 'node:path';

const REPOSITORY = 'https://github.com/rbassist/rbassist';
/** Patterns of Markdown files that are not on the site. */
export const NOT_ON_THE_SITE = ['README.md', 'tests/**', 'testing/**', 'benchmarks/peers/**', '**/CHANGELOG.md'];

const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^docs\/api\/overview\.md$/, 'packages/api.md'],
  [/^docs\/api\/([a-z]+)\.md$/, 'packages/$1/api.md'],
  [/^docs\/upstream-/, 'background/'],
  [/^docs\//, ''],
  [/^packages\/([a-z]+)\/README\.md$/, 'packages/$1/index.md'],
  [/^packages\/[a-z]+\/docs\//, 'background/'],
  [/^benchmarks\/README\.md$/, 'background/benchmarks.md'],
  [/^CONTRIBUTING\.md$/, 'background/contributing.md'],
];

/** Returns the page of the site that a Markdown file of the repository becomes; undefined if it is not on the site. */
export function pageOf(file: string): string | undefined {
  const rule = PAGES.find(([pattern]) => pattern.test(file));
  return rule && file.replace(rule[0], rule[1]);
}

/**
 * Returns the address on the site of a link between files of the repository. A link to a file that is not on the site
 * leads to the repository's own pages.
 *
 * @param from The file that holds the link, e.g. `packages/embed/README.md`.
 */
export function siteLink(from: string, link: string): string {
  if (link === '' || /^(?:[a-z]+:|[#/])/i.test(link)) return link;
  const [path, hash = ''] = link.split('#', 2);
  const target = posix.join(posix.dirname(from), path).replace(/\/$/, '');
  const isFolder = existsSync(target) && statSync(target).isDirectory();
  const page = pageOf(isFolder ? `${target}/README.md` : target);
  if (page?.endsWith('.md'))
    return `/${page.replace(/(?:^|(?<=\/))index\.md$/, '')}${hash === '' || (isFolder && hash === 'readme') ? '' : `#${hash}`}`;
  return `${REPOSITORY}/${isFolder ? 'tree' : 'blob'}/main/${target}${hash === '' ? '' : `#${hash}`}`;
}
