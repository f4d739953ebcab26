import type { Random } from '../random.ts';
import type { Section } from './arrangement.ts';
import type { EchoSettings } from './echo.ts';
import type { Key } from './pitch.ts';
import type { ReverbSettings } from './reverb.ts';
import { mixInto, type Stereo, silence } from './sound.ts';

/** Channel of a mix. The kick lowers bass and music, but not drums. */
export type ChannelName = 'drums' | 'bass' | 'music';

/** Level of a sound, its position (-1 left to 1 right), and its sends to reverb and echo. */
export interface Placement {
  gain: number;
  pan?: number;
  room?: number;
  echo?: number;
}

interface Bar {
  index: number;
  section: Section;
  /** Bars left in the section, including this one. */
  left: number;
  /** Returns the frame of a sixteenth, with swing; steps above 15 are in the next bar. */
  at(step: number): number;
}

export interface Style {
  genre: string;
  tempo: readonly [number, number];
  /** RMS of a finished song, in dBFS. */
  loudness: number;
  /** Position of the second of two sixteenths; 0.5 is straight, 0.66 a shuffle. */
  swing: number;
  faders: Record<ChannelName, number>;
  /** Depth of the sidechain effect of the kick, 0..1. */
  duckDepth: number;
  room: Omit<ReverbSettings, 'sampleRate'>;
  echo: Omit<EchoSettings, 'sampleRate' | 'seconds'> & { steps: number };
  /** Prepares the instruments. Returns a function that plays one bar; call it for each bar in order. */
  begin(studio: Studio): (bar: Bar) => void;
}

/** Everything that a style needs to play one song: mixer, key, tempo and random numbers. */
export class Studio {
  readonly drums: Stereo;
  /** Bass and music, which the kick lowers. */
  readonly ducked: Stereo;
  readonly room: Float32Array;
  readonly echo: Float32Array;
  readonly kicks: number[] = [];
  readonly faders: Record<ChannelName, number>;
  readonly sampleRate: number;
  readonly key: Key;
  /** Density of notes, 0..1. */
  readonly density: number;
  readonly random: Random;
  /** Length of a sixteenth, in seconds. */
  readonly step: number;

  constructor(song: {
    frames: number;
    sampleRate: number;
    bpm: number;
    key: Key;
    density: number;
    random: Random;
    faders: Record<ChannelName, number>;
  }) {
    this.drums = silence(song.frames);
    this.ducked = silence(song.frames);
    this.room = new Float32Array(song.frames);
    this.echo = new Float32Array(song.frames);
    this.faders = song.faders;
    this.sampleRate = song.sampleRate;
    this.key = song.key;
    this.density = song.density;
    this.random = song.random;
    this.step = 15 / song.bpm;
  }

  /** Adds a sound to the mix at a frame. Sends use its left side, which is similar to the right one. */
  play(channel: ChannelName, sound: Stereo, frame: number, { gain, pan = 0, room = 0, echo = 0 }: Placement): void {
    const level = gain * this.faders[channel];
    const { left, right } = channel === 'drums' ? this.drums : this.ducked;
    mixInto(left, sound.left, frame, level * Math.min(1, 1 - pan));
    mixInto(right, sound.right, frame, level * Math.min(1, 1 + pan));
    if (room > 0) mixInto(this.room, sound.left, frame, level * room);
    if (echo > 0) mixInto(this.echo, sound.left, frame, level * echo);
  }

  /** Plays the kick, which lowers bass and music. */
  kick(sound: Stereo, frame: number, gain: number): void {
    this.kicks.push(frame);
    this.play('drums', sound, frame, { gain });
  }

  /** An instrument that renders each note once and reuses it. */
  sampled(render: (midi: number) => Stereo): (midi: number) => Stereo {
    const notes = new Map<number, Stereo>();
    return (midi) => {
      const known = notes.get(midi);
      if (known) return known;
      const sound = render(midi);
      notes.set(midi, sound);
      return sound;
    };
  }

  /** Chords of a sampled instrument, each rendered once. */
  chords(instrument: (midi: number) => Stereo): (notes: readonly number[]) => Stereo {
    const known = new Map<string, Stereo>();
    return (notes) => {
      const name = notes.join();
      const chord = known.get(name) ?? together(notes.map(instrument));
      known.set(name, chord);
      return chord;
    };
  }
}

function together(sounds: readonly Stereo[]): Stereo {
  const mix = silence(Math.max(...sounds.map(({ left }) => left.length)));
  for (const sound of sounds) {
    mixInto(mix.left, sound.left, 0, 1);
    mixInto(mix.right, sound.right, 0, 1);
  }
  return mix;
}
