import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileFormatError, NotFoundError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { openLibrary } from '../index.ts';

async function libraryWith(text?: string, dataName = 'data') {
  const root = await temporaryFolder('presets');
  const dataDir = join(root, dataName);
  const file = join(root, dataName === 'data' ? 'config' : join(dataName, 'config'), 'playlist_presets.yml');
  await mkdir(dirname(file), { recursive: true });
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'meta.json'), '{"tracks":{}}');
  if (text !== undefined) await writeFile(file, text);
  const library = await openLibrary({ dataDir, engine: 'exact' });
  return { library, file, read: () => readFile(file, 'utf8') };
}

const PYTHON = `# my lists
- name: Warmup   # the quiet ones
  output: warmup.xml
  mytag: Warm-up
  rating_min: 3
  since: '2024-01-01'
  until: ''
  icon: moon

# made in June
- name: Zero
  output: z.xml
  mytag: ''
  rating_min: 0
  since: ''
  until: 2024-06-30
`;

describe('playlist presets', () => {
  test('reads the file of the Python rbassist', async () => {
    const { library } = await libraryWith(PYTHON);
    expect(await library.playlistPresets()).toEqual([
      { name: 'Warmup', output: 'warmup.xml', rules: { myTag: 'Warm-up', ratingMin: 3, since: '2024-01-01' } },
      { name: 'Zero', output: 'z.xml', rules: { until: '2024-06-30' } },
    ]);
    expect((await library.playlistPreset('warmup')).name).toBe('Warmup');
    await expect(library.playlistPreset('Peak')).rejects.toThrow(NotFoundError);
  });

  test('adds a preset in the order of names, and keeps unknown keys and comments', async () => {
    const { library, read } = await libraryWith(PYTHON);
    const rules = { anyTags: ['Peak Hour', 'On'], bpmMin: 124, mixesWith: '8A', since: '30d' };
    await library.savePlaylistPreset({ name: 'Peak', output: 'peak.m3u8', rules });
    const text = await read();
    expect(text).toMatch(/# my lists[\s\S]*name: Peak\n[\s\S]*name: Warmup # the quiet ones[\s\S]*icon: moon/);
    expect(text).toContain('# made in June\n- name: Zero');
    expect(text).toContain('until: 2024-06-30\n');
    expect((await library.playlistPresets()).map(({ name }) => name)).toEqual(['Peak', 'Warmup', 'Zero']);
    expect((await library.playlistPreset('Peak')).rules).toEqual(rules);
  });

  test('replaces a preset by name, and removes the rules that it no longer has', async () => {
    const { library, read } = await libraryWith(PYTHON);
    await library.savePlaylistPreset({ name: 'Warmup', rules: { ratingMin: 4, keys: ['8A'] } });
    await library.savePlaylistPreset({ name: 'Warmup', rules: { ratingMin: 5 } });
    expect(await library.playlistPreset('Warmup')).toEqual({
      ...{ name: 'Warmup', output: 'rb_intelligent.xml', rules: { ratingMin: 5 } },
    });
    expect(await read()).toContain('icon: moon');
    expect(await read()).not.toContain('keys');
    await library.deletePlaylistPreset('Warmup');
    expect((await library.playlistPresets()).map(({ name }) => name)).toEqual(['Zero']);
    await library.deletePlaylistPreset('Zero');
    expect(await library.playlistPresets()).toEqual([]);
    await library.savePlaylistPreset({ name: 'Again', rules: {} });
    expect((await library.playlistPresets()).map(({ name }) => name)).toEqual(['Again']);
  });

  test('writes what the Python rbassist writes, where there is no file', async () => {
    const { library, read } = await libraryWith();
    await library.savePlaylistPreset({
      name: 'Warmup',
      output: 'w.xml',
      rules: { myTag: 'Warm-up', since: '2024-01-01' },
    });
    expect(await read()).toBe(
      '- name: Warmup\n  output: w.xml\n  mytag: Warm-up\n  rating_min: 0\n  since: "2024-01-01"\n  until: ""\n',
    );
  });

  test('stays inside a data folder that is not of a project', async () => {
    const { library, read } = await libraryWith(undefined, 'rbassist');
    await library.savePlaylistPreset({ name: 'One', rules: {} });
    expect(await read()).toContain('name: One');
  });

  test('keeps Windows line ends', async () => {
    const { library, read } = await libraryWith(PYTHON.replaceAll('\n', '\r\n'));
    await library.savePlaylistPreset({ name: 'Peak', rules: {} });
    expect((await read()).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test.each([
    ['a map', 'presets:\n  - name: x\n', 'line 1: it must be a list of presets'],
    ['broken YAML', '- name: "x\n', 'line'],
  ])('refuses %s, and leaves it as it is', async (_, text, message) => {
    const { library, read } = await libraryWith(text);
    await expect(library.playlistPresets()).rejects.toThrow(message);
    await expect(library.savePlaylistPreset({ name: 'x', rules: {} })).rejects.toThrow(FileFormatError);
    expect(await read()).toBe(text);
  });

  test('refuses to break references between presets', async () => {
    const text = '- name: B\n  tags: &shared [x]\n- name: C\n  tags: *shared\n';
    const { library, read } = await libraryWith(text);
    expect((await library.playlistPreset('C')).rules).toEqual({ tags: ['x'] });
    await expect(library.savePlaylistPreset({ name: 'B', rules: {} })).rejects.toThrow(
      'its presets refer to each other in a way that rbassist cannot change',
    );
    expect(await read()).toBe(text);
    await library.savePlaylistPreset({ name: 'D', rules: {} });
    expect((await library.playlistPreset('C')).rules).toEqual({ tags: ['x'] });
  });

  test('names a preset whose rule is wrong', async () => {
    const { library } = await libraryWith('- name: Bad\n  rating_min: many\n- 7\n- name: Good\n');
    await expect(library.playlistPreset('Bad')).rejects.toThrow(
      'the preset "Bad" is wrong: ratingMin must be from 0 to 5, not "many"',
    );
    expect((await library.playlistPreset('Good')).rules).toEqual({});
    await expect(library.savePlaylistPreset({ name: ' ', rules: {} })).rejects.toThrow(OptionError);
    await expect(library.savePlaylistPreset({ name: 'x', rules: { since: 'soon' } })).rejects.toThrow('since must be');
  });
});
