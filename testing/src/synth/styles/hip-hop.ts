import { between, pick } from '../../random.ts';
import { cymbal, kick, snare } from '../drums.ts';
import { crackle } from '../noise-sweeps.ts';
import { hits, inventedDegrees } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { ELECTRIC_PIANO, fmNote, stringNote, synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 3, 0, 4],
  [0, 5, 3, 4],
  [0, 3, 4, 0],
];
const KICKS = ['X..o...x..X.....', 'X......x.xX.....', 'X.x.......X..o..'];
const CHORDS = ['X.....x.........', 'X..x......x.....', 'X.........x..x..'];
const BASSES = ['X..x...x..x.....', 'X......x.xx..x..', 'X.x.......x..x..'];

/** Hip-hop: a swung beat with vinyl noise, sevenths and ninths on an electric piano, a bass that follows the kick. */
export const hipHop: Style = {
  genre: 'Hip-Hop',
  tempo: [84, 96],
  loudness: -13,
  swing: 0.6,
  faders: { drums: 1.15, bass: 0.75, music: 1.3 },
  duckDepth: 0.3,
  room: { decay: 0.8, darkness: 0.5 },
  echo: { steps: 4, feedback: 0.3, darkness: 0.6 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 62, high: 150, sweep: 0.02, decay: 0.13, drive: 2, click: 0.4 });
    const crack = snare(studio, { tone: between(random, 170, 200), decay: 0.1, brightness: 1900 });
    const hat = cymbal(studio, { decay: 0.03, cutoff: 5200, metal: 0.3 });
    const open = cymbal(studio, { decay: 0.12, cutoff: 5200, metal: 0.3 });
    const vinyl = crackle(studio, 16 * step, between(random, 12, 30));

    const thumb = { attack: 0.006, decay: 0.35, sustain: 0.35, hold: step * 2.6, release: 0.08 };
    const warm = { unison: 1, detune: 0, cutoff: 260, sweepOctaves: 1, sweepSeconds: 0.08, resonance: 0.8, sub: 0.4 };
    const bass = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: thumb, random }, { wave: 'saw', ...warm }),
    );
    const pressed = { attack: 0.006, decay: 0.9, sustain: 0.2, hold: step * 6, release: 0.25 };
    const keys = studio.sampled((midi) => fmNote({ sampleRate, midi, envelope: pressed, random }, ELECTRIC_PIANO));
    const ring = { attack: 0.002, decay: 0.5, sustain: 0.1, hold: step * 4, release: 0.2 };
    const guitar = studio.sampled((midi) => stringNote({ sampleRate, midi, envelope: ring, random }, 0.3));

    const progression = pick(random, PROGRESSIONS);
    const kickHits = hits(pick(random, KICKS));
    const chordHits = hits(pick(random, CHORDS));
    const bassHits = hits(pick(random, BASSES));
    const lick = inventedDegrees(random, 6);

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[bar.index % progression.length];
      const beats = kind !== 'breakdown';
      if (beats) {
        for (const { step: at, velocity } of kickHits) studio.kick(drum, bar.at(at), velocity);
        for (const at of [4, 12]) studio.play('drums', crack, bar.at(at), { gain: 0.85, room: 0.15 });
        if (random() < density) studio.play('drums', crack, bar.at(pick(random, [7, 9, 15])), { gain: 0.18 });
      }
      for (let at = 0; at < 16; at += 2)
        studio.play('drums', hat, bar.at(at), { gain: at % 4 === 0 ? 0.3 : 0.2, pan: 0.1 });
      for (const at of [3, 11]) if (random() < density) studio.play('drums', hat, bar.at(at), { gain: 0.18, pan: 0.1 });
      if (bar.left === 1) studio.play('drums', open, bar.at(14), { gain: 0.3, pan: 0.1 });
      studio.play('music', vinyl, bar.at(0), { gain: 0.35 });
      for (const { step: at, velocity } of chordHits) {
        // a seventh on the tonic sounds like the relative key
        chordNotes(key, degree, degree === 0 ? 3 : 4, 55).forEach((midi, i) => {
          studio.play('music', keys(midi), bar.at(at) + 90 * i, {
            gain: 0.17 * velocity,
            pan: (i - 2) * 0.12,
            room: 0.2,
          });
        });
      }
      if (kind !== 'intro') {
        const root = scaleNote(key, degree, 1);
        bassHits.forEach(({ step: at, velocity }, i) => {
          const fifth = i === bassHits.length - 1 && bar.index % 2 === 1 ? 7 : 0;
          studio.play('bass', bass((root < 28 ? root + 12 : root) + fifth), bar.at(at), { gain: 0.75 * velocity });
        });
      }
      if (kind === 'drop' || kind === 'breakdown') {
        [2, 5, 6, 9, 11, 14].forEach((at, i) => {
          if (random() > 0.3 + 0.6 * density) return;
          const midi = scaleNote(key, degree + lick[i], 4);
          studio.play('music', guitar(midi), bar.at(at), { gain: 0.28, pan: -0.3, room: 0.2, echo: 0.3 });
        });
      }
    };
  },
};
