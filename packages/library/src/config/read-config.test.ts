import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { homeFolder } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from './read-config.ts';
import { readDay } from './read-day.ts';

const FILE = 'rbassist.config.json';

let root: string;
let data: string;
let own: string;
let warnings: string[];
beforeEach(async () => {
  root = await temporaryFolder('config');
  data = join(root, 'data');
  own = join(root, 'own', 'rbassist');
  warnings = [];
  await mkdir(data);
  await mkdir(own, { recursive: true });
});

const env = () => ({
  XDG_CONFIG_HOME: join(root, 'own'),
  APPDATA: join(root, 'own'),
  XDG_DATA_HOME: join(root, 'share'),
});
const read = (options: object = {}) =>
  readConfig({
    env: env(),
    cwd: root,
    dataDir: data,
    onWarning: ({ message }) => warnings.push(message),
    ...options,
  });
const write = (folder: string, content: unknown) =>
  writeFile(join(folder, FILE), typeof content === 'string' ? content : JSON.stringify(content));

describe('readConfig', () => {
  it('needs no file', async () => {
    const { settings, sources, files } = await read();
    expect(settings).toEqual({ dataDir: data });
    expect(sources).toMatchObject({ dataDir: { from: 'option' }, workers: { from: 'default' } });
    expect(files.map(({ exists }) => exists)).toEqual(files.map(() => false));
    expect(files[0].path).toBe(join(data, FILE));
  });

  it('refuses options that do not exist', async () => {
    await expect(read({ dataFolder: data })).rejects.toThrow('Unknown option "dataFolder"');
  });

  it('reads every setting', async () => {
    const presets = { 'warm-up': { top: 10, tempoPct: 3, weights: { bass: 0.5 } } };
    await write(data, { folders: ['music', '/other'], workers: 3, keyNotation: 'open-key', presets });
    const { settings, sources } = await read();
    expect(settings).toEqual({
      dataDir: data,
      folders: [join(data, 'music'), '/other'],
      workers: 3,
      keyNotation: 'open-key',
      presets,
    });
    expect(sources['presets.warm-up']).toEqual({ from: 'file', path: join(data, FILE) });
    expect(warnings).toEqual([]);
  });

  it('accepts the byte order mark of Windows editors, and an empty file', async () => {
    await write(data, '\uFEFF{"workers": 2}\r\n');
    expect((await read()).settings.workers).toBe(2);
    await write(data, ' \n');
    expect((await read()).settings.workers).toBeUndefined();
  });

  it('expands "~", and leaves out folders of another system', async () => {
    await write(data, {
      folders: ['~', '~/Music', '~other', 'D:\\Music', 'D:/Music', '\\\\nas\\music', '/Volumes/DJ'],
    });
    const { folders } = (await read()).settings;
    const home = homeFolder() ?? '';
    if (process.platform === 'win32')
      expect(folders).toEqual(
        [home, join(home, 'Music'), join(data, '~other'), 'D:\\Music', 'D:\\Music', '\\\\nas\\music'].map(String),
      );
    else expect(folders).toEqual([home, join(home, 'Music'), join(data, '~other'), '/Volumes/DJ']);
  });
});

// macOS has one folder for both, and no variable for it
describe.skipIf(process.platform === 'darwin')('two files', () => {
  it("are both read, the data folder's first", async () => {
    await write(own, { workers: 1, keyNotation: 'musical', presets: { a: { top: 1 }, b: { top: 2 } } });
    await write(data, { workers: 2, presets: { b: { top: 3 } } });
    const { settings, sources } = await read();
    expect(settings).toMatchObject({ workers: 2, keyNotation: 'musical', presets: { a: { top: 1 }, b: { top: 3 } } });
    const file = (folder: string) => ({ from: 'file', path: join(folder, FILE) });
    expect(sources).toMatchObject({
      workers: file(data),
      keyNotation: file(own),
      'presets.a': file(own),
      'presets.b': file(data),
    });
  });

  it('take the data folder from the option, the variable, the user file, or the default', async () => {
    await write(own, { dataDir: '../../data' });
    const from = async (options: object) => {
      const { settings, sources } = await read(options);
      return [settings.dataDir, sources.dataDir.from];
    };
    const variable = { ...env(), RBASSIST_DATA: 'from-env' };
    expect(await from({ dataDir: 'given', env: variable })).toEqual([join(root, 'given'), 'option']);
    expect(await from({ dataDir: undefined, env: variable })).toEqual([join(root, 'from-env'), 'environment']);
    expect(await from({ dataDir: undefined })).toEqual([data, 'file']);
    await write(own, {});
    const home = { ...env(), RBASSIST_DATA: '~/library' };
    expect(await from({ dataDir: undefined, env: home })).toEqual([join(homeFolder() ?? '', 'library'), 'environment']);
    const [folder, source] = await from({ dataDir: undefined });
    expect(source).toBe('default');
    expect(folder).toContain('rbassist');
  });

  it('set the data folder only in the user file', async () => {
    await write(data, { dataDir: 'elsewhere' });
    expect((await read()).settings.dataDir).toBe(data);
    expect(warnings).toEqual([expect.stringContaining('dataDir has no effect here')]);
  });
});

describe('a preset', () => {
  const preset = async (options: object) => {
    await write(data, { presets: { mine: options } });
    return (await read()).settings.presets?.mine;
  };

  it('has days as dates and ages', async () => {
    expect(await preset({ addedSince: '30d' })).toEqual({ addedSince: readDay('30d', 'start') });
    expect(await preset({ addedUntil: '2026-01-31' })).toEqual({ addedUntil: readDay('2026-01-31', 'end') });
    expect(await preset({ addedSince: '2026-01-31T10:00:00Z' })).toEqual({ addedSince: '2026-01-31T10:00:00Z' });
  });

  it('has paths from the folder of the file or the home folder, and names', async () => {
    const foreign = process.platform === 'win32' ? '/music' : 'D:/Music';
    const home = homeFolder() ?? '';
    expect(
      await preset({
        folders: ['here', '~/there', foreign],
        crates: ['lists/a.m3u8', 'playlist:b.M3U', 'friday', 'tag:Warm-up', '~/c.m3u'],
        exclude: ['artist:Prodigy', 'x.m3u8', `${foreign}/x.m3u8`],
        unlike: ['~/x.mp3', 'song'],
      }),
    ).toEqual({
      folders: [join(data, 'here'), `${home}/there`, foreign].map((path) => (path === foreign ? path : resolve(path))),
      crates: [
        join(data, 'lists', 'a.m3u8'),
        `playlist:${join(data, 'b.M3U')}`,
        'friday',
        'tag:Warm-up',
        expect.stringContaining(home),
      ],
      exclude: ['artist:Prodigy', join(data, 'x.m3u8'), `${foreign}/x.m3u8`],
      unlike: [`${home}/x.mp3`, 'song'],
    });
    expect(warnings).toEqual([]);
  });
});

describe('a file that is wrong', () => {
  const file = () => join(data, FILE);

  it.each([
    ['{"workers": "four"}', 'line 1: workers must be a positive whole number, not "four".'],
    ['{\n"workers": 0\n}', 'line 2: workers must be a positive whole number, not 0.'],
    ['{"folders": "/music"}', 'line 1: folders must be a list of paths in quotes, such as ["~/Music"], not "/music".'],
    ['{"folders": [""]}', 'line 1: folders has an empty path.'],
    ['{"presets": {"": {}}}', 'line 1: The name of a preset is empty.'],
    ['{"folders": ["C:\\new"]}', 'line 1: folders has an invalid path: "C:\\new". In JSON, write a Windows path'],
    [
      '{"keyNotation": "Camelot"}',
      'line 1: keyNotation must be one of camelot, open-key, musical, short, not "Camelot".',
    ],
    ['{"presets": []}', 'line 1: presets must be an object'],
    ['{"presets": {\n"x": 1}}', 'line 2: presets.x must be an object, not 1.'],
    ['{"presets": {"x": {\n"top": "10"}}}', 'line 2: presets.x.top must be a positive whole number, not "10".'],
    ['{"presets": {"x": {"weights": {\n"bass": "much"}}}}', 'line 2: presets.x.weights.bass must be 0 or more'],
    [
      '{"presets": {"x": {\n"addedSince": 30}}}',
      'line 2: presets.x.addedSince must be a date such as "2026-01-31", or',
    ],
    [
      '{"presets": {"x": {\n"addedUntil": "soon"}}}',
      'line 2: presets.x.addedUntil must be a date such as "2026-01-31"',
    ],
    ['{"presets": {"x": {\n"folders": "a"}}}', 'line 2: presets.x.folders must be a list of'],
    ['{"presets": {"x": {\n"folders": [""]}}}', 'line 2: presets.x.folders has an empty path.'],
    ['{"presets": {"x": {\n"crates": [1]}}}', 'line 2: presets.x.crates must be a list of'],
    ['{"presets": {"x": {"top": 1,\n"camelotNeighbors": "no"}}}', 'line 2: presets.x.camelotNeighbors must be true or'],
    ['{"presets": {"x": {"weights": null}}}', 'line 1: presets.x.weights must be an object'],
  ])('reports the place and the expected value: %s', async (text, problem) => {
    await write(data, text);
    await expect(read()).rejects.toMatchObject({
      code: 'file-format',
      message: expect.stringContaining(`${file()}, ${problem}`),
      remedies: [{ action: 'edit-file', path: file() }],
    });
  });

  it.each([
    ['{\n  "workers": 4,\n}', 'line 3, column 1. Remove the comma before it.'],
    ['{\n  // mine\n}', 'line 2, column 3. JSON has no comments.'],
    ["{'workers': 4}", 'line 1, column 2. Use double quotes.'],
    ['{"folders": ["D:\\Music"]}', 'line 1, column 17. In JSON, write a Windows path with "/" or with "\\\\".'],
    ['{"workers": 4', 'line 1, column 14.'],
  ])('reports where it is not JSON: %j', async (text, place) => {
    await write(data, text);
    await expect(read()).rejects.toThrow(`${file()} is not valid JSON at ${place}`);
  });

  it.each([['[1]'], ['"x"'], ['null']])('must contain an object, not %s', async (text) => {
    await write(data, text);
    await expect(read()).rejects.toThrow(`${file()} must contain one object`);
  });

  it('is not text, a folder, a loop of links, or far too large', async () => {
    await writeFile(file(), Buffer.from('\uFEFF{}', 'utf16le'));
    await expect(read()).rejects.toThrow('is not text in UTF-8');
    await writeFile(file(), Buffer.from('{}', 'utf16le'));
    await expect(read()).rejects.toThrow('is not text in UTF-8');
    await writeFile(file(), ' '.repeat(2 ** 20 + 1));
    await expect(read()).rejects.toThrow('it is too large for a file of its kind');
    const folder = await temporaryFolder('config');
    await mkdir(join(folder, FILE));
    await expect(read({ dataDir: folder })).rejects.toMatchObject({ code: 'data-folder', path: join(folder, FILE) });
  });

  // root may read everything, and Windows restricts links
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('reports denied access', async () => {
    await write(data, '{}');
    await chmod(file(), 0);
    await expect(read()).rejects.toMatchObject({ remedies: [{ action: 'grant-access', path: file() }] });
    const folder = await temporaryFolder('config');
    await symlink(FILE, join(folder, FILE));
    await expect(read({ dataDir: folder })).rejects.toThrow('lead in a circle');
  });

  it.skipIf(process.platform === 'win32')('says that it is a link to nothing', async () => {
    await symlink('nowhere', file());
    await expect(read()).rejects.toMatchObject({
      message: `${file()} cannot be read: it is a link to a file that does not exist.`,
      remedies: [{ action: 'move-away', path: file() }],
    });
  });

  it('is skipped on request, with its error, and the other one counts', async () => {
    await write(data, '{"workers": 0}');
    await write(own, { workers: 3 });
    const { settings, files } = await read({ skipInvalid: true });
    expect(settings.workers).toBe(3);
    expect(files).toMatchObject([{ path: file(), exists: true, error: { code: 'file-format' } }, { exists: true }]);
    expect(files[1]).not.toHaveProperty('error');
  });

  it.skipIf(process.platform === 'win32')('is in a folder that cannot be searched', async () => {
    const loop = join(root, 'loop');
    await symlink('loop', loop);
    expect((await read({ dataDir: loop })).files[0]).toEqual({ path: join(loop, FILE), exists: false });
    const { files } = await read({ dataDir: loop, skipInvalid: true });
    expect(files[0].error?.message).toBe(`${loop} cannot be read: its symbolic links form a loop.`);
  });

  it('names folders of another system only', async () => {
    const others = process.platform === 'win32' ? ['/music', '/more'] : ['D:/Music', 'E:/'];
    await write(data, { folders: ['here', ...others] });
    expect((await read()).settings.folders).toEqual([join(data, 'here')]);
    expect(warnings).toEqual([]);
    await write(data, { folders: others });
    expect((await read()).settings.folders).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('line 1: The folders are paths of another operating system')]);
  });

  it('warns about unknown settings, and keeps the others', async () => {
    await write(
      data,
      '{"worker": 1,\n"workers": 2, "__proto__": {"keyNotation": "short"},\n"presets": {"x": {"tops": 1, "weights": {"kick": 1}}, "__proto__": {}}}',
    );
    const { settings } = await read();
    expect(settings).toEqual({ dataDir: data, workers: 2, presets: expect.anything() });
    expect(settings.keyNotation).toBeUndefined();
    expect(Object.entries(settings.presets ?? {})).toEqual([
      ['x', { weights: {} }],
      ['__proto__', {}],
    ]);
    expect(warnings).toEqual([
      `${file()}, line 1: There is no setting "worker", so rbassist skipped it. Available settings: dataDir, folders, workers, keyNotation, presets.`,
      expect.stringContaining('line 2: There is no setting "__proto__"'),
      expect.stringContaining('line 3: There is no setting "presets.x.tops"'),
      expect.stringContaining('line 3: There is no setting "presets.x.weights.kick"'),
    ]);
  });

  it('is not needed without a home folder', async () => {
    vi.stubEnv('HOME', '');
    try {
      const { settings } = await readConfig({ env: { HOME: '' }, cwd: root });
      expect(settings).toBeDefined();
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
