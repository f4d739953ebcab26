import type { Span } from './terminal-screen.ts';

const CELL = { width: 8.4, height: 19, fontSize: 14 };
const MARGIN = { side: 18, top: 46, bottom: 18 };
const BACKGROUND = '#1e2127';
const FOREGROUND = '#d7dae0';
const DIM = '#8b919d';
/** Foregrounds by their code: 30 to 37; 90 to 97 are the same. */
const COLOURS = ['#5c6370', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];

/** Draws rows of a terminal as an SVG image: a dark window, readable on a light and on a dark page. */
export function terminalSvg(rows: readonly (readonly Span[])[], columns: number, label: string): string {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN.side);
  const height = rows.length * CELL.height + MARGIN.top + MARGIN.bottom;
  const lines = rows.map((spans, row) => rowText(spans, MARGIN.top + (row + 0.75) * CELL.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="${BACKGROUND}" stroke="#4b5263"/>
<g fill="#4b5263"><circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/></g>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${CELL.fontSize}" fill="${FOREGROUND}">
${lines.filter((line) => line !== '').join('\n')}
</g>
</svg>
`;
}

/** Each word has its position and length, so that columns line up in any font. */
function rowText(spans: readonly Span[], y: number): string {
  let column = 0;
  const parts = spans.flatMap(({ text, style }) => {
    const start = column;
    column += [...text].length;
    return stretches(text).map(([offset, word]) => {
      const x = MARGIN.side + (start + offset) * CELL.width;
      const length = [...word].length * CELL.width;
      return `<tspan x="${round(x)}" textLength="${round(length)}"${styleOf(style)}>${escaped(word)}</tspan>`;
    });
  });
  return parts.length === 0 ? '' : `<text y="${round(y)}">${parts.join('')}</text>`;
}

/** Splits a text at runs of spaces, which SVG would collapse. */
function stretches(text: string): [offset: number, word: string][] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: word, index }) => [[...text.slice(0, index)].length, word]);
}

function styleOf(style: string): string {
  const codes = style.split(';').map(Number);
  const colour = codes.find((code) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97));
  const fill = colour === undefined ? (codes.includes(2) ? DIM : undefined) : COLOURS[colour % 10];
  return `${fill ? ` fill="${fill}"` : ''}${codes.includes(1) ? ' font-weight="bold"' : ''}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(value: number): string {
  return String(Number(value.toFixed(1)));
}
