import { OptionError, RbassistError } from '@rbassist/core';
import { afterEach, expect, it, vi } from 'vitest';
import { ArgumentTable } from '../arguments/argument-table.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { reportError } from './error-report.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function reported(error: unknown, verbose: boolean, command?: Parameters<typeof reportError>[2]): string[] {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  reportError(error, { json: false, quiet: false, verbose }, command);
  return stderr.mock.calls
    .map(([chunk]) => chunk)
    .join('')
    .trimEnd()
    .split('\n');
}

it('prints an error in one line', () => {
  expect(reported(new RbassistError('corrupt', 'a\nb\x1b is damaged.'), false)).toEqual([
    'rbassist: a\\nb\\x1b is damaged.',
  ]);
});

it('says that a job was stopped, and reports no bug', () => {
  expect(reported(new DOMException('This operation was aborted', 'AbortError'), false)).toEqual(['Stopped.']);
});

it('lists calls below an error, without lines forged by its message', () => {
  const [message, name, ...calls] = reported(new RbassistError('corrupt', 'x\n    at forged (y)'), true);
  expect([message, name]).toEqual(['rbassist: x\\n    at forged (y)', 'RbassistError']);
  expect(calls.length).toBeGreaterThan(0);
  for (const call of calls) expect(call).toMatch(/^ {4}at (?!forged)/);
});

it.each([
  ['top', '--top must be more.'],
  ['weights.ann', '--w-ann must be more.'],
  ['saveEvery', '--checkpoint-every must be more.'],
  ['maxBatchSeconds', '--max-batch-seconds must be more.'],
  ['toString', 'toString must be more.'],
])('names the flag that sets the option %s', (option, message) => {
  const table = new ArgumentTable<unknown>().options({
    'w-ann': { type: 'number', option: 'weights.ann', describe: '' },
    'checkpoint-every': { type: 'number', option: 'saveEvery', describe: '' },
    'max-batch-seconds': { type: 'number', describe: '' },
    top: { type: 'number', describe: '' },
  });
  const error = new OptionError(`${option} must be more.`, { option });
  expect(reported(error, false, { names: ['scan'], table })).toEqual([`rbassist: ${message}`]);
});

it('names the help of the command after a usage error, without calls', () => {
  expect(reported(new UsageError('No.'), true, { names: ['library', 'check'] })).toEqual([
    'rbassist: No.',
    'Run `rbassist library check --help` for help.',
  ]);
});

it('reports a bug in rbassist, with a link and the calls', () => {
  const [message, name, ...calls] = reported(new TypeError('x is not a function'), false);
  expect(message).toMatch(
    /^rbassist: This is a bug in rbassist: x is not a function\. Please report it .+ https:.+issues$/,
  );
  expect(name).toBe('TypeError');
  expect(calls.length).toBeGreaterThan(0);
});

it('reports an error of the system without calls', () => {
  const error = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', syscall: 'open' });
  expect(reported(error, false)).toEqual(['rbassist: EACCES: permission denied, open']);
});
