/** A note, in seconds from the start of the music. */
export interface Note {
  startS: number;
  endS: number;
  /** MIDI note number; middle C is 60. */
  pitch: number;
  /** Loudness, 1..127. */
  velocity: number;
}

/** Notes of one instrument. */
export interface Part {
  /** General MIDI program, 0..127, or the drum kit. */
  program: number | 'drums';
  notes: readonly Note[];
}

/** Key that a score states. */
export interface StatedKey {
  /** Pitch class from C, 0..11. */
  tonic: number;
  minor: boolean;
}

/** Steady beat that a score states. */
export interface StatedBeat {
  bpm: number;
  /**
   * `midi`: the score's own tempo. `style-guess`: drawn from the usual tempos of the style. `drums`: the same for a
   * bare tune, whose beat only a drum part makes clear.
   */
  kind: 'midi' | 'style-guess' | 'drums';
  /** Seconds of the first beat. */
  firstS: number;
  /** Time signature and the beats of a bar; absent if the score doesn't state the bars. */
  metre?: { signature: string; beats: number; firstDownbeat: number };
}

/** Music of a score, with what the score says about it. */
export interface Piece {
  title: string;
  parts: readonly Part[];
  key?: StatedKey;
  beat?: StatedBeat;
}

/** A piece that a source offers. */
export interface Candidate {
  title: string;
  /** Reads the piece. Null if its score states neither a key nor a beat of these first seconds that can be trusted. */
  read: (seconds: number) => Promise<Piece | null>;
}

/** A collection of scores. */
export interface ScoreSource {
  /** Name of the package in the manifest, and of the option that names its folder. */
  name: string;
  /** Plays the programs of the score. Otherwise the programs are drawn. */
  ownPrograms: boolean;
  /** Lists all pieces of the folder, in any order. Throws if the folder is not of this source. */
  list: (folder: string) => Promise<Candidate[]>;
}

/** Returns the end of the last note in seconds. */
export function lengthS({ parts }: Pick<Piece, 'parts'>): number {
  return parts.reduce((last, { notes }) => notes.reduce((end, { endS }) => Math.max(end, endS), last), 0);
}

/** Returns all notes but those of drums, in the order of their starts. */
export function pitchedNotes(parts: readonly Part[]): Note[] {
  return parts.flatMap(({ program, notes }) => (program === 'drums' ? [] : notes)).sort((a, b) => a.startS - b.startS);
}
