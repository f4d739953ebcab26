import type { ScanEvent, WatchFoldersEvent } from '@rbassist/library';
import { expect, it } from 'vitest';
import { newStatus, stateOf, statusAfter } from './folder-status.ts';

const walk: ScanEvent = { type: 'walk', found: 0 };

/** Returns the states of /m after each of the events. */
function states(events: readonly WatchFoldersEvent[]): string[] {
  let status = newStatus('/m');
  return events.map((event) => {
    status = statusAfter(status, event);
    return stateOf(status);
  });
}

it('tells the state of a folder by the events of its watch', () => {
  expect(
    states([
      { type: 'ready', folder: '/m', by: 'reports' },
      { type: 'scanning', folders: ['/m'], event: walk },
      { type: 'done', folders: ['/m'] },
      { type: 'waiting', folder: '/m', files: 3 },
      { type: 'scanning', folders: ['/m/a'], event: walk },
      { type: 'done', folders: ['/m/a'] },
      { type: 'waiting', folder: '/m', files: 0 },
      { type: 'done', folders: ['/m/b'], cancelled: true },
      { type: 'gone', folder: '/m', reason: 'missing' },
      { type: 'back', folder: '/m' },
    ]),
  ).toEqual([
    ...[
      'checking',
      'scanning',
      'up-to-date',
      'waiting',
      'scanning',
      'waiting',
      'up-to-date',
      'cancelled',
      'gone',
      'checking',
    ],
  ]);
});

it('leaves a folder alone that an event is not about', () => {
  expect(
    states([
      { type: 'gone', folder: '/m/a', reason: 'missing' },
      { type: 'scanning', folders: ['/n'], event: walk },
      { type: 'done', folders: ['/m/a'] },
    ]),
  ).toEqual(['checking', 'checking', 'checking']);
});
