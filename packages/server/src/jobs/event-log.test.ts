import { describe, expect, it } from 'vitest';
import { heapMb } from '../test-heap.ts';
import { EventLog, type Followed } from './event-log.ts';

const HEARTBEAT_MS = 60_000;

/** Returns the next events of a follower. */
async function take(count: number, events: AsyncGenerator<Followed>): Promise<Followed[]> {
  const taken: Followed[] = [];
  while (taken.length < count) {
    const step = await events.next();
    if (step.done) break;
    taken.push(step.value);
  }
  return taken;
}

function follow(log: EventLog, after?: string, heartbeatMs = HEARTBEAT_MS) {
  const client = new AbortController();
  return { client, events: log.follow({ after, signal: client.signal, heartbeatMs }) };
}

const types = (events: readonly Followed[]) => events.map(({ type }) => type);

describe('EventLog', () => {
  it('gives later events to a client, and those after its last one', async () => {
    const log = new EventLog();
    log.publish('library', { changed: 'sets' });
    const { events } = follow(log);
    const next = take(2, events);
    await Promise.resolve();
    log.publish('library', { changed: 'tracks' });
    log.publish('library', { changed: 'index' });
    const [first, second] = await next;
    expect([first, second]).toMatchObject([{ data: { changed: 'tracks' } }, { data: { changed: 'index' } }]);
    expect(await take(1, follow(log, first.id).events)).toEqual([second]);
  });

  it.each(['Ab3d5f7h.2', 'nonsense', '', `${'x'.repeat(60)}.1`])(
    'tells a client with the id %j of another run to start over',
    async (id) => {
      const log = new EventLog();
      log.publish('library', { changed: 'sets' });
      expect(await take(1, follow(log, id).events)).toEqual([{ type: 'reset', id: log.lastId }]);
    },
  );

  it('tells a client that was away too long, or that is from the future, to start over', async () => {
    const log = new EventLog();
    const start = log.lastId;
    for (let i = 0; i < 1001; i++) log.publish('library', { changed: 'sets' });
    const { events } = follow(log, start);
    expect(types(await take(1, events))).toEqual(['reset']);
    log.publish('library', { changed: 'tracks' });
    expect(await take(1, events)).toMatchObject([{ data: { changed: 'tracks' } }]);
    const later = start.replace(/\d+$/, '5000');
    expect(types(await take(1, follow(log, later).events))).toEqual(['reset']);
  });

  it('lets a slow client that fell behind start over, without keeping events for it', async () => {
    const log = new EventLog();
    const { events } = follow(log);
    const first = take(1, events);
    await Promise.resolve();
    for (let i = 0; i < 10_000; i++) log.publish('library', { changed: 'sets' });
    expect(types(await first)).toEqual(['reset']);
    log.publish('library', { changed: 'tracks' });
    expect(await take(1, events)).toMatchObject([{ data: { changed: 'tracks' } }]);
  });

  it('shows that it is alive, and ends with the client or the server', async () => {
    const log = new EventLog();
    const silent = follow(log, undefined, 5);
    expect(types(await take(2, silent.events))).toEqual(['heartbeat', 'heartbeat']);
    const waiting = follow(log);
    const ended = waiting.events.next();
    await Promise.resolve();
    waiting.client.abort();
    expect(await ended).toMatchObject({ done: true });
    const other = follow(log).events.next();
    await Promise.resolve();
    log.close();
    expect(await other).toMatchObject({ done: true });
  });
});

it('keeps nothing of followers that left, also if no event comes', async () => {
  const log = new EventLog();
  const before = heapMb();
  for (let i = 0; i < 10_000; i++) {
    const client = new AbortController();
    const next = log.follow({ signal: client.signal, heartbeatMs: HEARTBEAT_MS }).next();
    client.abort();
    await next;
  }
  expect(heapMb() - before).toBeLessThan(0.5);
});
