import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../ingestion-adapters/salesforce/exact-json.js';
import { salesforce as vendor } from '../../../ingestion-adapters/salesforce/vendor.js';
import { cometd, envelope, idOf, notification, page, salesforce } from './shapes.js';

const deps = {
  subjectOf: async () => 'subject' as never,
  destroy: async () => undefined,
  mappingsOf: async () => [],
  claim: async () => new Map(),
};
const translate = vendor.makeTranslate(deps);

const translated = (body: Buffer, kind: string) => {
  const receipt = {
    id: 'r',
    source: 'salesforce',
    connection: 'demo',
    kind,
    headers: {},
    body,
    receivedAt: new Date(0),
  };
  return translate(receipt, salesforce);
};

const shapes = [
  cometd('Account', { recordIds: [idOf('001', 1)] }, { Name: 'N "q" \\ 1', AnnualRevenue: 1.5 }),
  envelope([
    notification('04l9k000001aaaaAAA', 'Account', { Id: idOf('001', 1), SystemModstamp: '2026-02-03T09:15:27Z' }),
  ]),
  page('Case', { Id: idOf('500', 1), SystemModstamp: '2026-02-03T09:15:27Z', IsClosed: true }),
  `Id,SystemModstamp,Name\n${idOf('001', 1)},2026-02-03T09:15:27.000Z,"a, b"\n`,
];

/** A shape with some of its bytes changed, taken away or said twice. */
const damaged = fc
  .tuple(fc.constantFrom(...shapes), fc.array(fc.tuple(fc.nat(2000), fc.nat(255), fc.nat(2)), { maxLength: 6 }))
  .map(([shape, damages]) => {
    let bytes = Buffer.from(shape);
    for (const [at, byte, how] of damages) {
      const place = at % bytes.length;
      const put = how === 0 ? [] : how === 1 ? [byte] : [...bytes.subarray(place, place + 40)];
      bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(put), bytes.subarray(place + (how === 2 ? 0 : 1))]);
    }
    return bytes;
  });

describe('whatever is sent as if by Salesforce', () => {
  it('is told apart, translated or put aside, and never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          damaged,
          fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
        ),
        async (body) => {
          const kind = vendor.kindOf(body);
          for (const each of ['right' in kind ? kind.right : 'webhook', 'csv Account']) {
            const { commands, quarantined, notUnderstood } = await translated(body, each);
            expect([commands, quarantined, notUnderstood].every((part) => typeof part === 'object')).toBe(true);
          }
          vendor.withoutCredentials?.(body);
        },
      ),
      { seed: 20_260_305, numRuns: 600 },
    );
  }, 30_000);

  it('has its numbers as they were written, and its strings as they were', () => {
    const parsed = parseExactJson(
      Buffer.from('{"a\\\\":-1.50e+3,"b\\"1":[12345678901234567890,"7\\\\"],"c":"\\\\\\"8"}'),
    );
    expect(parsed).toMatchObject({ right: { 'a\\': '-1.50e+3', 'b"1': ['12345678901234567890', '7\\'], c: '\\"8' } });
  });

  it.each([
    ['one string of megabytes', `["${'\\\\'.repeat(2_000_000)}"]`],
    ['comments that do not end', '<!--'.repeat(500_000)],
    ['elements that do not end', '<SessionId>'.repeat(50_000)],
  ])(
    'may be large: %s',
    async (_what, text) => {
      const body = Buffer.from(text);
      const kind = vendor.kindOf(body);
      await expect(translated(body, 'right' in kind ? kind.right : 'webhook')).resolves.toBeDefined();
    },
    60_000,
  );
});
