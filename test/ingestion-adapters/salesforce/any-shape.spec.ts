import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../application/ports/connections.js';
import { processAll } from '../../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../../ingestion-adapters/process-receipts.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { ingestionUnderTest } from '../ingesting.js';
import { readingOf } from './given-salesforce.js';
import { cometd, envelope, type Fields, idOf, notification, page, pubsub, salesforce } from './shapes.js';

type Body = { readonly kind: string; readonly body: string };

const start = Date.parse('2026-02-03T09:00:00Z');
const rest = (time: number) => new Date(time).toISOString().replace('Z', '+0000');
const zulu = (time: number) => new Date(time).toISOString();

/** How each kind of record may look, field by field, and which prefix its ids have. */
const kinds = {
  Account: {
    prefix: '001',
    fields: {
      Name: fc.constantFrom('Ahorn', 'Birke', 'Esche'),
      Industry: fc.constantFrom('Energy', 'Media', null),
      NumberOfEmployees: fc.constantFrom(12, 40, null),
      AnnualRevenue: fc.constantFrom(1.25e7, 99.5),
      Type: fc.constantFrom('Prospect', 'Customer - Direct'),
      Segment__c: fc.constantFrom('Mid', 'Large', null),
    },
  },
  Opportunity: {
    prefix: '006',
    fields: {
      AccountId: fc.constantFrom(idOf('001', 1), idOf('001', 2)),
      Name: fc.constantFrom('Renewal', 'More seats'),
      Amount: fc.constantFrom(100, 2500.75, null),
      StageName: fc.constantFrom('Qualification', 'Closed Won', 'Closed Lost'),
    },
  },
  Contact: {
    prefix: '003',
    fields: {
      AccountId: fc.constantFrom(idOf('001', 1), idOf('001', 2), null),
      LastName: fc.constantFrom('Lind', 'Moe'),
    },
  },
  Case: {
    prefix: '500',
    fields: {
      AccountId: fc.constantFrom(idOf('001', 1), null),
      Priority: fc.constantFrom('High', 'Low'),
      IsClosed: fc.boolean(),
    },
  },
} as const;
type Kind = keyof typeof kinds;

type Version = { readonly at: number; readonly changed: Fields; readonly whole: Fields };

const historyOf = (object: Kind): fc.Arbitrary<ReadonlyArray<Version>> => {
  const fields = kinds[object].fields as Readonly<Record<string, fc.Arbitrary<string | number | boolean | null>>>;
  const whole: fc.Arbitrary<Fields> = fc.record(fields);
  const some: fc.Arbitrary<Fields> = fc.record(fields, { requiredKeys: [] }).map((changed) => changed as Fields);
  const gap = fc.integer({ min: 40, max: 2500 });
  return fc.tuple(whole, fc.array(fc.tuple(gap, some), { maxLength: 3 })).map(([first, steps]) => {
    const versions: Array<Version> = [{ at: start, changed: first, whole: first }];
    for (const [after, changed] of steps) {
      const last = versions.at(-1) ?? { at: start, whole: first };
      versions.push({ at: last.at + after, changed, whole: { ...last.whole, ...changed } });
    }
    return versions;
  });
};

const secondOf = (time: number) => Math.floor(time / 1000) * 1000;
const withStatus = (object: Kind, fields: Fields): Fields =>
  object === 'Opportunity'
    ? {
        ...fields,
        IsWon: fields['StageName'] === 'Closed Won',
        IsClosed: String(fields['StageName']).startsWith('Closed'),
      }
    : fields;

/** One version of a record in each of the shapes it may come in. Pulled is only how a second ended. */
const bodiesOf = (object: Kind, number: number, versions: ReadonlyArray<Version>): ReadonlyArray<Body> =>
  versions.flatMap(({ at, changed, whole }, i) => {
    const id = idOf(kinds[object].prefix, number);
    const isEnd = versions[i + 1] === undefined || secondOf(versions[i + 1]?.at ?? 0) > secondOf(at);
    const header = {
      changeType: i === 0 ? 'CREATE' : 'UPDATE',
      recordIds: [id],
      commitTimestamp: at,
      commitNumber: `18244710933557126${40 + i}`,
      transactionKey: `transaction ${object} ${number} ${i}`,
    };
    const lists =
      i === 0
        ? {}
        : {
            changedFields: Object.keys(changed)
              .filter((name) => changed[name] !== null)
              .concat('LastModifiedDate'),
            nulledFields: Object.keys(changed).filter((name) => changed[name] === null),
          };
    const nulls = Object.fromEntries(Object.keys(whole).map((name) => [name, null]));
    const dates = (show: (time: number) => string) => ({
      CreatedDate: show(start),
      LastModifiedDate: show(secondOf(at)),
      SystemModstamp: show(secondOf(at)),
    });
    const full = withStatus(object, { Id: id, IsDeleted: false, ...whole });
    const csv = Object.entries({ ...full, ...dates(zulu) });
    return [
      {
        kind: 'change-events',
        body: cometd(
          object,
          { ...header, ...lists },
          { ...changed, LastModifiedDate: rest(secondOf(at)), ...(i === 0 ? { CreatedDate: rest(start) } : {}) },
        ),
      },
      {
        kind: 'change-events',
        body: pubsub(
          object,
          { ...header, ...lists },
          { ...nulls, ...changed, LastModifiedDate: secondOf(at), CreatedDate: i === 0 ? start : null },
        ),
      },
      {
        kind: 'outbound-message',
        body: envelope([
          notification(`04l9k${object.slice(0, 4).padEnd(4, 'x')}${number}0000${i}AAA`, object, {
            ...full,
            ...dates(zulu),
          }),
        ]),
      },
      ...(isEnd
        ? [
            { kind: 'records', body: page(object, { ...full, ...dates(rest) }) },
            {
              kind: `csv ${object}`,
              body: `${csv.map(([name]) => name).join(',')}\n${csv.map(([, value]) => value ?? '').join(',')}\n`,
            },
          ]
        : []),
    ];
  });

type Histories = { readonly [K in Kind]?: ReadonlyArray<Version> };

const organisation = fc
  .record(
    {
      Account: historyOf('Account'),
      Opportunity: historyOf('Opportunity'),
      Contact: historyOf('Contact'),
      Case: historyOf('Case'),
    },
    { requiredKeys: [] },
  )
  .filter((histories) => Object.keys(histories).length > 0)
  .map((histories: Histories) => ({
    last: (object: Kind): Fields | undefined => histories[object]?.at(-1)?.whole,
    bodies: (Object.keys(histories) as ReadonlyArray<Kind>).flatMap((object) =>
      bodiesOf(object, 1, histories[object] ?? []),
    ),
  }));

const deliveredIn = async (bodies: ReadonlyArray<Body>, connection: Connection = salesforce) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(connection);
  const process = makeProcessReceipts(ingestion.deps);
  for (const [i, { kind, body }] of bodies.entries()) {
    await ingestion.receipts.keep(receiptOf(connection, kind, Buffer.from(body), new Date('2026-03-01T12:00:00Z')));
    if (i % 3 === 2) await processAll(ingestion.receipts, process);
  }
  await processAll(ingestion.receipts, process);
  expect(await ingestion.receipts.quarantine(1)).toEqual([]);
  return readingOf(ingestion);
};

const shuffledWithRepeats = organisation.chain(({ bodies, last }) =>
  fc
    .tuple(
      fc.shuffledSubarray([...bodies], { minLength: bodies.length }),
      fc.array(fc.constantFrom(...bodies), { maxLength: 5 }),
    )
    .map(([all, again]) => ({ bodies, last, arrived: [...all, ...again] })),
);

const isPulled = ({ kind }: Body) => kind === 'records' || kind.startsWith('csv ');

const text = (value: unknown) => (value === null ? null : String(value));
const ENDS: Readonly<Record<string, string>> = { 'Closed Won': 'won', 'Closed Lost': 'lost', Qualification: 'open' };

const expectedOf = (last: (object: Kind) => Fields | undefined, accountId: (number: number) => string) => {
  const [account, deal, contact, supportCase] = [last('Account'), last('Opportunity'), last('Contact'), last('Case')];
  const tie = (record: Fields) =>
    record['AccountId'] === null ? null : accountId(record['AccountId'] === idOf('001', 1) ? 1 : 2);
  return {
    account: account && ['Name', 'Industry', 'NumberOfEmployees', 'Segment__c'].map((name) => text(account[name])),
    opportunity: deal && [text(deal['Amount']), deal['StageName'], ENDS[String(deal['StageName'])], tie(deal)],
    contact: contact && [contact['LastName'], tie(contact)],
    supportCase: supportCase && [supportCase['IsClosed'] === true ? 'solved' : 'open', tie(supportCase)],
  };
};

describe('what Salesforce pushes in all of its shapes, and what is pulled', () => {
  it('leads to the same, in whatever order and however often it comes', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledWithRepeats, async ({ bodies, arrived }) => {
        expect((await deliveredIn(arrived)).folded).toEqual((await deliveredIn(bodies)).folded);
      }),
      { seed: 20_260_303, numRuns: 25 },
    );
  }, 60_000);

  it('ends as the organisation has it where all was pulled, whatever of the rest was lost', async () => {
    const lossy = organisation.chain(({ bodies, last }) =>
      fc.tuple(fc.constant(last), fc.shuffledSubarray([...bodies]), fc.constant(bodies.filter(isPulled))),
    );
    await fc.assert(
      fc.asyncProperty(lossy, fc.nat(), async ([last, some, pulled], at) => {
        const place = at % (some.length + 1);
        const now = await deliveredIn([...some.slice(0, place), ...pulled, ...some.slice(place)]);
        expect(now.current(1)).toEqual(expectedOf(last, now.accountId));
      }),
      { seed: 20_260_304, numRuns: 25 },
    );
  }, 60_000);
});
