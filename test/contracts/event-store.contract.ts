import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Metadata } from '../../application/metadata.js';
import {
  type EventPlace,
  type EventStore,
  type EventToAppend,
  isUndecodable,
  type LogBatch,
  type RecordedEvent,
  type SubscriptionOptions,
  type UndecodableEvent,
} from '../../application/ports/event-store.js';
import type { SubjectKeys } from '../../application/ports/subject-keys.js';
import { comparePositions, type Position } from '../../application/position.js';
import type { DomainEvent } from '../../domain/catalogue.js';
import { erased, present } from '../../domain/personal-data.js';
import { StakeholderIdentified } from '../../domain/stakeholder/events.js';
import { FeatureAdopted, SeatsChanged } from '../../domain/usage/events.js';
import { valid } from '../support/valid.js';

export const metadata: Metadata = { correlationId: 'c-1', causationId: null, actor: 'user:auditor', source: null };

const about = { accountId: 'acme', occurredAt: '2026-03-01T10:00:00.000Z' };
const seats = (count: number): DomainEvent =>
  valid(SeatsChanged)({ type: 'SeatsChanged', data: { ...about, seats: count } });
const adopted = (feature: string): DomainEvent =>
  valid(FeatureAdopted)({ type: 'FeatureAdopted', data: { ...about, feature } });

const toAppend = (event: DomainEvent): EventToAppend => ({ id: randomUUID(), event, metadata });
export const seatCounts = (...counts: ReadonlyArray<number>): ReadonlyArray<EventToAppend> =>
  counts.map((count) => toAppend(seats(count)));

export const newStream = (category = 'usage'): string => `${category}-${randomUUID()}`;

export const rightOf = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(`refused: ${JSON.stringify(either.left)}`);
  return either.right;
};

const upTo = (n: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => i);

type Read = RecordedEvent | UndecodableEvent;
type Following = Partial<Omit<SubscriptionOptions, 'signal'>>;

/** Follows the log until enough was seen; what the consumer does with a batch takes it a turn. */
export const follow = async (
  store: Pick<EventStore, 'subscribeToAll'>,
  options: Following,
  enough: (seen: ReadonlyArray<Read>, batch: LogBatch) => boolean,
): Promise<{ readonly seen: ReadonlyArray<Read>; readonly batches: ReadonlyArray<LogBatch> }> => {
  const seen: Array<Read> = [];
  const batches: Array<LogBatch> = [];
  for await (const batch of store.subscribeToAll({
    after: undefined,
    ...options,
    signal: new AbortController().signal,
  })) {
    batches.push(batch);
    seen.push(...batch.events);
    if (enough(seen, batch)) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { seen, batches };
};

const includes =
  (...events: ReadonlyArray<EventToAppend>) =>
  (seen: ReadonlyArray<Read>): boolean => {
    const ids = new Set(seen.map(({ id }) => id));
    return events.every(({ id }) => ids.has(id));
  };

const idsOf = (events: ReadonlyArray<{ readonly id: string }>) => events.map(({ id }) => id);

export type EventStoreUnderTest = { readonly store: EventStore; readonly close: () => Promise<void> };

export const eventStoreContract = (adapter: string, start: () => Promise<EventStoreUnderTest>): void => {
  describe(`event store, ${adapter}`, () => {
    let underTest: EventStoreUnderTest;
    let store: EventStore;
    beforeAll(async () => {
      underTest = await start();
      store = underTest.store;
    });
    afterAll(() => underTest.close());

    const append = async (...args: Parameters<EventStore['append']>) => rightOf(await store.append(...args)());
    const read = async (stream: string) => rightOf(await store.readStream(stream)());
    const head = async (): Promise<Position | undefined> => rightOf(await store.readHead()());

    it('has nothing in a stream that does not exist', async () => {
      expect(await read(newStream())).toEqual([]);
    });

    it('gives back what was appended, in order, with its places', async () => {
      const stream = newStream();
      const events = [toAppend(seats(1)), toAppend(adopted('reports')), toAppend(seats(2))];
      const result = await append(stream, 'no-stream', events);
      const recorded = await read(stream);
      expect(recorded).toEqual(
        events.map(({ id, event }, i) => ({
          ...{ id, event, metadata, streamName: stream, revision: BigInt(i) },
          position: expect.anything(),
          recordedAt: expect.any(Date),
        })),
      );
      expect(result).toEqual({ revision: 2n, position: recorded[2]?.position });
      const positions = recorded.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort(comparePositions));
      expect(new Set(positions.map(({ commit }) => commit)).size).toBe(3);
    });

    it('appends at the revision that was read', async () => {
      const stream = newStream();
      const { revision } = await append(stream, 'no-stream', seatCounts(1, 2));
      expect((await append(stream, revision, seatCounts(3))).revision).toBe(2n);
    });

    it.each([
      ['that should be new', 'no-stream'],
      ['that went on', 0n],
      ['that is not there yet', 7n],
    ] as const)('refuses to append to a stream %s', async (_, expected) => {
      const stream = newStream();
      await append(stream, 'no-stream', seatCounts(1, 2));
      expect(await store.append(stream, expected, seatCounts(3))()).toEqual(
        E.left({ _tag: 'VersionConflict', streamName: stream }),
      );
      expect(await read(stream)).toHaveLength(2);
    });

    it('appends at any revision when asked to', async () => {
      const stream = newStream();
      await append(stream, 'any', seatCounts(1));
      expect((await append(stream, 'any', seatCounts(2))).revision).toBe(1n);
    });

    it('takes the same events again without writing them twice', async () => {
      const stream = newStream();
      const events = seatCounts(1, 2);
      const first = await append(stream, 'no-stream', events);
      await append(stream, 1n, seatCounts(3));
      expect(await append(stream, 'no-stream', events)).toEqual(first);
      expect(await append(stream, 'any', events)).toEqual(first);
      expect(await read(stream)).toHaveLength(3);
    });

    it('refuses an append of nothing', async () => {
      const stream = newStream();
      expect(await store.append(stream, 'any', [])()).toEqual(
        E.left(expect.objectContaining({ _tag: 'LogUnavailable', reason: `nothing to append to ${stream}` })),
      );
    });

    it('lets one of many writers win', async () => {
      const stream = newStream();
      const results = await Promise.all(upTo(20).map((n) => store.append(stream, 'no-stream', seatCounts(n))()));
      expect(results.filter(E.isRight)).toHaveLength(1);
      expect(await read(stream)).toHaveLength(1);
    });

    it('gives a stream from a revision on', async () => {
      const stream = newStream();
      const events = seatCounts(1, 2, 3);
      await append(stream, 'no-stream', events);
      expect(idsOf(rightOf(await store.readStreamFrom(stream, 1n)()))).toEqual(idsOf(events.slice(1)));
      expect(rightOf(await store.readStreamFrom(stream, 3n)())).toEqual([]);
      expect(rightOf(await store.readStreamFrom(newStream(), 0n)())).toEqual([]);
    });

    it('tells where events stand, from a position backwards', async () => {
      const stream = newStream();
      await append(stream, 'no-stream', seatCounts(...upTo(40)));
      const events = await read(stream);
      const places = events.map(({ position, recordedAt }) => ({ position, recordedAt }));
      const backwards = async (from: Position | undefined, count: number): Promise<ReadonlyArray<EventPlace>> => {
        const seen: Array<EventPlace> = [];
        for await (const { position, recordedAt } of store.placesBackwards(from ?? { commit: 0n, prepare: 0n })) {
          seen.push({ position, recordedAt });
          if (seen.length === count) break;
        }
        return seen.reverse();
      };
      const last = places.at(-1)?.position ?? { commit: 0n, prepare: 0n };
      expect(await backwards(last, 40)).toEqual(places);
      expect(await backwards({ commit: last.commit + 1n, prepare: last.prepare + 1n }, 40)).toEqual(places);
      expect(await backwards(places.at(-3)?.position, 38)).toEqual(places.slice(0, -2));
    });

    it('knows the position of its last event', async () => {
      const { position } = await append(newStream(), 'no-stream', seatCounts(1, 2, 3));
      expect(await head()).toEqual(position);
    });

    it('tells history in log order to whoever starts at the beginning', async () => {
      const [a, b, c] = [seatCounts(1, 2), seatCounts(3), seatCounts(4)];
      const stream = newStream();
      await append(stream, 'no-stream', a);
      await append(newStream(), 'no-stream', b);
      await append(stream, 1n, c);
      const { seen } = await follow(store, {}, includes(...c));
      const ours = idsOf([...a, ...b, ...c]);
      expect(idsOf(seen).filter((id) => ours.includes(id))).toEqual(ours);
      expect(seen.map(({ position }) => position)).toEqual(
        seen.map(({ position }) => position).toSorted(comparePositions),
      );
    });

    it('starts after a position, and never with it', async () => {
      const { position } = await append(newStream(), 'no-stream', seatCounts(1));
      const next = seatCounts(2, 3);
      await append(newStream(), 'no-stream', next);
      const { seen } = await follow(store, { after: position }, includes(...next));
      expect(idsOf(seen)).toEqual(idsOf(next));
    });

    it('goes from history to live without a gap or a repeat while others append', async () => {
      const after = await head();
      const writers = upTo(4).map(() => ({ stream: newStream(), events: seatCounts(...upTo(100)) }));
      const writing = Promise.all(
        writers.map(async ({ stream, events }) => {
          for (const event of events) await append(stream, 'any', [event]);
        }),
      );
      const all = writers.flatMap(({ events }) => events);
      const followers = await Promise.all(
        [500, 7, 1].map((maxBatch) => follow(store, { after, maxBatch }, includes(...all))),
      );
      await writing;
      for (const { seen } of followers) {
        expect(seen).toHaveLength(400);
        for (const { stream, events } of writers) {
          expect(idsOf(seen.filter(({ streamName }) => streamName === stream))).toEqual(idsOf(events));
        }
      }
    });

    it('says that it is caught up at the head, and not before', async () => {
      const after = await head();
      const { position } = await append(newStream(), 'no-stream', seatCounts(...upTo(50)));
      const { seen, batches } = await follow(store, { after, maxBatch: 10 }, (_, { caughtUp }) => caughtUp);
      expect(seen).toHaveLength(50);
      expect(batches.at(-1)?.position).toEqual(position);
    });

    it('is caught up again after each live event', async () => {
      const after = await head();
      await append(newStream(), 'no-stream', seatCounts(0));
      let caughtUp = 0;
      await follow(store, { after }, (_, batch) => {
        if (!batch.caughtUp) return false;
        caughtUp++;
        void store.append(newStream(), 'no-stream', seatCounts(caughtUp))();
        return caughtUp === 4;
      });
      expect(caughtUp).toBe(4);
    });

    it('holds batches to their size, and gives each the position of its last event or a later one', async () => {
      const after = await head();
      const events = seatCounts(...upTo(95));
      await append(newStream(), 'no-stream', events);
      const { batches } = await follow(store, { after, maxBatch: 10 }, includes(...events));
      expect(Math.max(...batches.map((batch) => batch.events.length))).toBeLessThanOrEqual(10);
      for (const { events, position } of batches) {
        for (const event of events) expect(comparePositions(event.position, position)).toBeLessThanOrEqual(0);
      }
    });

    it('can be followed again from the position of any batch', async () => {
      const after = await head();
      const events = seatCounts(...upTo(30)).flatMap((event) => [event, toAppend(adopted('reports'))]);
      await append(newStream(), 'no-stream', events);
      const types = ['SeatsChanged'] as const;
      const wanted = idsOf(events.filter(({ event }) => event.type === 'SeatsChanged'));
      const last = events.filter(({ event }) => event.type === 'SeatsChanged').slice(-1);
      const { batches } = await follow(store, { after, types, maxBatch: 7 }, includes(...last));
      let handled = 0;
      for (const batch of batches) {
        handled += batch.events.length;
        if (handled === wanted.length) break;
        const { seen } = await follow(store, { after: batch.position, types }, includes(...last));
        expect(idsOf(seen)).toEqual(wanted.slice(handled));
      }
    });

    it('delivers only the types asked for', async () => {
      const after = await head();
      const wanted = toAppend(adopted('reports'));
      await append(newStream(), 'no-stream', [...seatCounts(1, 2), wanted, ...seatCounts(3)]);
      const { seen } = await follow(store, { after, types: ['FeatureAdopted', 'CaseOpened'] }, includes(wanted));
      expect(idsOf(seen)).toEqual([wanted.id]);
    });

    it('ends when it is told to', async () => {
      const after = await head();
      await append(newStream(), 'no-stream', seatCounts(1));
      const stop = new AbortController();
      const seen: Array<LogBatch> = [];
      for await (const batch of store.subscribeToAll({ after, signal: stop.signal })) {
        seen.push(batch);
        if (batch.caughtUp) stop.abort();
      }
      expect(seen.flatMap(({ events }) => events)).toHaveLength(1);
      for await (const batch of store.subscribeToAll({ after, signal: stop.signal })) seen.push(batch);
      expect(seen.flatMap(({ events }) => events)).toHaveLength(1);
    });

    it('ends while it waits for events', async () => {
      const stop = new AbortController();
      const subscription = store.subscribeToAll({ after: await head(), signal: stop.signal })[Symbol.asyncIterator]();
      let next = subscription.next();
      while ((await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 50))])) !== undefined) {
        next = subscription.next();
      }
      stop.abort();
      expect(await next).toEqual({ done: true, value: undefined });
    });

    it('does not let one follower that leaves disturb another', async () => {
      const after = await head();
      const first = seatCounts(1);
      const second = seatCounts(2);
      const staying = follow(store, { after }, includes(...first, ...second));
      const leaving = follow(store, { after }, includes(...first));
      await append(newStream(), 'no-stream', first);
      await leaving;
      await append(newStream(), 'no-stream', second);
      expect(idsOf((await staying).seen)).toEqual(idsOf([...first, ...second]));
    });
  });
};

type RawEvent = { readonly type: string; readonly data: unknown; readonly metadata: unknown };

export type EventLogUnderTest = EventStoreUnderTest & {
  readonly keys: SubjectKeys;
  /** Puts an event into the log that our code would not write. */
  readonly appendRaw: (streamName: string, event: RawEvent) => Promise<void>;
};

/** What holds beyond that for a log that keeps bytes. */
export const eventLogContract = (adapter: string, start: () => Promise<EventLogUnderTest>): void => {
  describe(`event log, ${adapter}`, () => {
    let log: EventLogUnderTest;
    beforeAll(async () => {
      log = await start();
    });
    afterAll(() => log.close());

    const givenPerson = async () => {
      const subject = await log.keys.subjectOf('hubspot/demo', randomUUID());
      const event = valid(StakeholderIdentified)({
        type: 'StakeholderIdentified',
        data: {
          ...{
            stakeholderId: 's1',
            occurredAt: '2026-03-01T10:00:00.000Z',
            title: null,
            lastName: null,
            role: 'champion',
          },
          ...{ firstName: present(subject, 'Ann'), email: present(subject, 'ann@example.com') },
        },
      });
      const stream = newStream('stakeholder');
      const sent = toAppend(event);
      const { position } = rightOf(await log.store.append(stream, 'no-stream', [sent])());
      return { subject, event, stream, sent, position };
    };

    it('gives personal fields back', async () => {
      const { stream, event } = await givenPerson();
      expect(rightOf(await log.store.readStream(stream)())).toMatchObject([{ event }]);
    });

    it('gives the personal fields of an erased person back as erased, to readers and followers', async () => {
      const { stream, subject, sent } = await givenPerson();
      await log.keys.destroy(subject);
      const gone = { event: { data: { firstName: erased(subject), email: erased(subject), role: 'champion' } } };
      expect(rightOf(await log.store.readStream(stream)())).toMatchObject([gone]);
      const { seen } = await follow(log.store, { types: ['StakeholderIdentified'] }, includes(sent));
      expect(seen.find(({ id }) => id === sent.id)).toMatchObject(gone);
    });

    it('still gives what was appended before, and all of it, after a person was erased', async () => {
      const [ann, ben] = [await givenPerson(), await givenPerson()];
      await log.keys.destroy(ann.subject);
      expect(rightOf(await log.store.readStream(ben.stream)())).toMatchObject([{ event: ben.event }]);
    });

    const usual = { ...metadata, schemaVersion: 1 };
    const wrong: ReadonlyArray<readonly [string, RawEvent, string]> = [
      ['an unknown type', { type: 'MoonLanded', data: {}, metadata: usual }, '/type'],
      [
        'a version from the future',
        { type: 'SeatsChanged', data: about, metadata: { ...usual, schemaVersion: 9 } },
        '',
      ],
      ['a missing field', { type: 'SeatsChanged', data: about, metadata: usual }, '/data/seats'],
      ['text instead of an object', { type: 'SeatsChanged', data: '{"accountId', metadata: usual }, '/data'],
      ['no metadata', { type: 'SeatsChanged', data: { ...about, seats: 1 }, metadata: undefined }, '/metadata'],
    ];

    it.each(wrong)('delivers %s in its place, with the reason', async (_, raw, pointer) => {
      const stream = newStream();
      const [before, after] = [seatCounts(1), seatCounts(2)];
      const { position } = rightOf(await log.store.append(stream, 'no-stream', before)());
      await log.appendRaw(stream, raw);
      rightOf(await log.store.append(stream, 1n, after)());
      const { seen } = await follow(log.store, { after: position }, includes(...after));
      expect(seen.map(isUndecodable)).toEqual([true, false]);
      expect(seen[0]).toMatchObject({
        type: raw.type,
        streamName: stream,
        revision: 1n,
        error: { _tag: 'DecodeError', source: `event ${raw.type}`, violations: [{ pointer }] },
      });
      expect(await log.store.readStream(stream)()).toMatchObject(
        E.left({ _tag: 'UnreadableStream', event: { streamName: stream, revision: 1n } }),
      );
      expect(rightOf(await log.store.readStreamFrom(stream, 1n)())).toMatchObject([
        { id: seen[0]?.id, type: raw.type, error: { _tag: 'DecodeError' } },
        { id: after[0]?.id },
      ]);
    });
  });
};
