import { createVerify, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskVendor } from '../../../ingestion-adapters/feed.js';
import { objects, type SalesforceObject } from '../../../ingestion-adapters/salesforce/field-map.js';
import { fieldLists, inOrder, select } from '../../../ingestion-adapters/salesforce/soql.js';
import { askToken } from '../../../ingestion-adapters/salesforce/token.js';
import { readingOf } from './given-salesforce.js';
import { clockAt, orgWith, pulled, pullingInto, pullOnce } from './pulling.js';
import { idOf } from './shapes.js';

const minute = 60;
const changes: Readonly<Record<string, (n: number) => Readonly<Record<string, string | number | boolean | null>>>> = {
  Account: (n) => ({
    Name: `Account ${n}`,
    Industry: n % 3 === 0 ? null : `Industry ${n}`,
    NumberOfEmployees: n,
    Segment__c: `S${n % 2}`,
  }),
  Opportunity: (n) => ({
    AccountId: idOf('001', (n % 4) + 1),
    Name: `Deal ${n}`,
    Amount: n % 7 === 0 ? null : n * 10.5,
    StageName: ['Qualification', 'Closed Won', 'Closed Lost'][n % 3] ?? '',
    IsClosed: n % 3 !== 0,
    IsWon: n % 3 === 1,
  }),
  Contact: (n) => ({ AccountId: n % 5 === 0 ? null : idOf('001', (n % 4) + 1), LastName: `Person ${n}` }),
  Case: (n) => ({ AccountId: idOf('001', (n % 4) + 1), Priority: 'High', Status: 'x', IsClosed: n % 2 === 0 }),
};
const prefixes: Readonly<Record<string, string>> = { Account: '001', Opportunity: '006', Contact: '003', Case: '500' };
const RECORDS = 4;

type Step = readonly [object: string, number: number, value: number, seconds: number, cut: number, deleted: boolean];
const steps = fc.array(
  fc.tuple(
    fc.constantFrom(...Object.keys(changes)),
    fc.integer({ min: 1, max: RECORDS }),
    fc.nat(999),
    fc.constantFrom(0, 0, 1, 90, 400),
    fc.nat(4),
    fc.nat(9).map((n) => n === 0),
  ),
  { minLength: 5, maxLength: 25 },
);
const faults = ['limit', 'unavailable', 'forgotten', undefined, undefined, undefined, undefined] as const;

const expectedOf = (org: ReturnType<typeof orgWith>, number: number, accountId: (n: number) => string) => {
  const of = (object: string) => org.records(object).find(({ Id }) => Id === idOf(prefixes[object] ?? '', number));
  const [account, deal, contact, supportCase] = [of('Account'), of('Opportunity'), of('Contact'), of('Case')];
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const tie = (record: NonNullable<typeof deal>) => {
    const id = record['AccountId'];
    return record['IsDeleted'] === true || id === null || id === undefined
      ? null
      : accountId(Number(String(id).slice(12, 15)));
  };
  return {
    account: account && ['Name', 'Industry', 'NumberOfEmployees', 'Segment__c'].map((name) => text(account[name])),
    opportunity: deal && [
      text(deal['Amount']),
      deal['StageName'],
      deal['IsWon'] === true ? 'won' : deal['IsClosed'] === true ? 'lost' : 'open',
      tie(deal),
    ],
    contact: contact && [contact['LastName'], tie(contact)],
    supportCase: supportCase && [supportCase['IsClosed'] === true ? 'solved' : 'open', tie(supportCase)],
  };
};

/** Lives through the steps, pulling meanwhile as often as they say and never further than they let it. */
const lived = async (all: ReadonlyArray<Step>, faulty: ReadonlyArray<number>) => {
  const clock = clockAt('2026-02-03T09:00:00Z');
  const org = orgWith(clock, { callsAToken: 5, fault: (call) => faults[faulty[call % faulty.length] ?? 6] });
  const { ingestion, keep } = await pullingInto();
  const cursors = new Map<SalesforceObject, string | undefined>();
  const pull = async (object: SalesforceObject, mostPages?: number) => {
    const options = mostPages === undefined ? { keep } : { keep, mostPages };
    cursors.set(object, await pullOnce(org, clock, object, cursors.get(object), options));
  };
  const deleted = new Set<string>();
  for (const [object, number, value, seconds, cut, goes] of all) {
    const id = idOf(prefixes[object] ?? '', number);
    const isGone = goes && object !== 'Account' && org.records(object).some(({ Id }) => Id === id);
    if (isGone) {
      org.remove(object, id);
      deleted.add(id);
    } else if (!deleted.has(id)) org.save(object, id, changes[object]?.(value) ?? {});
    clock.forward(seconds);
    if (cut > 0) await pull(object as SalesforceObject, cut);
  }
  clock.forward(20 * minute);
  for (let run = 0; run < 4; run++) for (const object of objects) await pull(object);
  return { org, now: await readingOf(ingestion), ingestion };
};

describe('pulls of a Salesforce organisation', () => {
  it('end with what it has, through limits, outages, forgotten pages, expired tokens, and runs cut short between pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.nat(6), { minLength: 3, maxLength: 9 }).map((chosen) => [...chosen, 6]),
        async (all, faulty) => {
          const { org, now, ingestion } = await lived(all, faulty);
          for (let number = 1; number <= RECORDS; number++) {
            const expected = expectedOf(org, number, now.accountId);
            const { opportunity, contact, supportCase, account } = now.current(number);
            expect({ account, contact, supportCase: supportCase?.at(1), opportunity: opportunity?.at(3) }).toEqual({
              account: expected.account,
              contact:
                expected.contact && (contact?.[0] === undefined ? [undefined, expected.contact[1]] : expected.contact),
              supportCase: expected.supportCase?.at(1),
              opportunity: expected.opportunity?.at(3),
            });
            if (expected.opportunity?.at(3) !== null) expect(opportunity).toEqual(expected.opportunity);
            if (expected.supportCase?.at(1) !== null) expect(supportCase).toEqual(expected.supportCase);
          }
          expect(await ingestion.receipts.quarantine(1)).toEqual([]);
        },
      ),
      { seed: 20_260_307, numRuns: 25 },
    );
  }, 60_000);
});

describe('what Salesforce is asked', () => {
  it('fits into an address, however many fields are wanted', () => {
    const fields = Array.from({ length: 900 }, (_, i) => `A_field_with_a_rather_long_name_${i}__c`);
    const lists = fieldLists(['Id', ...fields]);
    expect(lists.length).toBeGreaterThan(2);
    for (const list of lists) {
      expect(list.slice(0, 2)).toEqual(['Id', 'SystemModstamp']);
      const address = `/services/data/v60.0/queryAll?q=${encodeURIComponent(inOrder(select('Account', list, 'SystemModstamp >= 2026-02-03T09:00:00.000Z')))}`;
      expect(address.length).toBeLessThan(14_000);
    }
    expect(lists.flat().filter((name) => name.endsWith('__c'))).toEqual(fields);
  });

  it('for a token may be a signed assertion in place of a secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    let sent = new URLSearchParams();
    const ask: AskVendor = async ({ body }) => {
      sent = new URLSearchParams(String(body));
      return {
        status: 200,
        headers: {},
        body: Buffer.from('{"access_token":"t","instance_url":"https://eu9.my.example/"}'),
      };
    };
    const connection = {
      ...pulled,
      credentials: { clientId: 'app', username: 'robot@treering.example', privateKey: key },
    };
    const token = await askToken({ ask, connection, now: () => new Date('2026-02-03T09:00:00Z') });
    expect(token).toEqual({ accessToken: 't', instanceUrl: 'https://eu9.my.example' });
    const [head = '', claims = '', signature = ''] = (sent.get('assertion') ?? '').split('.');
    expect(
      createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, Buffer.from(signature, 'base64url')),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: 'app',
      sub: 'robot@treering.example',
      aud: 'https://login.salesforce.com',
      exp: Date.parse('2026-02-03T09:03:00Z') / 1000,
    });
  });
});
