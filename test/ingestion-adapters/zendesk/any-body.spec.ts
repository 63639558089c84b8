import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataSubjectId } from '../../../domain/ids.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { makeTranslateZendesk } from '../../../ingestion-adapters/zendesk/translate.js';
import { zendesk } from '../ingesting.js';

const translate = makeTranslateZendesk({ subjectOf: async (_, record) => record as DataSubjectId });
const json = fc.jsonValue({ maxDepth: 3 });
const sometimes = <A>(...values: ReadonlyArray<A>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, json);
const names = ['toString', '__proto__', 'constructor'];

const record = fc.dictionary(
  fc.constantFrom(
    ...['id', 'ticket_id', 'created_at', 'updated_at', 'generated_timestamp', 'status', 'priority', 'organization_id'],
    ...[
      'requester_id',
      'satisfaction_rating',
      'external_id',
      'domain_names',
      'metric',
      'type',
      'time',
      'deleted',
      'name',
    ],
    ...['current', 'previous', 'satisfaction_score', 'score', 'comment', 'target_ticket_id', ...names],
  ),
  sometimes<unknown>('2026-02-01T10:00:00Z', 17, '17', 'SOLVED', 'breach', 'GOOD', null, 1e300, '0', { score: 'bad' }),
);

const actions = ['created', 'status_changed', 'merged', 'csat_received', 'comment_added', 'next_sla_breach_changed'];
const event = fc.record({
  type: fc
    .tuple(fc.constantFrom('ticket', 'organization', 'user', ''), sometimes(...actions, ...names))
    .map(([object, action]) => `zen:event-type:${object}.${action}`),
  time: sometimes('2026-02-01T10:00:00.123456789Z'),
  subject: sometimes('zen:ticket:17'),
  detail: fc.oneof(record, json),
  event: fc.oneof(record, json),
});
const page = fc
  .tuple(
    fc.constantFrom('tickets', 'organizations', 'satisfaction_ratings', 'ticket_metric_events'),
    fc.array(fc.oneof(record, json), { minLength: 1, maxLength: 4 }),
  )
  .map(([key, rows]) => ({ [key]: rows }));

/** Such an event says of a ticket nobody knows the age of that something happened which is no fact. */
const mayBeMute = (body: unknown): boolean =>
  /ticket\.(status_changed|comment_added|next_sla_breach_changed)$/.test(String(Object(body).type));

const translated = (body: Buffer) =>
  translate(receiptOf(zendesk, 'webhook', body, new Date('2026-02-05T10:00:00Z')), zendesk);

describe('whatever Zendesk sends', () => {
  it('is understood, counted or quarantined, and never thrown', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(event, record, json), async (body) => {
        const { commands, quarantined, notUnderstood } = await translated(Buffer.from(JSON.stringify(body)));
        const outcomes = commands.length + quarantined.length + Object.keys(notUnderstood).length;
        expect(outcomes).toBeGreaterThan(mayBeMute(body) ? -1 : 0);
      }),
      { seed: 20_260_203, numRuns: 1_500 },
    );
  });

  it('on a page is quarantined row by row, with its place and bytes', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(page, async (body) => {
        const { quarantined } = await translated(Buffer.from(JSON.stringify(body)));
        for (const { place, bytes } of quarantined) {
          const [, key = '', index = ''] = place.split('/');
          expect(JSON.parse(String(bytes))).toEqual(JSON.parse(JSON.stringify(body[key]?.[Number(index)])));
        }
      }),
      { seed: 20_260_204, numRuns: 1_500 },
    );
  });

  it('that is not JSON is quarantined whole', async () => {
    for (const body of [Buffer.from('{"type":'), Buffer.from([0xff, 0xfe]), Buffer.alloc(0)]) {
      expect((await translated(body)).quarantined).toMatchObject([{ bytes: body }]);
    }
  });
});
