/** Direction of an arrow key: x to the right, y up. */
export type Direction = readonly [x: number, y: number];

/** Distance to the side counts so many times as much as that in the direction. */
const SIDEWAYS = 2;

/** Returns the nearest point within a distance that `accepts` takes; undefined if there is none. */
export function nearestPoint(
  places: Float32Array,
  x: number,
  y: number,
  within: number,
  accepts: (point: number) => boolean,
): number | undefined {
  let nearest: number | undefined;
  let least = within * within;
  for (let point = 0; point < places.length / 2; point++) {
    const square = (places[2 * point]! - x) ** 2 + (places[2 * point + 1]! - y) ** 2;
    if (square > least || !accepts(point)) continue;
    least = square;
    nearest = point;
  }
  return nearest;
}

/** Returns the next point from another one in a direction, within 45° of it; undefined at the edge of the map. */
export function nearestInDirection(
  places: Float32Array,
  from: number,
  [dx, dy]: Direction,
  accepts: (point: number) => boolean,
): number | undefined {
  const [x, y] = [places[2 * from]!, places[2 * from + 1]!];
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let point = 0; point < places.length / 2; point++) {
    const right = places[2 * point]! - x;
    const up = places[2 * point + 1]! - y;
    const ahead = right * dx + up * dy;
    const aside = Math.abs(right * dy - up * dx);
    if (ahead <= 0 || aside > ahead || point === from) continue;
    const distance = ahead + SIDEWAYS * aside;
    if (distance >= least || !accepts(point)) continue;
    least = distance;
    nearest = point;
  }
  return nearest;
}
