import { expect, it } from 'vitest';
import { type Direction, nearestInDirection, nearestPoint } from './nearest-point.ts';

const ANY = () => true;
const RIGHT: Direction = [1, 0];
const LEFT: Direction = [-1, 0];
const UP: Direction = [0, 1];
const DOWN: Direction = [0, -1];

it('finds the nearest point within reach that passes', () => {
  const places = Float32Array.of(0, 0, 1, 0, 3, 0);
  expect(nearestPoint(places, 0.9, 0, 1, ANY)).toBe(1);
  expect(nearestPoint(places, 0.9, 0, 1, (point) => point !== 1)).toBe(0);
  expect(nearestPoint(places, 9, 9, 1, ANY)).toBeUndefined();
});

it('walks in each direction, and stops at the edge', () => {
  const places = Float32Array.of(0, 0, 1, 0, -1, 0, 0, 1, 0, -1);
  const to = (direction: Direction) => nearestInDirection(places, 0, direction, ANY);
  expect([RIGHT, LEFT, UP, DOWN].map(to)).toEqual([1, 2, 3, 4]);
  expect(nearestInDirection(places, 1, RIGHT, ANY)).toBeUndefined();
});

it('prefers a point straight ahead to a nearer one at the side', () => {
  const places = Float32Array.of(0, 0, 2, 0, 1, 0.9);
  expect(nearestInDirection(places, 0, RIGHT, ANY)).toBe(1);
});

it('passes over points that are left out, and over others in the same place', () => {
  const places = Float32Array.of(0, 0, 0, 0, 1, 0, 2, 0);
  expect(nearestInDirection(places, 0, RIGHT, (point) => point !== 2)).toBe(3);
  expect(nearestInDirection(places, 0, RIGHT, ANY)).toBe(2);
});
