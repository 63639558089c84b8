import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { saveMapping } from '../../application/mapping/save-mapping.js';
import type { Connection } from '../../application/ports/connections.js';
import { Timestamp } from '../../domain/primitives.js';
import { valid } from '../support/valid.js';
import { delivered, ingestionUnderTest } from './ingesting.js';

const connectionOf = (source: Connection['source']): Connection => ({
  source,
  name: 'own',
  secrets: ['s'],
  settings: {},
});

const ingestionMapping = async (connection: Connection, definition: unknown, sample: unknown) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  const { connections, log } = ingestion.deps;
  const save = saveMapping({ connections, log, clock: () => valid(Timestamp)('2026-03-01T12:00:00Z') });
  const { source, name } = connection;
  return {
    ...ingestion,
    map: async () => {
      const saved = await save({ source, name, definition, sample, dryRun: false, actor: 'user:spec' })();
      if (E.isLeft(saved)) throw new TypeError(JSON.stringify(saved.left));
    },
    types: async () => (await ingestion.events()).map(({ type }) => type),
  };
};

const record = (kind: string, fields: ReadonlyArray<object>) => ({
  records: [
    {
      kind,
      records: '',
      id: '/what/no',
      changedAt: { from: '/what/touched' },
      account: { from: '/what/customer', idsAre: 'hubspot/demo' },
      fields,
    },
  ],
});
const what = {
  no: 'A1',
  touched: '2026-02-01T10:00:00Z',
  raised: '2026-01-31T10:00:00Z',
  customer: '41',
  stage: 'finished',
  times: 3,
  day: '2026-01-30',
};
const supportCase = record('support-case', [
  { to: 'openedAt', from: '/what/raised', type: 'time' },
  { to: 'status', from: '/what/stage', type: 'enum', table: { finished: 'solved' } },
]);
const usage = record('usage', [
  { to: 'quantity', from: '/what/times', type: 'integer' },
  { to: 'on', from: '/what/day', type: 'date' },
]);

describe('a body that a customer wrote', () => {
  it.each([
    ['a trigger of Zendesk', 'zendesk', supportCase, 'CaseSolved'],
    ['a template of Amplitude', 'amplitude', usage, 'UsageRecorded'],
    ['a support desk of its own', 'custom-support', supportCase, 'CaseSolved'],
  ] as const)('of %s is read by the mapping, once there is one', async (_, source, definition, fact) => {
    const connection = connectionOf(source);
    const before = await ingestionMapping(connection, definition, { what });
    await before.ingest(delivered(connection, { what }));
    expect(await before.types()).not.toContain(fact);
    const after = await ingestionMapping(connection, definition, { what });
    await after.map();
    await after.ingest(delivered(connection, { what }));
    expect(await after.types()).toContain(fact);
  });

  it('does not change how the bodies of the vendor are read', async () => {
    const connection = connectionOf('zendesk');
    const { map, ingest, types } = await ingestionMapping(connection, supportCase, { what });
    await map();
    const event = {
      ...{ type: 'zen:event-type:ticket.created', id: 'e1', time: '2026-02-01T10:00:00Z', subject: 'zen:ticket:7' },
      ...{
        event: {},
        detail: { id: '7', status: 'NEW', created_at: '2026-02-01T10:00:00Z', updated_at: '2026-02-01T10:00:00Z' },
      },
    };
    await ingest(delivered(connection, event));
    expect(await types()).toContain('CaseOpened');
  });
});
