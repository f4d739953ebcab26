import { between, pick } from '../../random.ts';
import { clap, cymbal, kick, snare } from '../drums.ts';
import { riser } from '../noise-sweeps.ts';
import { inventedDegrees } from '../patterns.ts';
import { chordNotes, scaleNote } from '../pitch.ts';
import type { Style } from '../studio.ts';
import { synthNote } from '../voices.ts';

const PROGRESSIONS = [
  [0, 0, 5, 4],
  [0, 5, 3, 4],
  [0, 3, 5, 4],
];
const ARPEGGIOS = [
  [0, 1, 2, 3],
  [0, 2, 1, 3],
  [3, 2, 1, 0],
  [0, 1, 2, 1],
];

/** Trance: a rolling bass off the beat, supersaw arpeggios and chords, a snare roll before the drop. */
export const trance: Style = {
  genre: 'Trance',
  tempo: [136, 140],
  loudness: -10.5,
  swing: 0.5,
  faders: { drums: 1, bass: 0.8, music: 1.2 },
  duckDepth: 0.7,
  room: { decay: 2.6, darkness: 0.2 },
  echo: { steps: 3, feedback: 0.5, darkness: 0.25 },
  begin(studio) {
    const { sampleRate, random, density, key, step } = studio;
    const drum = kick(studio, { low: 50, high: 300, sweep: 0.018, decay: 0.15, drive: 1.9, click: 0.7 });
    const hands = clap(studio, { decay: 0.1, brightness: 2200 });
    const roll = snare(studio, { tone: 210, decay: 0.06, brightness: 3000 });
    const open = cymbal(studio, { decay: 0.1, cutoff: 8500, metal: 0.4 });
    const crash = cymbal(studio, { decay: 0.7, cutoff: 5000, metal: 0.5 });
    const sweep = riser(studio, 32 * step);

    const brief = { attack: 0.003, decay: 0.09, sustain: 0.5, hold: step * 0.75, release: 0.02 };
    const rolling = {
      unison: 1,
      detune: 0,
      cutoff: 420,
      sweepOctaves: 2,
      sweepSeconds: 0.05,
      resonance: 1.3,
      sub: 0.3,
    };
    const bass = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: brief, random }, { wave: 'saw', ...rolling }),
    );
    const plucked = { attack: 0.002, decay: 0.1, sustain: 0.25, hold: step * 0.9, release: 0.12 };
    const arpTone = {
      unison: 5,
      detune: 28,
      cutoff: between(random, 1800, 3200),
      sweepOctaves: 1.8,
      sweepSeconds: 0.09,
      resonance: 1,
    };
    const arp = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: plucked, random }, { wave: 'saw', ...arpTone }),
    );
    const long = { attack: 0.05, decay: 1, sustain: 0.85, hold: step * 15.5, release: 0.3 };
    const wide = { unison: 5, detune: 34, cutoff: 5500, sweepOctaves: 0, sweepSeconds: 1, resonance: 0.7 };
    const chordSaw = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: long, random }, { wave: 'saw', ...wide }),
    );
    const saws = studio.chords(chordSaw);
    const sung = { attack: 0.01, decay: 0.4, sustain: 0.6, hold: step * 2.6, release: 0.2 };
    const lead = studio.sampled((midi) =>
      synthNote({ sampleRate, midi, envelope: sung, random }, { wave: 'saw', ...wide }),
    );

    const progression = pick(random, PROGRESSIONS);
    const arpeggio = pick(random, ARPEGGIOS);
    const tune = inventedDegrees(random, 12);

    return (bar) => {
      const { kind } = bar.section;
      const degree = progression[bar.index % progression.length];
      const chord = chordNotes(key, degree, 3, 60);
      const ladder = [...chord, chord[0] + 12];
      const beats = kind !== 'breakdown';
      for (const beat of [0, 4, 8, 12]) {
        if (beats) studio.kick(drum, bar.at(beat), 1);
        studio.play('drums', open, bar.at(beat + 2), { gain: beats ? 0.3 : 0.12, pan: 0.1 });
        const root = scaleNote(key, degree, 1);
        if (kind !== 'intro' && beats) {
          for (const off of [1, 2, 3])
            studio.play('bass', bass(root + 12), bar.at(beat + off), { gain: off === 2 ? 0.6 : 0.5 });
        }
      }
      if (beats && kind !== 'intro')
        for (const at of [4, 12]) studio.play('drums', hands, bar.at(at), { gain: 0.7, room: 0.3 });
      if (bar.index === bar.section.firstBar) studio.play('drums', crash, bar.at(0), { gain: 0.35, room: 0.3 });
      for (let at = 0; at < 16; at++) {
        if (at % 4 !== 0 && random() > 0.45 + 0.6 * density) continue;
        const midi = ladder[arpeggio[at % 4]] + (at >= 8 ? 12 : 0);
        const gain = kind === 'intro' || kind === 'outro' ? 0.11 : 0.17;
        studio.play('music', arp(midi), bar.at(at), { gain, pan: at % 2 ? 0.3 : -0.3, room: 0.3, echo: 0.35 });
      }
      if (kind === 'drop' || kind === 'breakdown') {
        studio.play('music', saws(chord), bar.at(0), { gain: kind === 'drop' ? 0.09 : 0.12, room: 0.45 });
        [0, 3, 6, 8, 11, 14].forEach((at, i) => {
          const midi = scaleNote(key, degree + tune[i + 6 * (bar.index % 2)], 5);
          studio.play('music', lead(midi), bar.at(at), { gain: 0.1, room: 0.4, echo: 0.3 });
        });
      }
      if (kind === 'build' && bar.left <= 2) {
        for (let at = 0; at < 16; at += bar.left === 2 ? 2 : 1) {
          studio.play('drums', roll, bar.at(at), { gain: 0.2 + 0.02 * at + (bar.left === 1 ? 0.15 : 0), room: 0.2 });
        }
        if (bar.left === 2) studio.play('music', sweep, bar.at(0), { gain: 0.3, room: 0.3 });
      }
    };
  },
};
