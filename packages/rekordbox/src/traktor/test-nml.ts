/** Builds NML as Traktor formats it. */
export function nml(collection: string, nodes = '', version = '19'): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="${version}"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<MUSICFOLDERS></MUSICFOLDERS>
<COLLECTION ENTRIES="1">${collection}</COLLECTION>
<SETS ENTRIES="0"></SETS>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1">${nodes}</SUBNODES>
</NODE>
</PLAYLISTS>
<SORTING_ORDER PATH="$COLLECTION"><SORTING_DATA IDX="14" ORD="0"></SORTING_DATA>
</SORTING_ORDER>
</NML>
`,
  );
}

export function location(volume: string, dir: string, file: string): string {
  return `<LOCATION DIR="${dir}" FILE="${file}" VOLUME="${volume}" VOLUMEID="x"></LOCATION>`;
}

export const HERE = location('C:', '/:Music/:House/:', 'a.mp3');

export function entry(content: string, attributes = 'TITLE="T"'): string {
  return `<ENTRY ${attributes}>${content}</ENTRY>\n`;
}

/** CUE_V2 with times in milliseconds. */
export function cue(
  type: number,
  start: number,
  { name = 'n.n.', length = 0, pad = -1, bpm = 0, more = '' } = {},
): string {
  const grid = bpm > 0 ? `<GRID BPM="${bpm.toFixed(6)}"></GRID>\n` : '';
  return `<CUE_V2 NAME="${name}" DISPL_ORDER="0" TYPE="${type}" START="${start.toFixed(6)}" LEN="${length.toFixed(6)}" REPEATS="-1" HOTCUE="${pad}"${more}>${grid}</CUE_V2>\n`;
}

export function playlist(name: string, ...keys: string[]): string {
  const entries = keys.map((key) => `<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="${key}"></PRIMARYKEY>\n</ENTRY>\n`);
  return `<NODE TYPE="PLAYLIST" NAME="${name}"><PLAYLIST ENTRIES="${keys.length}" TYPE="LIST" UUID="x">${entries.join('')}</PLAYLIST>\n</NODE>\n`;
}

export function folder(name: string, ...nodes: string[]): string {
  return `<NODE TYPE="FOLDER" NAME="${name}"><SUBNODES COUNT="${nodes.length}">${nodes.join('')}</SUBNODES>\n</NODE>\n`;
}
