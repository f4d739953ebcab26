import { below, pick, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { YamlTextError } from '../files/yaml-text.ts';
import { TagYaml } from './tag-yaml.ts';

const edit = (text: string, changes: Record<string, string[]>, key: 'library' | 'tracks' = 'library') =>
  new TagYaml(text, key).withTags(new Map(Object.entries(changes)));

const OWNED = `# my tags, do not touch
available:
  - Warm-up   # early
  - 'Peak Hour'
  - "Closer"

# the tracks
library:
  "D:\\\\Music\\\\a.mp3":   # my favourite
    - Warm-up
    - 'Peak Hour' # loud
  /music/b c.mp3: [Closer, "Warm-up"]
  /music/empty.mp3:
  /music/d.mp3:
    - Closer
# the end
`;

describe('tags.yml', () => {
  it('is read with its quotes, comments and odd types', () => {
    const yaml = new TagYaml(OWNED, 'library');
    expect(yaml.available).toEqual(['Warm-up', 'Peak Hour', 'Closer']);
    expect([...yaml.tracks]).toEqual([
      ['D:\\Music\\a.mp3', ['Warm-up', 'Peak Hour']],
      ['/music/b c.mp3', ['Closer', 'Warm-up']],
      ['/music/empty.mp3', []],
      ['/music/d.mp3', ['Closer']],
    ]);
    const odd = new TagYaml('library:\n  /a: [2020, On, 12:30, ~, [x], " b "]\n  /b: Solo\n  /c: {x: 1}\n', 'library');
    expect([...odd.tracks]).toEqual([
      ['/a', ['2020', 'On', '12:30', 'b']],
      ['/b', ['Solo']],
      ['/c', []],
    ]);
  });

  it('changes only the lines of changed tracks', () => {
    const changed = edit(OWNED, {
      'D:\\Music\\a.mp3': ['Warm-up', 'Vocals'],
      '/music/b c.mp3': ['Warm-up', 'a, b'],
      '/music/empty.mp3': ['Closer'],
      '/new/é.mp3': ['On', 'x: y'],
    });
    expect(changed).toBe(`# my tags, do not touch
available:
  - Warm-up   # early
  - 'Peak Hour'
  - "Closer"
  - Vocals
  - a, b
  - "On"
  - "x: y"

# the tracks
library:
  "D:\\\\Music\\\\a.mp3":   # my favourite
    - Warm-up
    - Vocals
  /music/b c.mp3: ["Warm-up", "a, b"]
  /music/empty.mp3:
    - Closer
  /music/d.mp3:
    - Closer
  /new/é.mp3:
    - "On"
    - "x: y"
# the end
`);
  });

  it('removes a path with its last tag, as the Python rbassist does', () => {
    const changed = edit(OWNED, { 'D:\\Music\\a.mp3': [], '/music/d.mp3': [], '/music/empty.mp3': [] });
    expect(changed).toBe(OWNED.replace(/ {2}"D:[\s\S]*loud\n/, '').replace(/ {2}\/music\/empty[\s\S]*- Closer\n/, ''));
  });

  it('changes tags that another track has by an alias', () => {
    const changed = edit('library:\n  /a.mp3: &a [x, y] # mine\n  /b.mp3: *a\n', { '/a.mp3': ['x', 'Z'] });
    expect([...new TagYaml(changed, 'library').tracks]).toEqual([
      ['/a.mp3', ['x', 'Z']],
      ['/b.mp3', ['x', 'y']],
    ]);
  });

  it('keeps the text if nothing changes', () => {
    expect(edit(OWNED, { '/music/d.mp3': ['Closer'] })).toBe(OWNED);
  });

  it('keeps Windows line ends, a byte order mark and a last line without line end', () => {
    const windows = '\ufeffavailable: [A]\r\nlibrary:\r\n  /a.mp3:\r\n  - A';
    expect(edit(windows, { '/a.mp3': ['A', 'B'], '/b.mp3': ['C'] })).toBe(
      '\ufeffavailable: [A, B, C]\r\nlibrary:\r\n  /a.mp3:\r\n  - A\r\n  - B\r\n  /b.mp3:\r\n  - C\r\n',
    );
  });

  it.each([
    '',
    '\n',
    '# only a comment\n',
    'library:\n',
    'library: {}\n',
    'library: {} # none\navailable: []\n',
    'available:\n- A\n',
    'library: null\n',
    '{library: {/b.mp3: [B]}}\n',
    'library: {/b.mp3: [B]}\n',
    'base: &base [B]\nlibrary:\n  /b.mp3: *base\n',
    'library:\n  ? /b.mp3\n  : - B\n',
    '---\nlibrary:\n  /b.mp3:\n    - |\n      B\n',
    'library:\n  /b.mp3: B\n',
    'library:\n  /b.mp3: [A,\n    B]\n',
  ])('can be extended: %j', (text) => {
    const before = new TagYaml(text, 'library').tracks;
    const changed = new TagYaml(edit(text, { '/a.mp3': ['A', 'New'], '/b.mp3': ['Other'] }), 'library');
    before.set('/a.mp3', ['A', 'New']).set('/b.mp3', ['Other']);
    expect(new Map(changed.tracks)).toEqual(before);
  });

  it('of any content has the wanted tags after any change, and nothing else changes', () => {
    const random = seededRandom(1);
    const names = [
      'Warm-up',
      'Peak Hour',
      'On',
      'no',
      '12:30',
      'a: b',
      '#1',
      '- x',
      'é',
      '"quoted"',
      "it's",
      '2020',
      ', ',
    ];
    const some = () => [...new Set(Array.from({ length: below(random, 4) }, () => pick(random, names).trim()))];
    for (let round = 0; round < 200; round++) {
      const library = Object.fromEntries(
        Array.from({ length: below(random, 6) }, (_, i) => [`/music/${i}: #${i}.mp3`, some()]),
      );
      const text = stringify(
        { available: names.slice(0, below(random, 5)), library },
        { version: '1.1', indentSeq: random() < 0.5, collectionStyle: random() < 0.3 ? 'flow' : 'any' },
      );
      const changes = new Map(
        Array.from({ length: 3 }, () => [`/music/${below(random, 8)}: #${below(random, 8)}.mp3`, some()] as const),
      );
      const before = new TagYaml(text, 'library');
      const after = new TagYaml(before.withTags(changes), 'library');
      const wanted = before.tracks;
      for (const [path, tags] of changes) tags.length > 0 ? wanted.set(path, tags) : wanted.delete(path);
      const sorted = (tracks: Map<string, string[]>) =>
        Object.fromEntries([...tracks].map(([path, tags]) => [path, [...tags].sort()]));
      expect(sorted(after.tracks)).toEqual(sorted(wanted));
    }
  });

  it.each([
    ['library: [a, b]\n', '"library" must list paths with tags', 1],
    ['- a\n', 'it must have keys', 1],
    ['available: []\nlibrary:\n  /a: [x\n  /b: [y]\n', '', 4],
    ['library:\n\t/a: [x]\n', '', 2],
  ])('that is damaged is refused with the line: %j', (text, message, line) => {
    const read = () => new TagYaml(text, 'library');
    expect(read).toThrow(YamlTextError);
    expect(read).toThrow(message);
    try {
      read();
    } catch (error) {
      expect((error as YamlTextError).line).toBe(line);
    }
  });
});
