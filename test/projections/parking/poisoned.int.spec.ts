import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categories } from '../../../domain/catalogue.js';
import { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import { connectPostgres } from '../../../infrastructure/postgres/connect.js';
import { makeParking } from '../../../infrastructure/postgres/parking.js';
import { makeReadStore } from '../../../infrastructure/postgres/read-store.js';
import { accountsProjection } from '../../../projections/accounts/evolve.js';
import type { ReaderReport } from '../../../projections/following/report.js';
import { repairParked, skipParked } from '../../../projections/parking/repair-parked.js';
import { type Projector, startProjector } from '../../../projections/projector.js';
import { projections } from '../../../projections/registry.js';
import { failurePolicy } from '../../../roles/failure-policy.js';
import { startNode } from '../../infrastructure/eventstoredb/support.js';
import { fact } from '../../support/fact.js';
import { freshDatabase } from '../../support/services/postgres.js';

const CASES = 300;
const SECRET = 'ann.person@example.com';
const when = { occurredAt: '2026-03-02T10:00:00Z' };
const metadata = { correlationId: 'test', causationId: null, actor: 'test', source: null };
const stored = { ...metadata, schemaVersion: 1 };

const poison = {
  'corrupt bytes': () =>
    binaryEvent({ type: 'CaseLinked', data: Buffer.from(`{"caseId":"${SECRET}\u0000`), metadata: stored }),
  'an unknown type': () => jsonEvent({ type: 'MoonLanded', data: { by: SECRET }, metadata: stored }),
  'a version from the future': () =>
    jsonEvent({ type: 'CaseLinked', data: { by: SECRET }, metadata: { ...stored, schemaVersion: 9 } }),
};

describe('a log of which one stream in a hundred cannot be read', () => {
  let node: Awaited<ReturnType<typeof startNode>>;
  let client: EventStoreDBClient;
  let eventStore: ReturnType<typeof makeEventStore>;
  let db: Knex;
  let drop: () => Promise<void>;
  let projector: Projector;
  const reports: Array<ReaderReport> = [];

  beforeAll(async () => {
    node = await startNode();
    const { connectionString } = node;
    client = EventStoreDBClient.connectionString(connectionString);
    eventStore = makeEventStore({ connectionString, subjectKeys: makeInMemorySubjectKeys(), categories });
    const database = await freshDatabase();
    drop = database.drop;
    db = connectPostgres(database.url);
    for (let n = 0; n < CASES; n++) {
      const stream = `supportcase-${n}`;
      await append(stream, fact('CaseOpened', { ...when, caseId: `${n}`, channel: 'ticket' }));
      const bad = Object.values(poison)[n % 100];
      if (bad !== undefined) await client.appendToStream(stream, bad());
      await append(stream, fact('CaseLinked', { ...when, caseId: `${n}`, accountId: `acme-${n % 7}` }));
    }
    projector = await startProjector(
      {
        eventStore,
        store: makeReadStore(db),
        feed: { publish: () => undefined },
        report: (said) => void reports.push(said),
      },
      { projections, reactors: [], policy: failurePolicy },
    );
  });
  afterAll(async () => {
    await projector.stop();
    await eventStore.close();
    await client.dispose();
    await db.destroy();
    await drop();
    await node.remove();
  });

  const append = (stream: string, event: ReturnType<typeof fact>) =>
    eventStore.append(stream, 'any', [{ id: randomUUID(), event, metadata }])();
  const untilCaughtUp = async (): Promise<void> => {
    const head = await eventStore.readHead()();
    const position = head._tag === 'Right' ? head.right?.commit : undefined;
    for (let turns = 0; turns < 600; turns++) {
      const readers = projector.status();
      if (
        readers.every(
          (one) => one.state === 'running' && one.caughtUp && BigInt(one.position ?? -1) >= (position ?? 0n),
        )
      )
        return;
      await sleep(50);
    }
    throw new Error(`the readers did not catch up: ${JSON.stringify(projector.status())}`);
  };
  const linkedCases = async (): Promise<number> => {
    const { rows } = await db.raw<{ rows: ReadonlyArray<{ readonly linked: string }> }>(
      `select count(*) as linked from read.account_cases_v${accountsProjection.version} where account_id is not null`,
    );
    return Number(rows[0]?.linked);
  };

  it('has all other streams folded, and follows the log', async () => {
    await untilCaughtUp();
    expect(await linkedCases()).toBe(CASES - 9);
    await append('supportcase-late', fact('CaseOpened', { ...when, caseId: 'late', channel: 'ticket' }));
    await append('supportcase-late', fact('CaseLinked', { ...when, caseId: 'late', accountId: 'acme-1' }));
    await untilCaughtUp();
    expect(await linkedCases()).toBe(CASES - 9 + 1);
  });

  it('says which streams wait and why, and nothing of what is in them', async () => {
    const parked = await makeParking(db).list();
    const accounts = parked.filter(({ reader }) => reader === 'accounts');
    expect(accounts.map(({ streamName }) => streamName).sort()).toEqual(
      [0, 1, 2, 100, 101, 102, 200, 201, 202].map((n) => `supportcase-${n}`).sort(),
    );
    const reasonOf = (n: number) => accounts.find(({ streamName }) => streamName === `supportcase-${n}`)?.reason;
    expect(reasonOf(0)).toContain('is not a JSON object');
    expect(reasonOf(1)).toContain('is not an event this program knows');
    expect(reasonOf(2)).toContain('9');
    expect(reports.filter(({ _tag }) => _tag === 'Parked').length).toBeGreaterThanOrEqual(accounts.length);
    expect(
      JSON.stringify([parked, reports, projector.status()], (_, v) => (typeof v === 'bigint' ? `${v}` : v)),
    ).not.toContain(SECRET);
  });

  it('keeps them waiting while a repair cannot read them either', async () => {
    const deps = { parking: makeParking(db), eventStore };
    const outcomes = await repairParked(deps, [{ reader: 'accounts', streamName: 'supportcase-1' }], 20_000);
    expect(outcomes).toMatchObject([{ _tag: 'StillParked', reason: expect.stringContaining('MoonLanded') }]);
  });

  it('has them folded once what cannot be read is set aside', async () => {
    const parking = makeParking(db);
    const deps = { parking, eventStore };
    const parked = await parking.list();
    for (const { reader, streamName, eventId } of parked) {
      await skipParked(deps, { reader, streamName }, { eventId, reason: 'beyond repair', actor: 'ann' });
    }
    const outcomes = await repairParked(deps, parked, 30_000);
    expect(new Set(outcomes.map(({ _tag }) => _tag))).toEqual(new Set(['Repaired']));
    expect(await parking.list()).toEqual([]);
    expect(await linkedCases()).toBe(CASES + 1);
    expect(await parking.skipped()).toHaveLength(parked.length);
    expect(projector.status().flatMap((reader) => reader.parked)).toEqual([]);
  });
});
