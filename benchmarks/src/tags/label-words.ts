/** Styles of a manifest for which a tag is right, besides a style of the tag's own name. */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  rock: ['metal', 'punk'],
  'hard rock': ['metal'],
  'heavy metal': ['metal'],
  electronic: ['techno', 'trance', 'house', 'synth', 'edm'],
  electronica: ['electronic', 'techno', 'trance', 'house', 'synth', 'edm'],
  electro: ['electronic', 'techno', 'trance', 'house', 'synth', 'edm'],
  dance: ['electronic', 'techno', 'trance', 'house', 'edm'],
  house: ['techno', 'trance'],
  chillout: ['ambient', 'lounge', 'downtempo'],
  instrumental: ['orchestral', 'classical', 'baroque', 'ambient'],
  folk: ['medieval'],
  acoustic: ['folk', 'piano', 'classical', 'baroque'],
  experimental: ['abstract'],
  'hip-hop': ['hip hop', 'hiphop', 'rap'],
  rnb: ['r&b'],
};

/** Returns true if a track of these styles should have a tag. */
export function isTagOf(tag: string, styles: readonly string[]): boolean {
  const right = [tag, ...(STYLES[tag] ?? [])];
  return styles.some((style) => right.includes(style.toLowerCase()));
}
