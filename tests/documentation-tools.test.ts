import { describe, expect, it } from 'vitest';
import { pageOf, siteLink } from '../docs/.vitepress/site-pages.ts';
import { plainText, screenRows } from '../docs/tools/terminal-screen.ts';
import { terminalSvg } from '../docs/tools/terminal-svg.ts';
import { headingAnchors, headingSlug } from '../scripts/heading-anchors.ts';

const screen = (output: string, columns = 20) => plainText(screenRows(output, columns));

describe('the screen of a recorded terminal', () => {
  it.each([
    ['lines', 'one\r\ntwo\r\n', 'one\ntwo'],
    ['a line that is written again', 'Scanning 10%\rScanning 90%\r\n', 'Scanning 90%'],
    ['a progress bar that is removed', '\u001b[?25l\u001b[1G50%\u001b[0K\n\u001b[1A\u001b[1G\u001b[0Jdone\n', 'done'],
    ['a long line, which wraps', `${'x'.repeat(25)}\n`, `${'x'.repeat(20)}\n${'x'.repeat(5)}`],
    ['a long line without wrapping', `\u001b[?7l${'x'.repeat(24)}y\n`, `${'x'.repeat(19)}y`],
    ['a tab', 'a\tb\n', 'a       b'],
  ])('shows %s', (_name, output, text) => {
    expect(screen(output)).toBe(text);
  });

  it('keeps colours', () => {
    expect(screenRows('\u001b[1;32mok\u001b[0m no\n', 20)).toEqual([
      [
        { text: 'ok', style: '1;32' },
        { text: ' no', style: '' },
      ],
    ]);
  });
});

describe('the picture of a terminal', () => {
  it('puts each stretch of text at its column, escaped', () => {
    const svg = terminalSvg([[{ text: 'a <b>    c', style: '' }]], 20, 'A terminal');
    expect(svg).toContain(
      '<tspan x="18" textLength="42">a &lt;b&gt;</tspan><tspan x="93.6" textLength="8.4">c</tspan>',
    );
  });

  it('draws bold and coloured text', () => {
    const svg = terminalSvg([[{ text: 'ok', style: '1;32' }]], 20, 'A terminal');
    expect(svg).toContain('fill="#98c379" font-weight="bold">ok<');
  });
});

describe('links of the site', () => {
  it.each([
    ['docs/guide/models.md', '../../packages/embed/docs/mert.md#speed', '/background/mert.md#speed'],
    ['packages/analyze/README.md', 'docs/key.md', '/background/key.md'],
    ['packages/cli/README.md', '../library#readme', '/packages/library/'],
    ['docs/guide/models.md', '#verify', '#verify'],
    ['docs/figures.md', 'https://nodejs.org', 'https://nodejs.org'],
    ['CONTRIBUTING.md', 'testing', 'https://github.com/rbassist/rbassist/tree/main/testing'],
    ['docs/guide/models.md', '../../LICENSE', 'https://github.com/rbassist/rbassist/blob/main/LICENSE'],
  ])('in %s lead from %s to %s', (from, link, address) => {
    expect(siteLink(from, link)).toBe(address);
  });

  it('give the package "index" a folder of its own', () => {
    expect(pageOf('packages/index/README.md')).toBe('packages/index/index.md');
    expect(pageOf('docs/api/index.md')).toBe('packages/index/api.md');
  });

  it('have anchors as GitHub makes them', () => {
    expect(headingSlug('What isn’t `--dry-run`? 0–1 & ü')).toBe('what-isnt---dry-run-01--ü');
    expect(headingAnchors('docs/figures.md')).toContain('a-library-of-50000-tracks');
  });
});
