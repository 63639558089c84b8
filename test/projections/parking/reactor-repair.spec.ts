import { describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../application/ports/event-store.js';
import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { type FailurePolicy, park, stop } from '../../../projections/following/failure-policy.js';
import { makeReactorReader } from '../../../projections/following/reactor-reader.js';
import type { ReaderReport } from '../../../projections/following/report.js';
import { type Reactor, reactorLease } from '../../../projections/reactor.js';
import { fact } from '../../support/fact.js';
import { type Poison, poisonedLog } from '../../support/poisoned-log.js';
import { recordedLog } from '../../support/recorded.js';

const signal = new AbortController().signal;

const opened = (caseId: string) =>
  fact('CaseOpened', { caseId, occurredAt: '2026-03-02T10:00:00Z', channel: 'ticket' });
const linked = (caseId: string) =>
  fact('CaseLinked', { caseId, accountId: 'acme', occurredAt: '2026-03-02T10:00:00Z' });

const events = recordedLog([opened('a'), opened('b'), linked('a'), linked('b'), opened('c'), linked('c')]);
const [, , linkedA, linkedB] = events;
const bad = new Map<string, Poison>([[linkedA?.id ?? '', 'a version from the future']]);

type React = (events: ReadonlyArray<RecordedEvent>) => Promise<void>;

const world = (
  poisoned: ReadonlyMap<string, Poison>,
  policy: FailurePolicy = park,
  reading: React = async () => undefined,
) => {
  const store = makeInMemoryReadStore();
  const log = poisonedLog(events, poisoned);
  const given: Array<RecordedEvent> = [];
  const reports: Array<ReaderReport> = [];
  const reactor: Reactor = {
    name: 'greeter',
    handles: ['CaseOpened', 'CaseLinked'],
    startsAt: 'start-of-log',
    readsAfter: [],
    atOnce: 2,
    react: async (some) => {
      await reading(some);
      given.push(...some);
    },
  };
  const lease = reactorLease(reactor);
  const start = async () => {
    await store.claim('me', [{ name: lease, partitions: 1 }]);
    const report = (said: ReaderReport) => void reports.push(said);
    const deps = {
      eventStore: log.eventStore,
      store,
      holder: 'me',
      report,
      policy,
      readModelsReached: async () => true,
    };
    const reader = makeReactorReader(deps, reactor);
    await reader.start(signal);
    return reader;
  };
  const readTo = (reader: Awaited<ReturnType<typeof start>>, from: number, to: number) => {
    const batch = log.batch(from, to);
    if (batch === undefined) throw new Error('there is nothing to read');
    return reader.handle(batch, signal);
  };
  const said = () => given.map(({ streamName, revision }) => `${streamName}@${revision}`);
  return { store, log, start, readTo, said, reports, given, lease, parking: store.parking };
};

describe('a reactor that meets an event it cannot read', () => {
  it('puts its stream aside, and goes on with all others', async () => {
    const { start, readTo, said, parking } = world(bad);
    const reader = await start();
    expect(await readTo(reader, 0, events.length)).toBe('handled');
    expect(said()).toEqual([
      'supportcase-a@0',
      'supportcase-b@0',
      'supportcase-b@1',
      'supportcase-c@0',
      'supportcase-c@1',
    ]);
    expect(await parking.list()).toMatchObject([
      { reader: 'reactor:greeter', streamName: 'supportcase-a', revision: 1n },
    ]);
    expect(reader.status()).toMatchObject({ state: 'running', parked: ['supportcase-a'] });
  });

  it('is given what the stream had to wait with, and nothing else, once that is repaired', async () => {
    const { log, start, readTo, said, given, parking, reports } = world(bad);
    await readTo(await start(), 0, 3);
    const next = await start();
    await readTo(next, 3, events.length);
    given.length = 0;
    log.cure(...bad.keys());
    await parking.askRepair('reactor:greeter', 'supportcase-a');
    expect(await next.idle(signal)).toBe('handled');
    expect(said()).toEqual(['supportcase-a@1']);
    expect(await parking.list()).toEqual([]);
    expect(next.status().parked).toEqual([]);
    expect(reports).toContainEqual({ _tag: 'Repaired', reader: 'greeter', streamName: 'supportcase-a' });
  });

  it('is given what was only gathered while the stream waited, too', async () => {
    const all = new Map<string, Poison>([...bad, [linkedB?.id ?? '', 'corrupt bytes']]);
    const { log, start, readTo, said, parking } = world(all);
    const reader = await start();
    await readTo(reader, 0, events.length - 1);
    log.cure(...all.keys());
    for (const { reader: name, streamName } of await parking.list()) await parking.askRepair(name, streamName);
    await readTo(reader, events.length - 1, events.length);
    await reader.idle(signal);
    expect([...said()].sort()).toEqual(events.map(({ streamName, revision }) => `${streamName}@${revision}`).sort());
  });

  it('keeps a stream parked whose repair meets another such event', async () => {
    const { start, readTo, parking, store, lease } = world(bad);
    const reader = await start();
    await readTo(reader, 0, events.length);
    await parking.askRepair('reactor:greeter', 'supportcase-a');
    await reader.idle(signal);
    expect(await parking.list()).toMatchObject([{ streamName: 'supportcase-a', isRepairAsked: false }]);
    expect(await store.repairsAsked(lease)).toEqual([]);
  });

  it('leaves out what was set aside, for ever', async () => {
    const { start, readTo, said, parking } = world(bad);
    const reader = await start();
    await readTo(reader, 0, events.length);
    const event = { eventId: linkedA?.id ?? '', streamName: 'supportcase-a', eventType: 'CaseLinked', revision: 1n };
    expect(await parking.skip('reactor:greeter', { ...event, reason: 'nonsense', actor: 'ann' })).toBe(true);
    await parking.askRepair('reactor:greeter', 'supportcase-a');
    await reader.idle(signal);
    expect(await parking.list()).toEqual([]);
    const before = said().length;
    const again = await start();
    expect(await readTo(again, 2, 3)).toBe('handled');
    expect(said()).toHaveLength(before);
  });

  it('puts aside what it cannot react to, because it would have to read what cannot be read', async () => {
    const error = { _tag: 'DecodeError' as const, source: 'event', violations: [{ pointer: '/x', message: 'is bad' }] };
    const [, , , , openedC] = events;
    if (openedC === undefined) throw new Error('there is no such event');
    const { event, metadata: _, ...place } = openedC;
    let unreadable = new Set(['supportcase-a', 'supportcase-b']);
    const { start, readTo, said, parking } = world(new Map(), park, async (some) => {
      const needs = some.find(({ streamName }) => unreadable.has(streamName));
      const missing = needs?.streamName === 'supportcase-b' ? 'another-stream' : needs?.streamName;
      if (missing === undefined) return;
      throw { _tag: 'UnreadableStream', event: { ...place, streamName: missing, type: event.type, error } };
    });
    const reader = await start();
    expect(await readTo(reader, 0, events.length)).toBe('handled');
    expect(said()).toEqual(['supportcase-c@0', 'supportcase-c@1']);
    expect(await parking.list()).toMatchObject([
      { streamName: 'supportcase-a', revision: 0n, reason: expect.stringContaining('/x is bad') },
      { streamName: 'supportcase-b', revision: 0n, reason: expect.stringContaining('of another-stream') },
    ]);
    unreadable = new Set();
    for (const stream of ['supportcase-a', 'supportcase-b']) await parking.askRepair('reactor:greeter', stream);
    await reader.idle(signal);
    expect(said().slice(2)).toEqual(['supportcase-a@0', 'supportcase-a@1', 'supportcase-b@0', 'supportcase-b@1']);
    expect(await parking.list()).toEqual([]);
  });

  it('stops right there where that is the policy', async () => {
    const { start, readTo, reports } = world(bad, stop);
    expect(await readTo(await start(), 0, events.length)).toBe('stopped');
    expect(reports).toMatchObject([{ _tag: 'Stopped', reader: 'greeter' }]);
  });
});
