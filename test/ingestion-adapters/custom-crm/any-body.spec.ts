import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Command } from '../../../application/commands.js';
import { readDefinition } from '../../../application/mapping/definition-problems.js';
import { targets } from '../../../application/mapping/targets.js';
import type { DataSubjectId } from '../../../domain/ids.js';
import type { RecordKind } from '../../../domain/mapping/definition.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { makeTranslateMapped } from '../../../ingestion-adapters/translate-mapped.js';
import { crm } from './support.js';

const everyField = (kind: RecordKind) =>
  Object.entries(targets[kind]).map(
    ([
      to,
      {
        types: [type],
        is,
      },
    ]) => {
      const table = ['customer', 'champion', 'new', 'won', 'solved', 'high', 'events', 'EUR'].filter(is);
      return { to, from: `/${to}`, type, ...(type === 'enum' ? { table: { yes: table[0] } } : {}) };
    },
  );

const definition = {
  records: (Object.keys(targets) as ReadonlyArray<RecordKind>).map((kind) => ({
    kind,
    records: '',
    id: '/id',
    changedAt: { from: '/at' },
    account: { from: '/account' },
    deleted: { from: '/gone', in: ['true'] },
    fields: everyField(kind),
  })),
};

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '2026-03-01',
    '9998-12-31T23:59:59.999Z',
    '1900-01-01',
    '9999-12-31',
    '12.50',
    '-1',
    '0.5',
    'yes',
    'EUR',
    '',
  ),
);
const keys = [...new Set(definition.records.flatMap(({ fields }) => fields.map(({ to }) => to))), 'account', 'gone'];
const records = fc.record(
  {
    id: fc.oneof(values, fc.constantFrom('1', 'ä/ö', 7)),
    at: fc.oneof(values, fc.constantFrom('2026-03-01T09:30:00', 1_767_225_600)),
    ...Object.fromEntries(keys.map((key) => [key, values])),
  },
  { requiredKeys: [] },
);
const bodies = fc
  .oneof(fc.jsonValue(), records, fc.array(records, { maxLength: 3 }), fc.string())
  .map((body) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

it('says only what can be said, and throws for no body', async () => {
  const read = readDefinition(definition);
  if (read._tag === 'Left') throw new TypeError(JSON.stringify(read.left));
  const versions = [1, 2, 3].map((version) => ({
    version,
    savedAt: '2026-03-01T00:00:00.000Z',
    definition: version === 2 ? { records: [] } : read.right,
  }));
  const translate = makeTranslateMapped({
    subjectOf: async () => 'subject-1' as DataSubjectId,
    mappingsOf: async () => versions,
  });
  let said = 0;
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const receipt = receiptOf(crm, 'webhook', body, new Date('2026-03-01T12:00:00Z'));
      const { commands, quarantined, notUnderstood } = await translate(receipt, crm);
      for (const { command, fact } of commands) {
        expect(Command.is(command) && fact.every((part) => typeof part === 'string')).toBe(true);
      }
      said += commands.length;
      expect(commands.length + quarantined.length + Object.keys(notUnderstood).length > 0 || `${body}` === '[]').toBe(
        true,
      );
    }),
    { seed: 2026, numRuns: 300 },
  );
  expect(said).toBeGreaterThan(200);
});
