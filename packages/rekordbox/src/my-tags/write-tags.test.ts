import { describe, expect, test } from 'vitest';
import type { DjTrack } from '../model/dj-track.ts';
import { tagPlaylists } from './tag-playlists.ts';
import { checkTagTargets, TAG_TARGETS, TagTargetError } from './tag-targets.ts';
import { withoutTagsIn, withTagsIn } from './write-tags.ts';

function track(values: Partial<DjTrack> = {}): DjTrack {
  const empty = { id: '1', path: '/a.mp3', location: 'file://localhost/a.mp3', isStream: false, grid: [], marks: [] };
  return { ...empty, tags: [], ...values };
}

const COLORS = new Map([
  ['Peak', 0xff0000],
  ['Warm-up', 0x0000ff],
]);

describe('withTagsIn', () => {
  test('writes the block that Rekordbox writes behind the text', () => {
    const { track: tagged } = withTagsIn(track({ comments: 'great intro', tags: ['Peak', 'Vocal'] }), ['comment']);
    expect(tagged.comments).toBe('great intro /* Peak / Vocal */');
    expect(tagged.grouping).toBeUndefined();
  });

  test('writes a grouping, and the colour of the first tag that has one', () => {
    const { track: tagged } = withTagsIn(track({ tags: ['Vocal', 'warm-up', 'Peak'] }), ['grouping', 'color'], {
      colors: COLORS,
    });
    expect(tagged).toMatchObject({ grouping: '/* Vocal / warm-up / Peak */', color: 0x0000ff });
    expect(tagged).not.toHaveProperty('comments');
  });

  test('keeps tags that a block has, and its spelling if nothing is new', () => {
    const comments = 'x /*Peak /  Mine */ ';
    expect(withTagsIn(track({ comments, tags: ['PEAK'] }), ['comment'])).toMatchObject({
      track: { comments },
      written: [],
    });
    expect(withTagsIn(track({ comments, tags: ['New'] }), ['comment']).track.comments).toBe(
      'x /* Peak / Mine / New */',
    );
  });

  test("keeps the user's colour unless told", () => {
    const own = track({ color: 0x00ff00, tags: ['Peak'] });
    expect(withTagsIn(own, ['color'], { colors: COLORS }).track.color).toBe(0x00ff00);
    expect(withTagsIn(own, ['color'], { colors: COLORS, replaceColor: true }).track.color).toBe(0xff0000);
  });

  test('changes nothing without tags', () => {
    expect(withTagsIn(track({ comments: 'a' }), TAG_TARGETS, { colors: COLORS })).toMatchObject({ written: [] });
  });

  test.each(['House/Techno', '*/', 'a\nb', ' padded'])(
    'refuses the tag %j for a comment, and not for playlists',
    (tag) => {
      const tagged = track({ tags: ['Good', tag] });
      expect(() => withTagsIn(tagged, ['comment'])).toThrow(TagTargetError);
      expect(() => withTagsIn(tagged, ['grouping'])).toThrow(JSON.stringify(tag));
      expect(withTagsIn(tagged, ['color', 'playlists']).written).toEqual([]);
      expect(tagged.comments).toBeUndefined();
    },
  );

  test('names the first tags that can not be written', () => {
    const tags = ['a/a', 'b/b', 'c/c', 'd/d', 'e/e', 'f/f'];
    expect(() => checkTagTargets(tags, ['comment', 'grouping'])).toThrow(
      'The tags "a/a", "b/b", "c/c", "d/d", "e/e" and 1 more can\'t be written into the comment or the grouping, where "/" separates tags. Rename them.',
    );
  });
});

describe('withoutTagsIn', () => {
  test.each<Partial<DjTrack>>([
    {},
    { comments: '' },
    { comments: 'text', grouping: 'set A ' },
    { comments: '  text /* Old */  ', grouping: '/**/', color: 0x00ff00 },
    { comments: '/* in the middle */ text', grouping: 'a /* b' },
    { comments: 'line\nbreak ' },
  ])('brings back exactly %j', (values) => {
    const before = track({ ...values, tags: ['Peak', 'Vocal'] });
    const { track: tagged, written } = withTagsIn(before, TAG_TARGETS, { colors: COLORS, replaceColor: true });
    expect(written.length).toBeGreaterThan(0);
    expect(withoutTagsIn(tagged, written)).toEqual({ track: before, conflicts: [] });
  });

  test('leaves a field that changed since', () => {
    const { track: tagged, written } = withTagsIn(track({ comments: 'a', tags: ['Peak'] }), ['comment', 'grouping']);
    const { track: restored, conflicts } = withoutTagsIn({ ...tagged, comments: 'new words' }, written);
    expect(restored.comments).toBe('new words');
    expect(restored.grouping).toBeUndefined();
    expect(conflicts).toEqual([written[0]]);
  });
});

describe('tagPlaylists', () => {
  const tracks = [
    { id: '1', tags: ['Peak', 'House'] },
    { id: '2', tags: ['peak', 'Zed', 'Alpha'] },
    { id: '3', tags: [] },
    { id: '4', tags: ['House', 'house'] },
  ];

  test('makes a folder for each category, then the other tags by name', () => {
    const categories = [
      { name: 'Genre', tags: ['Techno', 'House'] },
      { name: 'Situation', tags: ['PEAK'] },
    ];
    expect(tagPlaylists(tracks, categories, ['My Tags'])).toEqual([
      { folders: ['My Tags', 'Genre'], name: 'House', trackIds: ['1', '4'] },
      { folders: ['My Tags', 'Situation'], name: 'PEAK', trackIds: ['1', '2'] },
      { folders: ['My Tags'], name: 'Alpha', trackIds: ['2'] },
      { folders: ['My Tags'], name: 'Zed', trackIds: ['2'] },
    ]);
  });

  test('needs no categories', () => {
    expect(tagPlaylists(tracks).map(({ name }) => name)).toEqual(['Alpha', 'House', 'Peak', 'Zed']);
  });
});
