import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import constants from './constants.json' with { type: 'json' };
import { SPECTRAL_V1_SLOTS } from './slots.ts';
import { GROUP_SHARES } from './standardize.ts';

describe('the slots', () => {
  it('have a unique name and a description', () => {
    expect(new Set(SPECTRAL_V1_SLOTS.map(({ name }) => name)).size).toBe(SPECTRAL_V1_SLOTS.length);
    for (const slot of SPECTRAL_V1_SLOTS) expect(slot.description.length).toBeGreaterThan(5);
  });

  it('have constants in the same order', () => {
    expect(constants.map(({ name }) => name)).toEqual(SPECTRAL_V1_SLOTS.map(({ name }) => name));
    for (const { scale } of constants) expect(scale).toBeGreaterThan(0);
  });

  it('have group shares that add up to 100 %', () => {
    expect(Object.values(GROUP_SHARES).reduce((sum, share) => sum + share)).toBe(100);
    expect(new Set(SPECTRAL_V1_SLOTS.map(({ group }) => group))).toEqual(new Set(Object.keys(GROUP_SHARES)));
  });

  it('are in the table of the documentation, in order', async () => {
    const page = await readFile(new URL('../../docs/spectral-v1.md', import.meta.url), 'utf8');
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.replace(/ +/g, ' '));
    expect(rows).toEqual(
      SPECTRAL_V1_SLOTS.map(
        ({ name, group, unit, description }) => `| \`${name}\` | ${group} | ${unit} | ${description} |`,
      ),
    );
  });
});
