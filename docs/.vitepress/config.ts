import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { headingSlug } from '../../scripts/heading-anchors.ts';
import { importablePackages } from '../../scripts/workspace.ts';
import { NOT_ON_THE_SITE, pageOf, siteLink } from './site-pages.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Fits 80 columns of a terminal, wraps longer lines as a terminal does, and never breaks an option at its hyphens. */
const STYLE = `
.vp-doc [class*='language-'] pre > code { font-size: 12.8px }
@media (min-width: 640px) { .vp-doc .language-txt pre > code { width: auto; white-space: pre-wrap; overflow-wrap: anywhere } }
.vp-doc .option { white-space: nowrap }
.VPHome .vp-doc img { margin: 32px auto }
`;
const OPTION = /(?<![\w-])--?[a-z][\w-]*/g;

export default defineConfig({
  title: 'rbassist',
  description: 'Scans a DJ’s music and finds the tracks that mix.',
  lang: 'en-GB',
  // the pages of the packages are part of the site
  srcDir: '..',
  srcExclude: NOT_ON_THE_SITE,
  rewrites: (file) => pageOf(file) ?? file,
  cleanUrls: true,
  head: [['style', {}, STYLE]],
  // runs git once per page
  lastUpdated: false,
  markdown: {
    // shows text such as <paths..> as it is
    html: false,
    anchor: { slugify: headingSlug },
    config: (markdown) => {
      markdown.core.ruler.before('normalize', 'anchors-of-the-api', ({ env }) => {
        markdown.options.html = relative(ROOT, env.realPath ?? env.path).startsWith(join('docs', 'api'));
      });
      const codeOf = markdown.renderer.rules.code_inline;
      markdown.renderer.rules.code_inline = (...given) =>
        (codeOf?.(...given) ?? '').replace(OPTION, '<span class="option">$&</span>');
      markdown.core.ruler.push('links-and-output', ({ tokens, env }) => {
        const from = relative(ROOT, env.realPath ?? env.path).replaceAll('\\', '/');
        for (const token of tokens) {
          // shell colours would also apply to the output
          if (token.info.startsWith('console')) token.info = 'txt';
        }
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          const href = token.type === 'link_open' ? token.attrGet('href') : null;
          if (href) token.attrSet('href', siteLink(from, href));
        }
      });
    },
  },
  // the API of core is one large page
  vite: { build: { chunkSizeWarningLimit: 1500 } },
  themeConfig: {
    search: { provider: 'local' },
    notFound: {
      title: 'There is no such page',
      quote: 'Search for what you need, or begin at the start.',
      linkText: 'Start',
    },
    outline: [2, 3],
    externalLinkIcon: true,
    nav: [
      { text: 'Guides', link: '/guide/first-scan' },
      { text: 'Commands', link: '/commands/overview' },
      { text: 'For developers', link: '/guide/from-code' },
      { text: 'Figures', link: '/figures' },
    ],
    sidebar: [
      {
        text: 'Guides',
        items: [
          { text: 'First scan', link: '/guide/first-scan' },
          { text: 'The page', link: '/guide/page' },
          { text: 'Assistants', link: '/guide/assistants' },
          { text: 'Watch folders', link: '/guide/watch' },
          { text: 'Find what mixes', link: '/guide/recommend' },
          { text: 'How a score is made', link: '/guide/score' },
          { text: 'Sets', link: '/guide/sets' },
          { text: 'Crates', link: '/guide/crates' },
          { text: 'Tags', link: '/guide/tags' },
          { text: 'Rekordbox', link: '/guide/rekordbox' },
          { text: 'Rekordbox XML', link: '/guide/rekordbox-xml' },
          { text: 'Rekordbox database', link: '/guide/rekordbox-database' },
          { text: 'Rekordbox time', link: '/guide/rekordbox-time' },
          { text: 'Other DJ programs', link: '/guide/dj-programs' },
          { text: 'Duplicates', link: '/guide/duplicates' },
          { text: 'Loudness', link: '/guide/loudness' },
          { text: 'Move a library', link: '/guide/moving' },
          { text: 'Models', link: '/guide/models' },
          { text: 'From the Python rbassist', link: '/guide/from-python' },
          { text: 'Formats and failures', link: '/guide/formats-and-failures' },
          { text: 'Folders and settings', link: '/guide/settings' },
          { text: 'Experiments', link: '/guide/experiments' },
        ],
      },
      { text: 'Commands', link: '/commands/overview', collapsed: true, items: pagesIn('commands') },
      { text: 'Output of a real run', collapsed: true, items: pagesIn('recordings') },
      {
        text: 'For developers',
        items: [
          { text: 'Use it from code', link: '/guide/from-code' },
          { text: 'JSON for scripts', link: '/guide/json' },
          { text: 'Packages', collapsed: true, items: packagePages() },
          { text: 'API', link: '/packages/api', collapsed: true, items: apiPages() },
        ],
      },
      { text: 'Figures', link: '/figures' },
      {
        text: 'Background',
        items: [
          { text: 'How it works', link: '/background/', collapsed: true, items: methodPages() },
          { text: 'Decisions', collapsed: true, items: pagesIn('decisions') },
          { text: 'Contributing', link: '/background/contributing' },
        ],
      },
    ],
    socialLinks: [{ icon: 'github', link: 'https://github.com/rbassist/rbassist' }],
  },
});

/** Pages of a folder of docs/, by their headings. */
function pagesIn(folder: string): DefaultTheme.SidebarItem[] {
  return readdirSync(join(ROOT, 'docs', folder))
    .filter((name) => name.endsWith('.md') && name !== 'overview.md')
    .map((name) => ({
      text: titleOf(join('docs', folder, name)),
      link: `/${folder}/${name.replace(/(?:^index)?\.md$/, '')}`,
    }));
}

function packagePages(): DefaultTheme.SidebarItem[] {
  return readdirSync(join(ROOT, 'packages')).map((name) => ({
    text: titleOf(join('packages', name, 'README.md')),
    link: `/packages/${name}/`,
  }));
}

/** Pages about methods, which live next to the packages, and what belongs to them. */
function methodPages(): DefaultTheme.SidebarItem[] {
  const files = globSync(['packages/*/docs/*.md', 'benchmarks/README.md', 'docs/upstream-*.md'], { cwd: ROOT });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map((file) => ({ text: titleOf(file), link: `/${pageOf(file)?.replace('.md', '')}` }));
}

function apiPages(): DefaultTheme.SidebarItem[] {
  return importablePackages().map((name) => ({ text: `@rbassist/${name}`, link: `/packages/${name}/api` }));
}

function titleOf(page: string): string {
  return /^# (.*)$/m.exec(readFileSync(join(ROOT, page), 'utf8'))?.[1] ?? page;
}
