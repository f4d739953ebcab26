import { RbassistError } from '@rbassist/core';
import { afterEach, expect, it, vi } from 'vitest';
import { reportError } from './error-report.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function reported(error: unknown, verbose: boolean): string[] {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  reportError(error, { json: false, quiet: false, verbose });
  return stderr.mock.calls
    .map(([chunk]) => chunk)
    .join('')
    .trimEnd()
    .split('\n');
}

it('says what went wrong in one line', () => {
  expect(reported(new RbassistError('corrupt', 'a\nb\x1b is damaged.'), false)).toEqual([
    'rbassist: a\\nb\\x1b is damaged.',
  ]);
});

it('lists calls below an error, in which its message forges no line', () => {
  const [message, name, ...calls] = reported(new RbassistError('corrupt', 'x\n    at forged (y)'), true);
  expect([message, name]).toEqual(['rbassist: x\\n    at forged (y)', 'RbassistError']);
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) expect(call).toMatch(/^ {4}at (?!forged)/);
});
