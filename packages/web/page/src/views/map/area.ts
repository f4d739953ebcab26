/** A part of the map: around a place, or inside a line that was drawn. */
export type Area =
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number }
  | { readonly kind: 'lasso'; readonly line: readonly number[] };

/** Corners of a lasso; an address has no room for more. */
const MOST_CORNERS = 80;
const FEWEST_CORNERS = 3;

/** Reads an area from an address: three numbers are a circle, more are x and y of corners in turn. */
export function readArea(written: string): Area | undefined {
  const numbers = written.split(',').map(Number);
  if (written === '' || !numbers.every(Number.isFinite)) return undefined;
  if (numbers.length === 3) return { kind: 'circle', x: numbers[0]!, y: numbers[1]!, radius: Math.abs(numbers[2]!) };
  const isLine = numbers.length % 2 === 0 && numbers.length >= 2 * FEWEST_CORNERS;
  return isLine ? { kind: 'lasso', line: numbers.slice(0, 2 * MOST_CORNERS) } : undefined;
}

/** Writes an area for an address. */
export function writeArea(area: Area): string {
  const numbers = area.kind === 'circle' ? [area.x, area.y, area.radius] : area.line;
  return numbers.map((number) => Number(number.toFixed(3))).join(',');
}

/** Returns the area inside a line of x and y in turn; undefined for a line that is too short. */
export function lassoArea(line: readonly number[]): Area | undefined {
  const corners = line.length / 2;
  if (corners < FEWEST_CORNERS) return undefined;
  const step = Math.max(1, corners / MOST_CORNERS);
  const kept: number[] = [];
  for (let corner = 0; corner < corners; corner += step) {
    const at = 2 * Math.floor(corner);
    kept.push(line[at]!, line[at + 1]!);
  }
  return { kind: 'lasso', line: kept };
}

/** Returns a test for places inside an area. */
export function areaTest(area: Area): (x: number, y: number) => boolean {
  if (area.kind === 'circle') return (x, y) => Math.hypot(x - area.x, y - area.y) <= area.radius;
  const { line } = area;
  const across = line.filter((_, i) => i % 2 === 0);
  const up = line.filter((_, i) => i % 2 === 1);
  const [left, right, bottom, top] = [Math.min(...across), Math.max(...across), Math.min(...up), Math.max(...up)];
  return (x, y) => {
    if (x < left || x > right || y < bottom || y > top) return false;
    let inside = false;
    for (let i = 0, before = across.length - 1; i < across.length; before = i++) {
      // a ray to the right crosses the edge
      if (up[before]! > y === up[i]! > y) continue;
      const share = (y - up[before]!) / (up[i]! - up[before]!);
      if (x < across[before]! + share * (across[i]! - across[before]!)) inside = !inside;
    }
    return inside;
  };
}
