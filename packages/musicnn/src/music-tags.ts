/** Property that a tag describes. */
export type MusicTagKind = 'genre' | 'mood' | 'instrument' | 'voice' | 'era' | 'other';

/** One tag that the model knows. */
export interface MusicTag {
  /** Name on Last.fm, in lower case. */
  readonly name: string;
  readonly kind: MusicTagKind;
}

/** Published order of the model's tags: the 50 most frequent ones on Last.fm in the Million Song Dataset. */
export const MUSIC_TAGS: readonly MusicTag[] = [
  { name: 'rock', kind: 'genre' },
  { name: 'pop', kind: 'genre' },
  { name: 'alternative', kind: 'genre' },
  { name: 'indie', kind: 'genre' },
  { name: 'electronic', kind: 'genre' },
  { name: 'female vocalists', kind: 'voice' },
  { name: 'dance', kind: 'genre' },
  { name: '00s', kind: 'era' },
  { name: 'alternative rock', kind: 'genre' },
  { name: 'jazz', kind: 'genre' },
  { name: 'beautiful', kind: 'mood' },
  { name: 'metal', kind: 'genre' },
  { name: 'chillout', kind: 'mood' },
  { name: 'male vocalists', kind: 'voice' },
  { name: 'classic rock', kind: 'genre' },
  { name: 'soul', kind: 'genre' },
  { name: 'indie rock', kind: 'genre' },
  { name: 'mellow', kind: 'mood' },
  { name: 'electronica', kind: 'genre' },
  { name: '80s', kind: 'era' },
  { name: 'folk', kind: 'genre' },
  { name: '90s', kind: 'era' },
  { name: 'chill', kind: 'mood' },
  { name: 'instrumental', kind: 'voice' },
  { name: 'punk', kind: 'genre' },
  { name: 'oldies', kind: 'era' },
  { name: 'blues', kind: 'genre' },
  { name: 'hard rock', kind: 'genre' },
  { name: 'ambient', kind: 'genre' },
  { name: 'acoustic', kind: 'instrument' },
  { name: 'experimental', kind: 'genre' },
  { name: 'female vocalist', kind: 'voice' },
  { name: 'guitar', kind: 'instrument' },
  { name: 'hip-hop', kind: 'genre' },
  { name: '70s', kind: 'era' },
  { name: 'party', kind: 'mood' },
  { name: 'country', kind: 'genre' },
  { name: 'easy listening', kind: 'genre' },
  { name: 'sexy', kind: 'mood' },
  { name: 'catchy', kind: 'other' },
  { name: 'funk', kind: 'genre' },
  { name: 'electro', kind: 'genre' },
  { name: 'heavy metal', kind: 'genre' },
  { name: 'progressive rock', kind: 'genre' },
  { name: '60s', kind: 'era' },
  { name: 'rnb', kind: 'genre' },
  { name: 'indie pop', kind: 'genre' },
  { name: 'sad', kind: 'mood' },
  { name: 'house', kind: 'genre' },
  { name: 'happy', kind: 'mood' },
];
