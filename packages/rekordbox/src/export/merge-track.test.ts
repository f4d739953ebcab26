import { describe, expect, test } from 'vitest';
import type { DjTrack } from '../model/dj-track.ts';
import { type XmlElement, xmlElement } from '../xml/xml-element.ts';
import { mergeTrack } from './merge-track.ts';
import { trackElement } from './track-element.ts';

const track = (more: Partial<DjTrack> = {}): DjTrack => ({
  id: '99',
  path: '/Music/a.mp3',
  location: 'file://localhost/Music/a.mp3',
  isStream: false,
  title: 'Ours',
  genre: 'Techno',
  comments: 'ours',
  durationS: 200,
  bpm: 128,
  key: '8A',
  stars: 3,
  color: 0xff0000,
  grid: [{ timeS: 0.1, bpm: 128, metre: '4/4', beat: 1 }],
  marks: [{ kind: 'cue', name: 'ours', pad: 0, startS: 10, endS: null }],
  tags: [],
  ...more,
});
const ours = (more?: Partial<DjTrack>) => trackElement(track(more), { notation: 'camelot' }).element;
const BASE = { TrackID: '7', Location: 'file://localhost/music/A.mp3', Name: 'Theirs', PlayCount: '5' };
const base = (attributes: Record<string, string>, children: XmlElement[] = []) =>
  xmlElement('TRACK', { ...BASE, ...attributes }, children);
const shown = ({ attributes, children }: XmlElement) => ({
  ...attributes.toJSON(),
  children: children.map((child) => `${child.name} ${child.attributes.get('Inizio') ?? child.attributes.get('Name')}`),
});

describe('mergeTrack', () => {
  test('lets values of Rekordbox win, and keeps what is unknown', () => {
    const unknown = [xmlElement('FUTURE', { Name: 'kept' }, [xmlElement('X')])];
    const theirs = [
      xmlElement('TEMPO', { Inizio: '0.052' }),
      xmlElement('POSITION_MARK', { Name: 'theirs' }),
      ...unknown,
    ];
    const values = { Genre: 'House', AverageBpm: '64.00', Rating: '255', Tonality: 'Abm', Comments: 'theirs' };
    const merged = mergeTrack(base({ ...values, Colour: '0x660099', New: 'kept' }, theirs), ours(), 'rekordbox');
    expect(shown(merged)).toEqual({
      ...BASE,
      ...values,
      Colour: '0x660099',
      TotalTime: '200',
      New: 'kept',
      children: ['TEMPO 0.052', 'POSITION_MARK theirs', 'FUTURE kept'],
    });
    expect(merged.children[2]).toBe(unknown[0]);
  });

  test('fills gaps', () => {
    const gaps = { Genre: '', AverageBpm: '0.00', Rating: '0', Tonality: '', Comments: ' ', TotalTime: '0' };
    expect(shown(mergeTrack(base(gaps), ours(), 'rekordbox'))).toEqual({
      ...BASE,
      Genre: 'Techno',
      AverageBpm: '128.00',
      Rating: '153',
      Tonality: '8A',
      Comments: 'ours',
      TotalTime: '200',
      Colour: '0xFF0000',
      children: ['TEMPO 0.100', 'POSITION_MARK ours'],
    });
  });

  test('writes no grid for a track that Rekordbox analysed, although its export has none', () => {
    expect(shown(mergeTrack(base({ AverageBpm: '64.00' }), ours(), 'rekordbox')).children).toEqual([
      'POSITION_MARK ours',
    ]);
  });

  test('lets ours win on demand, but never an empty value', () => {
    const theirs = [xmlElement('TEMPO', { Inizio: '0.052' }), xmlElement('POSITION_MARK', { Name: 'theirs' })];
    const values = { Genre: 'House', Rating: '255', Comments: 'theirs', DateAdded: '2020-01-01' };
    const empty = ours({ genre: undefined, stars: undefined, marks: [] });
    expect(shown(mergeTrack(base(values, theirs), empty, 'rbassist'))).toMatchObject({
      ...BASE,
      Name: 'Ours',
      Genre: 'House',
      Rating: '255',
      Comments: 'ours',
      DateAdded: '2020-01-01',
      children: ['TEMPO 0.100', 'POSITION_MARK theirs'],
    });
  });

  test('writes attributes in the order of Rekordbox', () => {
    const sorted = base({ Colour: '0x660099', AverageBpm: '0.00', Zebra: 'z' });
    const names = [...mergeTrack(sorted, ours(), 'rekordbox').attributes].map(([name]) => name);
    expect(names.join(' ')).toBe(
      'TrackID Name Genre TotalTime AverageBpm Comments PlayCount Rating Location Tonality Colour Zebra',
    );
  });
});
