import { MissingDependencyError } from '@rbassist/core';

type Sqlite = typeof import('node:sqlite');

/** Loads Node's own SQLite. No other file imports it. */
export async function loadSqlite(): Promise<Sqlite> {
  try {
    return await quietly(() => import('node:sqlite'));
  } catch (cause) {
    throw new MissingDependencyError(
      'node:sqlite',
      `Reading a database needs Node 22.13 or later. This is ${process.version}.`,
      {
        cause,
        remedies: [{ action: 'update-node', version: '22.13' }],
      },
    );
  }
}

/** Hides the warning that SQLite is experimental; every other warning stays. */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (/sqlite/i.test(String(warning))) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof emitWarning;
  try {
    return await run();
  } finally {
    process.emitWarning = emitWarning;
  }
}
