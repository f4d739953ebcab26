import { describe, expect, test } from 'vitest';
import { importSteps } from './import-steps.ts';

const textOf = (version: string | undefined, parts: { newIn?: string; updatesIn?: string }) =>
  importSteps({ ...(version !== undefined && { version }), file: 'delta.xml', ...parts }).map(({ text }) => text);

describe('importSteps', () => {
  test.each(['5.6.1', '5.8.6', '6.7.3', '7.2.8', 'unknown', undefined])('asks for a second import in %s', (version) => {
    expect(textOf(version, { updatesIn: 'Update' }).at(-1)).toContain('Answer Yes');
  });

  test.each(['5.4.3', '5.6.0', '4.3'])('needs no second import in %s', (version) => {
    const steps = textOf(version, { updatesIn: 'Update' });
    expect(steps.at(-1)).toContain('Import To Collection');
  });

  test('labels what only users report', () => {
    const steps = importSteps({ version: '7.2.8', file: 'delta.xml', newIn: 'New', updatesIn: 'Update' });
    expect(steps.map(({ source }) => source)).toEqual([
      'manual',
      'manual',
      'manual',
      'manual',
      'manual',
      'community',
      'community',
    ]);
    expect(steps.every(({ reference }) => reference !== '')).toBe(true);
  });

  test('names a folder of several playlists, and all tracks of the file', () => {
    const steps = importSteps({ file: 'a.xml', newInFolder: 'rbassist', updatesAll: true }).map(({ text }) => text);
    expect(steps).toContain('Open the folder "rbassist" there, and right-click each playlist > Import Playlist.');
    expect(steps.at(-2)).toMatch(/^Open All Tracks there, select all/);
  });

  test('leaves out steps that nothing needs', () => {
    expect(textOf('7.2.8', { newIn: 'New' }).join('\n')).not.toContain('again');
  });
});
