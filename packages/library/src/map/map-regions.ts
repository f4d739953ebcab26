/** A part of the map where tracks are dense. */
export interface MapRegion {
  x: number;
  y: number;
}

const STEPS = 12;
/** Centres are computed from so many tracks, spread evenly. */
const MOST_SAMPLED = 4096;

/**
 * Divides a map into regions, each the tracks nearest to its centre (k-means). The same map gives the same regions.
 *
 * @param places x and y of each track in turn.
 * @returns the centres, and the number of each track's region.
 */
export function mapRegions(places: Float32Array, count: number): { regions: MapRegion[]; regionOf: Uint16Array } {
  const tracks = places.length / 2;
  const sampled = Math.min(tracks, MOST_SAMPLED);
  const sample = new Float32Array(2 * sampled);
  for (let i = 0; i < sampled; i++) {
    const from = Math.floor((i * tracks) / sampled);
    sample.set(places.subarray(2 * from, 2 * from + 2), 2 * i);
  }
  let regions = startRegions(sample, count);
  for (let step = 0; step < STEPS; step++) regions = movedToMeans(regions, sample);
  return { regions, regionOf: nearestRegions(places, regions) };
}

/** Starts from columns of equally many tracks, each divided into rows of equally many. */
function startRegions(sample: Float32Array, count: number): MapRegion[] {
  const columns = Math.round(Math.sqrt(count));
  const byX = [...Array(sample.length / 2).keys()].sort((a, b) => sample[2 * a] - sample[2 * b] || a - b);
  return Array.from({ length: count }, (_, i) => {
    const column = i % columns;
    const inColumn = byX.slice(share(byX.length, column, columns), share(byX.length, column + 1, columns));
    inColumn.sort((a, b) => sample[2 * a + 1] - sample[2 * b + 1] || a - b);
    const rows = Math.ceil((count - column) / columns);
    const middle = inColumn[Math.floor(((Math.floor(i / columns) + 0.5) / rows) * inColumn.length)];
    return { x: sample[2 * middle], y: sample[2 * middle + 1] };
  });
}

function share(total: number, part: number, parts: number): number {
  return Math.floor((total * part) / parts);
}

function movedToMeans(regions: readonly MapRegion[], places: Float32Array): MapRegion[] {
  const sums = regions.map(() => ({ x: 0, y: 0, tracks: 0 }));
  for (const [i, region] of nearestRegions(places, regions).entries()) {
    sums[region].x += places[2 * i];
    sums[region].y += places[2 * i + 1];
    sums[region].tracks++;
  }
  return sums.map(({ x, y, tracks }, i) => (tracks === 0 ? regions[i] : { x: x / tracks, y: y / tracks }));
}

function nearestRegions(places: Float32Array, regions: readonly MapRegion[]): Uint16Array {
  const nearest = new Uint16Array(places.length / 2);
  for (let i = 0; i < nearest.length; i++) nearest[i] = nearestRegion(places[2 * i], places[2 * i + 1], regions);
  return nearest;
}

/** Returns the number of the region whose centre is nearest. */
export function nearestRegion(x: number, y: number, regions: readonly MapRegion[]): number {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (const [i, region] of regions.entries()) {
    const square = (region.x - x) ** 2 + (region.y - y) ** 2;
    if (square < least) [nearest, least] = [i, square];
  }
  return nearest;
}
