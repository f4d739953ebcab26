import type { TempoPrior } from './tempo-prior.ts';

/** Usual width of a style's tempos, in octaves. */
const NARROW = 0.06;
const USUAL = 0.1;
const WIDE = 0.22;

type Felt = readonly [words: string, bpm: number, octaves: number];

/**
 * The tempo at which listeners count each style, in beats per minute. Words are in lower case with single spaces. A
 * style with two usual tempos has two rows.
 */
const FELT: readonly Felt[] = [
  ['drum and bass', 174, NARROW],
  ['drum n bass', 174, NARROW],
  ['dnb', 174, NARROW],
  ['neurofunk', 174, NARROW],
  ['liquid funk', 174, NARROW],
  ['jump up', 174, NARROW],
  ['drumstep', 172, NARROW],
  ['jungle', 165, USUAL],
  ['dubstep', 140, NARROW],
  ['brostep', 142, NARROW],
  ['riddim', 142, NARROW],
  ['grime', 140, NARROW],
  ['trap', 142, USUAL],
  ['phonk', 130, USUAL],
  ['footwork', 160, NARROW],
  ['juke', 160, NARROW],
  ['jersey club', 138, NARROW],
  ['baile funk', 132, NARROW],
  ['funk carioca', 132, NARROW],
  ['uk garage', 132, NARROW],
  ['speed garage', 134, NARROW],
  ['2 step', 132, NARROW],
  ['ukg', 132, NARROW],
  ['bassline', 138, NARROW],
  ['breakbeat', 130, USUAL],
  ['breaks', 132, USUAL],
  ['big beat', 124, USUAL],
  ['electro', 128, USUAL],
  ['edm', 128, NARROW],
  ['house', 124, NARROW],
  ['disco', 118, USUAL],
  ['amapiano', 112, NARROW],
  ['gqom', 126, NARROW],
  ['techno', 132, USUAL],
  ['hard techno', 148, USUAL],
  ['minimal', 126, NARROW],
  ['ebm', 122, USUAL],
  ['trance', 138, NARROW],
  ['psytrance', 144, NARROW],
  ['psy trance', 144, NARROW],
  ['goa', 145, NARROW],
  ['hardstyle', 152, NARROW],
  ['hardcore', 175, USUAL],
  ['gabber', 185, USUAL],
  ['frenchcore', 200, USUAL],
  ['hip hop', 92, USUAL],
  ['rap', 92, USUAL],
  ['boom bap', 90, NARROW],
  ['lo fi', 82, USUAL],
  ['lofi', 82, USUAL],
  ['trip hop', 86, USUAL],
  ['r and b', 90, USUAL],
  ['rnb', 90, USUAL],
  ['reggaeton', 94, NARROW],
  ['dembow', 112, USUAL],
  ['moombahton', 108, NARROW],
  ['dancehall', 98, USUAL],
  ['reggae', 76, USUAL],
  ['dub', 74, USUAL],
  ['afrobeats', 106, USUAL],
  ['afrobeat', 112, USUAL],
  ['soca', 114, USUAL],
  ['soca', 160, NARROW],
  ['kizomba', 92, USUAL],
  ['zouk', 92, USUAL],
  ['cumbia', 94, USUAL],
  ['bachata', 128, USUAL],
  ['salsa', 95, USUAL],
  ['salsa', 190, USUAL],
  ['downtempo', 92, USUAL],
  ['chillout', 95, USUAL],
  ['synthwave', 105, USUAL],
  ['punk', 170, WIDE],
  ['ska', 135, WIDE],
  ['funk', 106, USUAL],
  ['soul', 100, WIDE],
  ['blues', 100, WIDE],
  ['pop', 115, WIDE],
  ['rock', 124, WIDE],
  ['metal', 130, WIDE],
  ['country', 115, WIDE],
  ['ballad', 74, WIDE],
];

const LONGEST_FIRST = [...new Set(FELT.map(([words]) => words))].sort((a, b) => b.length - a.length);

/**
 * Returns the usual tempos of the styles that a genre text names, such as "Tech House / Disco". Empty if it names none.
 */
export function feltTempos(genre: string): TempoPrior {
  let rest = ` ${plainWords(genre)} `;
  return LONGEST_FIRST.flatMap((words) => {
    if (!rest.includes(` ${words} `)) return [];
    // a longer name hides the shorter ones in it: "uk garage" is no garage rock
    rest = rest.replaceAll(` ${words} `, ' | ');
    return FELT.filter(([name]) => name === words).map(([, bpm, octaves]) => ({ bpm, octaves }));
  });
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/&|\+|'n'/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
