import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { makeInMemoryRecordClaims } from '../../infrastructure/in-memory/record-claims.js';
import { receiptOf } from '../../ingestion-adapters/receipt-of.js';
import { vendors } from '../../ingestion-adapters/vendors.js';
import { archiveOf } from '../support/vendors/amplitude.js';
import { amplitude, uploadedAt } from './amplitude/using.js';
import { mixpanel } from './ingesting.js';

const subjectOf = async () => Promise.reject(new Error('nobody is named'));
const archive = archiveOf([uploadedAt('2026-03-10T10:00:00Z'), uploadedAt('2026-03-10T12:00:00Z')]);

const something = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom<unknown>('2026-03-10 10:00:00.000000', 1_772_359_200, '7'),
);
const keys = fc.constantFrom(
  ...['event', 'properties', 'time', 'company_id', 'distinct_id', 'event_type', 'event_time', 'groups', 'user_id'],
  ...['uuid', 'action', 'parameters', 'members', 'cohort_id', 'in_cohort', 'users', '__proto__', 'company'],
);
const shaped = fc.dictionary(keys, fc.oneof(something, fc.dictionary(keys, something)));
const damaged = fc
  .array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  .map((bytes) => {
    const copy = Buffer.from(archive);
    for (const [place, byte] of bytes) copy[place] = byte;
    return copy;
  });
const body = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.array(shaped, { maxLength: 3 }).map((lines) => Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))),
  fc.array(shaped, { maxLength: 3 }).map((events) => Buffer.from(JSON.stringify(events))),
  damaged,
);
const headers = fc.dictionary(fc.constantFrom('authorization', 'x-api-key'), fc.string());

describe('whatever is posted to a source of product analytics', () => {
  it('is verified, told apart, translated and answered without throwing', async () => {
    const claims = makeInMemoryRecordClaims();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(mixpanel, amplitude), body, headers, async (connection, bytes, shown) => {
        const vendor = vendors[connection.source];
        const delivery = { method: 'POST', uris: [], headers: shown, body: bytes };
        expect(vendor.verify(delivery, { secrets: ['right'] }, new Date(0))._tag).toMatch(/Signature$/);
        vendor.acknowledge?.(delivery);
        const kind = vendor.kindOf(bytes);
        for (const name of new Set([E.isRight(kind) ? kind.right : 'webhook', 'webhook'])) {
          const receipt = receiptOf(connection, name, bytes, new Date('2026-03-14T00:00:00Z'));
          const said = await vendor.makeTranslate({
            ...claims,
            subjectOf,
            destroy: async () => undefined,
            mappingsOf: async () => [],
          })(receipt, connection);
          expect(Object.keys(said)).toEqual(expect.arrayContaining(['commands', 'quarantined', 'notUnderstood']));
        }
      }),
      { seed: 20_260_314, numRuns: 600 },
    );
  });
});
