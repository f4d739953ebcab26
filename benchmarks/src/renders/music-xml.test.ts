import { expect, it } from 'vitest';
import { readMusicXml } from './music-xml.ts';
import { choralePiece } from './sources/chorales.ts';

const ATTRIBUTES =
  '<attributes><divisions>2</divisions><key><fifths>-1</fifths></key><time><beats>4</beats><beat-type>4</beat-type></time></attributes>';

function note(step: string, octave: number, duration: number, more = ''): string {
  return `<note><pitch><step>${step}</step><octave>${octave}</octave></pitch><duration>${duration}</duration>${more}</note>`;
}

function score(...parts: string[]): string {
  return `<score-partwise>${parts.map((part) => `<part id="P">${part}</part>`).join('')}</score-partwise>`;
}

it('reads notes, rests, ties and the pick-up', () => {
  const part = `<measure>${ATTRIBUTES}${note('D', 4, 2)}</measure>
    <measure>${note('F', 4, 4)}<note><rest/><duration>2</duration></note>${note('G', 4, 2, '<tie type="start"/>')}</measure>
    <measure>${note('G', 4, 6, '<tie type="stop"/>')}</measure>`;
  expect(readMusicXml(score(part))).toEqual({
    signature: -1,
    metre: '4/4',
    pickUp: 1,
    voices: [
      [
        { start: 0, length: 1, pitch: 62 },
        { start: 1, length: 2, pitch: 65 },
        { start: 4, length: 4, pitch: 67 },
      ],
    ],
  });
});

it('states the key and the bars of a chorale', () => {
  const voice = (octave: number) =>
    `<measure>${ATTRIBUTES}${note('D', octave, 2)}</measure><measure>${note('A', octave, 8)}${note('D', octave, 8)}</measure>`;
  expect(choralePiece('a chorale', score(voice(5), voice(4), voice(4), voice(3)))).toMatchObject({
    key: { tonic: 2, minor: true },
    beat: { firstS: 0, metre: { beats: 4, firstDownbeat: 1 } },
  });
});

it('gives nothing for another document or another number of voices', () => {
  expect(readMusicXml('<opus/>')).toBeNull();
  expect(choralePiece('a duet', score(`<measure>${ATTRIBUTES}${note('F', 4, 8)}</measure>`))).toBeNull();
});
