import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { wrapProse } from './wrap-prose.ts';

const COMMAND = '`rbassist model pull m-a-p/MERT-v1-330M`';
const PROSE = `Using the built-in model blend-v1. For MERT, run ${COMMAND}, then scan with --re-embed.`;
const WIDE = '  これは とても長い 文章で 端末の 幅に 収まりません 👩\u200D👩\u200D👧 e\u0301 end';

/** Puts wrapped lines together again: a break took the blanks at it. */
const joined = (lines: readonly string[]) => lines.map((line, i) => (i === 0 ? line : line.trimStart())).join(' ');

describe('wrapProse', () => {
  it.each([80, 60, 44])('breaks at words only, never in a command, at %d columns', (width) => {
    for (const line of [PROSE, `  ${PROSE}`, WIDE]) {
      const lines = wrapProse(line, width);
      expect(joined(lines)).toBe(line);
      for (const each of lines) expect(stringWidth(each)).toBeLessThanOrEqual(width);
    }
    expect(wrapProse(PROSE, width).join('\n')).toContain(COMMAND);
  });

  it.each([1, 2, 20, 40])('keeps commands and words whole, wider than the window or not, at %d columns', (width) => {
    const lines = wrapProse(PROSE, width);
    expect(joined(lines)).toBe(PROSE);
    expect(lines.join('\n')).toContain(COMMAND);
    expect(joined(wrapProse(WIDE, width))).toBe(WIDE);
    expect(wrapProse('x'.repeat(100), width)).toEqual(['x'.repeat(100)]);
  });

  it.each([Number.POSITIVE_INFINITY, Number.NaN])('leaves lines to a pipe, at a width of %d', (width) => {
    expect(wrapProse(PROSE, width)).toEqual([PROSE]);
  });

  it('leaves lines that fit, with their blanks', () => {
    for (const line of ['', '   ', '  a  b  ', 'x'.repeat(80)]) expect(wrapProse(line, 80)).toEqual([line]);
  });

  it('indents the next lines as the first, or to the text after a mark or a label', () => {
    expect(wrapProse('    one two three', 12)).toEqual(['    one two', '    three']);
    expect(wrapProse('  ✗ one two three', 12)).toEqual(['  ✗ one two', '    three']);
    expect(wrapProse('Key  one two three four', 18)).toEqual(['Key  one two three', '     four']);
    expect(wrapProse('          one two three', 14)).toEqual(['          one', 'two three']);
  });

  it.each([
    ['(the song (12" Mix) by)', ['(the song (12"', 'Mix) by)']],
    ['see what "begins here', ['see what "begins', 'here']],
    ['see this ("the song")', ['see this', '("the song")']],
    ['run `a "b c" d` or', ['run `a "b c" d`', 'or']],
    ["then run `a '12 x'`", ['then run', "`a '12 x'`"]],
    ['run (`a b c d`) or', ['run (`a b c d`)', 'or']],
    ['see what `begins here', ['see what `begins', 'here']],
    ['there is just 12 MB', ['there is just', '12 MB']],
  ])('knows quotations and units in %s', (line, lines) => {
    expect(wrapProse(line, 16)).toEqual(lines);
  });

  it('goes on in the row in which the terminal ends what is too long for one', () => {
    const command = `\`rbassist ${'x '.repeat(9)}\``;
    expect(wrapProse(`run ${command}. One two three`, 20)).toEqual([`run ${command}. One`, 'two three']);
  });

  it.each([
    '/music/My Song, feat. X (Mix).mp3',
    '~/My Music/x y.FLAC',
    'C:\\My Music\\x y.wav',
    '\\\\nas\\My Music\\x y.ogg',
  ])('keeps %s whole, and goes on after it', (path) => {
    const line = `Something is wrong: ${path} is damaged. Copy it again from its source.`;
    for (let width = 1; width < 80; width++) {
      const lines = wrapProse(line, width);
      expect(joined(lines)).toBe(line);
      expect(lines.filter((each) => each.includes(path))).toHaveLength(1);
      if (width >= path.length) for (const each of lines) expect(stringWidth(each)).toBeLessThanOrEqual(width);
    }
  });

  it('breaks before a path whose end it cannot tell, and no more', () => {
    const line = 'The folder that holds your library, /music/My Library is not there any more, it seems';
    expect(wrapProse(line, 40)).toEqual([
      'The folder that holds your library,',
      '/music/My Library is not there any more, it seems',
    ]);
  });

  it('tells the end of a path from a colon, a command, another path and a remedy', () => {
    for (const rest of [': and', ' `rbassist x`', ' -> /b c/d', '. Run `rbassist x`', '. Choose another one'])
      expect(wrapProse(`The path /a b/c${rest}`, 16).length).toBeGreaterThan(1);
  });

  it('takes no time for a line that a hostile file fills with quotes and paths', () => {
    for (const part of [' "x', ' `x', ' /x', " '", ' "x \'', ' ("', ' 1 B', ' ']) {
      const line = part.repeat(990 / part.length);
      expect(wrapProse(line, 40).join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
      const longer = line.repeat(1000);
      expect(wrapProse(longer, 40)).toEqual([longer]);
    }
  });
});
