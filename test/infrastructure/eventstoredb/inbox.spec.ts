import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePositions, type Position } from '../../../application/position.js';
import type { StoredEvent } from '../../../infrastructure/envelope/stored-event.js';
import { type Mail, makeInbox } from '../../../infrastructure/eventstoredb/inbox.js';

const at = (place: number): Position => ({ commit: BigInt(place), prepare: BigInt(place) });

const eventAt = (place: number): StoredEvent => ({
  id: `e${place}`,
  streamName: 'usage-1',
  revision: 0n,
  position: at(place),
  recordedAt: new Date(0),
  type: 'SeatsChanged',
  data: {},
  metadata: {},
});

const givenInbox = () => {
  const inbox = makeInbox(at(0));
  const receive = (...places: ReadonlyArray<number>) => {
    for (const place of places) inbox.receive(eventAt(place));
  };
  const take = (max = 100) => {
    const mail = inbox.take(max);
    return mail && { places: mail.events.map(({ position }) => Number(position.commit)), ...mail, events: undefined };
  };
  return { ...inbox, receive, take };
};

describe('the inbox of a subscription', () => {
  it('has nothing to tell until something came', () => {
    const { take, receive } = givenInbox();
    expect(take()).toBeUndefined();
    receive(1);
    expect(take()).toMatchObject({ places: [1], position: at(1), caughtUp: false });
    expect(take()).toBeUndefined();
  });

  it('gives out what it has, up to what is asked for', () => {
    const { take, receive } = givenInbox();
    receive(1, 2, 3);
    expect(take(2)).toMatchObject({ places: [1, 2], position: at(2) });
    expect(take(2)).toMatchObject({ places: [3], position: at(3) });
  });

  it('moves past events that were considered and left out', () => {
    const { take, receive, checkpoint } = givenInbox();
    receive(1);
    checkpoint(at(40), 0);
    expect(take()).toMatchObject({ places: [1], position: at(40) });
    checkpoint(at(80), 0);
    expect(take()).toMatchObject({ places: [], position: at(80) });
  });

  it('is behind once the log had to wait for it, until nothing more comes', () => {
    const { take, receive, caughtUp, heldBack, quiet } = givenInbox();
    caughtUp(0);
    receive(1);
    expect(take()).toMatchObject({ caughtUp: true });
    receive(2, 3);
    heldBack();
    expect(take()).toMatchObject({ places: [2, 3], caughtUp: false });
    quiet();
    expect(take()).toMatchObject({ places: [], caughtUp: true });
    quiet();
    expect(take()).toBeUndefined();
  });

  it('does not take a slow start for the end of the log', () => {
    const { take, receive, heldBack, quiet } = givenInbox();
    receive(1);
    heldBack();
    expect(take()).toMatchObject({ caughtUp: false });
    quiet();
    expect(take()).toBeUndefined();
  });

  it('never moves past an event that still waits here', () => {
    const { take, receive, checkpoint } = givenInbox();
    receive(1, 2);
    checkpoint(at(40), 0);
    expect(take(1)).toMatchObject({ places: [1], position: at(1) });
    expect(take(1)).toMatchObject({ places: [2], position: at(40) });
  });

  it("never moves past an event that still waits in the client's buffer", () => {
    const { take, receive, checkpoint } = givenInbox();
    receive(1);
    checkpoint(at(40), 2);
    expect(take()).toMatchObject({ places: [1], position: at(1) });
    receive(2);
    expect(take()).toMatchObject({ places: [2], position: at(2) });
    receive(3);
    expect(take()).toMatchObject({ places: [3], position: at(40) });
  });

  it('never moves back', () => {
    const { take, receive, checkpoint } = givenInbox();
    receive(50);
    checkpoint(at(40), 0);
    expect(take()).toMatchObject({ position: at(50) });
  });

  it('is caught up with the batch after which nothing waits', () => {
    const { take, receive, caughtUp } = givenInbox();
    receive(1, 2);
    caughtUp(1);
    expect(take(1)).toMatchObject({ caughtUp: false });
    expect(take(1)).toMatchObject({ caughtUp: false });
    receive(3);
    expect(take()).toMatchObject({ places: [3], caughtUp: true });
  });

  it('stays caught up with live events, until the log says it fell behind', () => {
    const { take, receive, caughtUp, fellBehind } = givenInbox();
    caughtUp(0);
    expect(take()).toMatchObject({ places: [], position: at(0), caughtUp: true });
    receive(1);
    expect(take()).toMatchObject({ caughtUp: true });
    fellBehind(0);
    receive(2);
    expect(take()).toMatchObject({ caughtUp: false });
    caughtUp(0);
    expect(take()).toMatchObject({ caughtUp: true });
  });

  type Step = { readonly _tag: 'Log' | 'Checkpoint' | 'Buffer' | 'Take'; readonly n: number };
  const steps: fc.Arbitrary<ReadonlyArray<Step>> = fc.array(
    fc.record({ _tag: fc.constantFrom('Log', 'Checkpoint', 'Buffer', 'Take'), n: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 60 },
  );

  it('gives every event once, in order, and no position before the events it covers, however things interleave', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const inbox = makeInbox(at(0));
        const ahead: Array<StoredEvent> = [];
        const mail: Array<Mail> = [];
        let place = 0;
        const drain = (n: number) => {
          for (const event of ahead.splice(0, n)) inbox.receive(event);
        };
        const take = (max: number) => {
          const taken = inbox.take(max);
          if (taken !== undefined) mail.push(taken);
        };
        for (const { _tag, n } of script) {
          if (_tag === 'Log') for (let i = 0; i < n; i++) ahead.push(eventAt(++place));
          if (_tag === 'Checkpoint') inbox.checkpoint(at(++place), ahead.length);
          if (_tag === 'Buffer') drain(n);
          if (_tag === 'Take') take(n);
        }
        drain(ahead.length);
        while (inbox.size() > 0) take(3);
        const covered = mail.flatMap(({ events, position }) => [...events.map((event) => event.position), position]);
        const firstOfNext = mail.map((_, i) => mail.slice(i + 1).flatMap(({ events }) => events)[0]?.position);
        expect(covered).toEqual(covered.toSorted(comparePositions));
        for (const [i, { position }] of mail.entries()) {
          const next = firstOfNext[i];
          if (next !== undefined) expect(comparePositions(position, next)).toBe(-1);
        }
        const places = mail.flatMap(({ events }) => events.map(({ id }) => id));
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
});
