import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { clearLastLine, complain, drawLine, print, printJson, printScript, tell, wrapLines } from './output.ts';
import { wrapProse } from './wrap-prose.ts';

const SOURCE = join(import.meta.dirname, '..');
const HOSTILE = 'a\nb\x1b[2J\x9b\u202E\u2028';
const CLEAR = '\x1b[K\x1b[J\r';
const CLEAN = 'a\\nb\\x1b[2J\\x9b\\u202e\\u2028';

let stdout: MockInstance<typeof process.stdout.write>;
let stderr: MockInstance<typeof process.stderr.write>;
const written = (stream: typeof stdout) => stream.mock.calls.map(([chunk]) => chunk).join('');
beforeEach(() => {
  stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  drawLine('');
  stdout.mockRestore();
  stderr.mockRestore();
});

describe('output', () => {
  it('is clean, a line each', () => {
    print(HOSTILE);
    print([HOSTILE, '', 'x']);
    print([]);
    expect(written(stdout)).toBe(`${CLEAN}\n${CLEAN}\n\nx\n`);
    tell({ quiet: true }, HOSTILE);
    tell({ quiet: false }, [HOSTILE]);
    complain(HOSTILE);
    expect(written(stderr)).toBe(`${CLEAN}\n${CLEAN}\n`);
  });

  it('is one line of JSON with the same values', () => {
    printJson({ title: HOSTILE });
    expect(JSON.parse(written(stdout))).toEqual({ title: HOSTILE });
    expect(written(stdout)).toMatch(/^[ -~]+\n$/);
  });

  it('clears the live line before other lines', () => {
    drawLine(HOSTILE);
    drawLine(HOSTILE);
    expect(written(stderr)).toBe(`\r${CLEAN}${CLEAR}`);
    stderr.mockClear();
    complain('x');
    print('y');
    expect(written(stderr)).toBe(`\r${CLEAR}x\n`);
    expect(written(stdout)).toBe('y\n');
  });
});

describe('on a terminal', () => {
  const terminal = (stream: NodeJS.WriteStream, columns: number) => {
    for (const [name, value] of Object.entries({ isTTY: true, columns }))
      Object.defineProperty(stream, name, { value, configurable: true, writable: true });
  };
  const usual = [process.stdout, process.stderr].map(({ isTTY, columns }) => ({ isTTY, columns }));
  beforeEach(() => {
    wrapLines(wrapProse);
    terminal(process.stdout, 12);
    terminal(process.stderr, 9);
  });
  afterEach(() => {
    wrapLines((line) => [line]);
    for (const [i, stream] of [process.stdout, process.stderr].entries()) Object.assign(stream, usual[i]);
  });

  it('wraps what a person reads, after it is clean, but neither JSON nor a script', () => {
    print('  one two\nthree four');
    complain('one two three');
    printJson({ text: 'one two three' });
    printScript('one two three four\nfive\n');
    expect(written(stdout)).toBe('  one\n  two\\nthree\n  four\n{"text":"one two three"}\none two three four\nfive\n');
    expect(written(stderr)).toBe('one two\nthree\n');
  });

  it('clears what the terminal wrote for Ctrl-C, also without a live line', () => {
    clearLastLine();
    expect(written(stderr)).toBe(`\r${CLEAR}`);
  });
});

it('is written in one file only, so that all of it is clean', () => {
  const writers = globSync('**/*.ts', { cwd: SOURCE })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) =>
      /\b(?:stdout|stderr)\s*\.\s*write\b|\bconsole\s*\./.test(readFileSync(join(SOURCE, file), 'utf8')),
    );
  expect(writers).toEqual([join('output', 'output.ts')]);
});
