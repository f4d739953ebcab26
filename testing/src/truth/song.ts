import { between, pick, type Random } from '../random.ts';
import { echo } from '../synth/echo.ts';
import { duck, finish, sum } from '../synth/master.ts';
import { parseKey, scaleNote } from '../synth/pitch.ts';
import { reverb } from '../synth/reverb.ts';
import type { Stereo } from '../synth/sound.ts';
import { centred } from '../synth/sound.ts';
import { Studio } from '../synth/studio.ts';
import type { BarPlan } from './bar-plan.ts';
import { type BassLine, bassPlayer } from './bass.ts';
import { drummer, type Touch } from './drumming.ts';
import { feelOf } from './feel.ts';
import type { Groove } from './grooves.ts';
import { type Comping, chordPlayer, type Lead, leadPlayer, padPlayer } from './harmony.ts';
import { buildKit } from './kit.ts';
import type { Player } from './player.ts';
import type { Chance } from './splits.ts';
import type { Timeline } from './timeline.ts';
import { type Syllable, voice } from './voice.ts';

/** A song to play. Its tempo is in the timeline. */
export interface Song {
  timeline: Timeline;
  groove: Groove;
  /** Position of the second of two swung notes. */
  swing: number;
  plan: readonly BarPlan[];
  key: string;
  bass: BassLine;
  comping: Comping;
  /** True if an organ plays bass and chords. @default false */
  organ?: boolean;
  lead: Lead;
  touch: Touch;
  /** Depth of the sidechain effect of the kick, 0..1. */
  pumping: number;
  /** Interval between echoes, in beats. */
  echoBeats: number;
  /** Decay time of the room, in seconds. */
  roomS: number;
  /** True if a voice sings without following the beat. */
  sung: boolean;
  /** Gain of bass and music relative to the drums. */
  musicGain: number;
  sampleRate: number;
}

const PROGRESSIONS = [[0, 5, 3, 4], [0, 0, 5, 5], [0, 3, 0, 4], [0, 3, 4, 3], [0, 5, 2, 6], [0]];
const TAIL_SECONDS = 1.5;
const LOUDNESS = -12;
const LONGEST_DUCK_SECONDS = 0.35;

/** Plays a song. The frame of a beat is its time in the timeline times the sample rate, rounded. */
export function playSong(song: Song, chance: Chance): Stereo {
  const { timeline, groove, sampleRate } = song;
  const { random } = chance;
  const endS = timeline.beats[timeline.beats.length - 1];
  const frames = Math.round((endS + TAIL_SECONDS) * sampleRate);
  const beatS = (endS - timeline.beats[0]) / (timeline.beats.length - 1);
  const studio = new Studio({
    frames,
    sampleRate,
    bpm: 60 / beatS,
    key: parseKey(song.key),
    density: 0.5,
    random,
    faders: { drums: 1, bass: song.musicGain, music: 1.4 * song.musicGain },
  });
  const { metre } = groove;
  const players: Player[] = [
    drummer(studio, random, groove, buildKit(chance, sampleRate, groove), song.touch),
    bassPlayer(studio, chance, song),
    padPlayer(studio, chance, metre.beats * beatS),
    chordPlayer(studio, chance, song),
    leadPlayer(studio, chance, song.lead),
  ];
  const feel = feelOf(groove.swing, song.swing);
  const progression = pick(random, PROGRESSIONS);
  const barsPerChord = pick(random, [1, 1, 2]);
  const play = (index: number, plan: BarPlan, from: number) => {
    const degree = progression[Math.floor(Math.max(0, index) / barsPerChord) % progression.length];
    const at = (position: number) => Math.round(timeline.at(index * metre.beats + feel(position)) * sampleRate);
    for (const player of players) player({ index, plan, metre, degree, at, from });
  };
  if (timeline.pickUp > 0) play(-1, song.plan[0], metre.beats - timeline.pickUp);
  song.plan.forEach((plan, index) => {
    play(index, plan, 0);
  });
  if (song.sung) sing(studio, song, random);
  return mixDown(studio, song, beatS);
}

/** Sings phrases of irregular syllables, in key but out of time, where the plan has a lead. */
function sing(studio: Studio, { timeline, plan, groove, sampleRate }: Song, random: Random): void {
  const syllables: Syllable[] = [];
  const { beats } = groove.metre;
  plan.forEach(({ lead }, bar) => {
    if (!lead || random() < 0.3) return;
    const endS = timeline.at((bar + 1) * beats);
    let at = timeline.at(bar * beats) + between(random, 0, 0.4);
    while (at < endS - 0.15) {
      const length = between(random, 0.12, 0.7);
      const midi = scaleNote(studio.key, pick(random, [0, 1, 2, 3, 4, 4, 5, 7]), 3);
      syllables.push({ startS: at, endS: at + length, midi });
      at += length + between(random, 0.02, 0.3);
    }
  });
  const sound = centred(voice(syllables, { sampleRate, frames: studio.drums.left.length, random }));
  studio.play('music', sound, 0, { gain: 0.22, room: 0.2 });
}

function mixDown(studio: Studio, song: Song, beatS: number): Stereo {
  const { sampleRate } = studio;
  const echoes = echo(studio.echo, { sampleRate, seconds: song.echoBeats * beatS, feedback: 0.5, darkness: 0.35 });
  const hall = reverb(studio.room, { sampleRate, decay: song.roomS, darkness: 0.35 });
  const ducked = sum([studio.ducked, echoes]);
  duck(ducked, studio.kicks, song.pumping, Math.round(Math.min(0.9 * beatS, LONGEST_DUCK_SECONDS) * sampleRate));
  const mix = sum([ducked, hall, studio.drums]);
  finish(mix, { loudness: LOUDNESS, sampleRate });
  return mix;
}
