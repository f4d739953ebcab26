import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CHECK_RULES } from './check-rules.ts';

const PAGE = new URL('../../../../docs/guide/rekordbox-xml.md', import.meta.url);

test('the guide lists every rule with its effect', async () => {
  const page = await readFile(PAGE, 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z\d-]+)` +\| (refused|ignored|odd) +\|/gm)].map(([, rule, effect]) => [
    rule,
    effect,
  ]);
  expect(listed).toEqual(Object.entries(CHECK_RULES).map(([rule, { severity }]) => [rule, severity]));
});
