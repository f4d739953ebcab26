import { between, pick } from '../../random.ts';
import { cymbal, kick, rim, snare, tom } from '../drums.ts';
import { hits, inventedDegrees } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { stringNote, subNote, synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 0, 3, 3],
  [0, 3, 0, 4],
  [0, 0, 4, 3],
];
const BASSES = ['x..x.x..x..xx...', 'x.x...x.x.x.....', '..x.x.x...x.xx..'];

/** Dub: a drum hit on the third beat, guitar and organ off the beat, a heavy bass line and tape echo. */
export const dub: Style = {
  genre: 'Dub',
  tempo: [70, 76],
  loudness: -14,
  swing: 0.58,
  faders: { drums: 1.3, bass: 0.75, music: 1.7 },
  duckDepth: 0.15,
  room: { decay: 2.2, darkness: 0.55 },
  echo: { steps: 6, feedback: 0.62, darkness: 0.55 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 55, high: 130, sweep: 0.03, decay: 0.15, drive: 1.2, click: 0.15 });
    const stick = rim(studio, 1100);
    const crack = snare(studio, { tone: 240, decay: 0.09, brightness: 2400 });
    const hat = cymbal(studio, { decay: 0.028, cutoff: 6500, metal: 0.5 });
    const toms = [tom(studio, 150), tom(studio, 112)];

    const round = { attack: 0.012, decay: 0.5, sustain: 0.6, hold: step * 1.8, release: 0.09 };
    const bass = studio.sampled((midi) => subNote({ sampleRate, midi, envelope: round, random }, 1.5));
    const chop = { attack: 0.002, decay: 0.1, sustain: 0.3, hold: 0.09, release: 0.06 };
    const guitar = studio.sampled((midi) => stringNote({ sampleRate, midi, envelope: chop, random }, 0.5));
    const bubble = { unison: 1, detune: 0, cutoff: 900, sweepOctaves: 0.5, sweepSeconds: 0.05, resonance: 0.8 };
    const organ = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: chop, random }, { wave: 'square', ...bubble }),
    );
    const blown = { attack: 0.06, decay: 0.5, sustain: 0.7, hold: step * 2.5, release: 0.12 };
    const reed = { unison: 2, detune: 9, cutoff: 1700, sweepOctaves: 0, sweepSeconds: 1, resonance: 1.1 };
    const melodica = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: blown, random }, { wave: 'square', ...reed }),
    );

    const progression = pick(random, PROGRESSIONS);
    const bassHits = hits(pick(random, BASSES));
    const bassDegrees = [
      0,
      ...inventedDegrees(random, bassHits.length)
        .slice(1)
        .map((degree) => (degree > 4 ? degree - 7 : degree)),
    ];
    const tune = inventedDegrees(random, 5);
    const melodicaShare = between(random, 0.2, 0.3 + 0.7 * density);

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[Math.floor(bar.index / 2) % progression.length];
      const beats = kind !== 'breakdown';
      if (beats) {
        studio.kick(drum, bar.at(8), 1);
        if (kind === 'drop' && random() < density) studio.kick(drum, bar.at(0), 0.7);
        studio.play('drums', stick, bar.at(8), { gain: 0.7, room: 0.3, echo: random() < 0.3 ? 0.6 : 0 });
        if (bar.left === 1) {
          [10, 12, 13, 14].forEach((at, i) => {
            studio.play('drums', toms[i >> 1], bar.at(at), { gain: 0.6, pan: 0.3 - 0.2 * i, room: 0.2 });
          });
        }
      }
      if (random() < 0.25)
        studio.play('drums', crack, bar.at(pick(random, [4, 7, 12, 14])), { gain: 0.4, echo: 0.8, room: 0.2 });
      for (let at = 0; at < 16; at += 2)
        studio.play('drums', hat, bar.at(at), { gain: at % 4 === 2 ? 0.28 : 0.16, pan: 0.2 });
      if (random() < density) studio.play('drums', hat, bar.at(pick(random, [3, 7, 11, 15])), { gain: 0.14, pan: 0.2 });
      if (kind !== 'intro') {
        bassHits.forEach(({ step: at, velocity }, i) => {
          const midi = scaleNote(key, degree + bassDegrees[i], 1);
          studio.play('bass', bass(midi < 28 ? midi + 12 : midi), bar.at(at), { gain: 0.9 * velocity });
        });
      }
      const chord = chordNotes(key, degree, 3, 60);
      for (const at of [2, 6, 10, 14]) {
        const thrown = (at === 14 && bar.index % 2 === 1) || kind === 'breakdown' ? 0.7 : 0.08;
        chord.forEach((midi, i) => {
          studio.play('music', guitar(midi), bar.at(at) + 150 * i, {
            gain: 0.34,
            pan: -0.35,
            room: 0.25,
            echo: thrown,
          });
          studio.play('music', organ(midi - 12), bar.at(at), { gain: 0.1, pan: 0.3, room: 0.2, echo: thrown * 0.5 });
          if (random() < density) studio.play('music', organ(midi - 12), bar.at(at + 1), { gain: 0.06, pan: 0.3 });
        });
      }
      if (random() < melodicaShare && kind !== 'intro') {
        [0, 3, 6, 8, 11].forEach((at, i) => {
          const midi = scaleNote(key, degree + tune[i], 5);
          studio.play('music', melodica(midi), bar.at(at), { gain: 0.11, pan: 0.1, room: 0.35, echo: 0.5 });
        });
      }
    };
  },
};
