/**
 * Checks that every link of the built site leads to a page and to an anchor of it. Checks that pages load only files of
 * the site, so that it works offline.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { report } from '../../scripts/report.ts';

const SITE = 'docs/.vitepress/dist';
const LINK = /<a [^>]*?href="([^"]*)"/g;
const ANCHOR = /\s(?:id|name)="([^"]*)"/g;
/** Resources that a browser loads by itself. */
const RESOURCE = /<(?:script|img|link|iframe|source)\b[^>]*?(?:src|href)="([^"]+)"/g;
const ELSEWHERE = /^(?:https?:)?\/\//;
const STYLE_RESOURCE = /(?:url\(|@import )\s*["']?((?:https?:)?\/\/[^"')\s]+)/g;

const pages = globSync('**/*.html', { cwd: SITE }).map((page) => page.replaceAll('\\', '/'));
const contents = new Map(pages.map((page) => [page, readFileSync(join(SITE, page), 'utf8')]));
const anchors = new Map([...contents].map(([page, html]) => [page, new Set(anchorsOf(html))]));
const styles = globSync('**/*.css', { cwd: SITE });
const faults = [
  ...pages.flatMap((page) => linkFaults(page)),
  ...[...contents].flatMap(([page, html]) => resourceFaults(page, html, RESOURCE)),
  ...styles.flatMap((file) => resourceFaults(file, readFileSync(join(SITE, file), 'utf8'), STYLE_RESOURCE)),
];
console.log(`Site: ${pages.length} pages`);
report(
  'site',
  faults.map((text) => ({ package: 'docs', text })),
);

function linkFaults(page: string): string[] {
  const links = new Set([...(contents.get(page) ?? '').matchAll(LINK)].map(([, link]) => link));
  return [...links].flatMap((link) => {
    if (/^(?:[a-z]+:|\/\/)/i.test(link)) return [];
    const [path, hash = ''] = decodeURIComponent(link).replaceAll('&amp;', '&').split('#', 2);
    const target = path === '' ? page : pageAt(path.startsWith('/') ? path.slice(1) : posix.join(dirname(page), path));
    if (target === undefined) return [`${page}: ${link}: there is no such page`];
    const isThere = hash === '' || !anchors.has(target) || anchors.get(target)?.has(hash);
    return isThere ? [] : [`${page}: ${link}: there is no such anchor`];
  });
}

/** The file of an address; a page's address has no ending. */
function pageAt(path: string): string | undefined {
  const files = path === '' || path.endsWith('/') ? [`${path}index.html`] : [`${path}.html`, path];
  return files.find((file) => contents.has(file) || (file === path && existsSync(join(SITE, file))));
}

function anchorsOf(html: string): string[] {
  return [...html.matchAll(ANCHOR)].map(([, id]) => id.replaceAll('&amp;', '&'));
}

function resourceFaults(file: string, text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, address]) => {
    if (ELSEWHERE.test(address)) return [`${file}: loads ${address}`];
    const isThere = !address.startsWith('/') || existsSync(join(SITE, address.split(/[?#]/, 1)[0]));
    return isThere ? [] : [`${file}: ${address}: there is no such file`];
  });
}
