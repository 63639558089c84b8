import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { type Contract, runningTerm } from '../../../domain/account/contract.js';
import { removedAtOf } from '../../../domain/account/presence.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { CalendarDate } from '../../../domain/primitives.js';
import { salesforce as vendor } from '../../../ingestion-adapters/salesforce/vendor.js';
import { clockAt, orgWith, pulled, pullingInto, pullOnce } from './pulling.js';
import { idOf } from './shapes.js';

const accountId = (number: number) =>
  accountIdOf({ source: 'salesforce', connection: 'demo', id: idOf('001', number) });

const minutes = (count: number): number => count * 60;

/** An organisation whose accounts were read once, and that goes on. */
const afterBackFill = async (more: Parameters<typeof orgWith>[1] = {}, accounts = 10) => {
  const clock = clockAt('2026-02-03T09:00:00Z');
  const org = orgWith(clock, more);
  for (let i = 1; i <= accounts; i++)
    org.save('Account', idOf('001', i), { Name: `Account, "${i}"`, NumberOfEmployees: i });
  clock.forward(minutes(10));
  const { ingestion, keep, kinds } = await pullingInto();
  let cursor: string | undefined;
  const pull = async (
    object: 'Account' | 'Opportunity' = 'Account',
    over: Partial<Parameters<typeof pullOnce>[4]> = {},
  ) => {
    cursor = await pullOnce(org, clock, object, cursor, { keep, ...over });
    return cursor;
  };
  for (let run = 0; run < 3; run++) await pull();
  const names = async () => {
    const states = (await ingestion.states()) as Record<string, AccountState>;
    return (number: number) => states[`account-${accountId(number)}`]?.profile.name?.value;
  };
  return { clock, org, ingestion, kinds, pull, names, keep };
};

describe('the pull of a Salesforce object', () => {
  it('begins with a bulk job that is waited for between runs, and goes through its results page by page', async () => {
    const { org, kinds, names } = await afterBackFill();
    expect(kinds.filter((kind) => kind === 'csv Account')).toHaveLength(3);
    expect(org.asked.filter((call) => call.startsWith('POST'))).toHaveLength(1);
    const name = await names();
    for (let i = 1; i <= 10; i++) expect(name(i)).toBe(`Account, "${i}"`);
  });

  it('then reads what changed, following the pages of a query, with those that share one time', async () => {
    const { org, clock, pull, names } = await afterBackFill();
    for (let i = 1; i <= 8; i++) org.save('Account', idOf('001', i), { Name: `Renamed ${i}` });
    clock.forward(minutes(5));
    org.asked.length = 0;
    await pull();
    expect(org.asked.filter((call) => call.includes('/query/')).length).toBeGreaterThanOrEqual(2);
    expect(org.asked[0]).toContain('ORDER BY SystemModstamp, Id');
    const name = await names();
    for (let i = 1; i <= 8; i++) expect(name(i)).toBe(`Renamed ${i}`);
  });

  it.each([1, 2, 3])(
    'cut short after %i of its pages, goes on behind the last record that was kept',
    async (mostPages) => {
      const { org, clock, pull, names } = await afterBackFill();
      for (let i = 1; i <= 9; i++) org.save('Account', idOf('001', i), { Name: `Renamed ${i}` });
      clock.forward(minutes(5));
      await pull('Account', { mostPages });
      org.asked.length = 0;
      await pull();
      expect(org.asked[0]).toContain(`Id > '`);
      const name = await names();
      for (let i = 1; i <= 9; i++) expect(name(i)).toBe(`Renamed ${i}`);
    },
  );

  it('loses no record although others are saved again while it turns its pages', async () => {
    const { org, clock, pull, names, keep } = await afterBackFill();
    for (let i = 1; i <= 9; i++) {
      org.save('Account', idOf('001', i), { Name: `Renamed ${i}` });
      clock.forward(1);
    }
    clock.forward(minutes(30));
    const disturbing = async (page: Parameters<typeof keep>[0]) => {
      await keep(page);
      clock.forward(1);
      for (const i of [5, 6]) org.save('Account', idOf('001', i), { Name: `Renamed ${i} again` });
    };
    await pull('Account', { keep: disturbing, mostPages: 2 });
    await pull();
    clock.forward(minutes(5));
    await pull();
    const name = await names();
    for (const i of [1, 2, 3, 4, 7, 8, 9]) expect(name(i)).toBe(`Renamed ${i}`);
    for (const i of [5, 6]) expect(name(i)).toBe(`Renamed ${i} again`);
  });

  it('asks anew where the next page was forgotten', async () => {
    let forgotten = 0;
    const { org, clock, pull, names } = await afterBackFill({
      fault: () => (forgotten++ % 5 === 2 ? 'forgotten' : undefined),
    });
    for (let i = 1; i <= 9; i++) org.save('Account', idOf('001', i), { Name: `Renamed ${i}` });
    clock.forward(minutes(5));
    await pull();
    const name = await names();
    for (let i = 1; i <= 9; i++) expect(name(i)).toBe(`Renamed ${i}`);
  });

  it('stays some minutes behind now, and reads again what may have been committed late', async () => {
    const { org, clock, pull, names } = await afterBackFill();
    org.save('Account', idOf('001', 1), { Name: 'Just now' });
    clock.forward(minutes(1));
    await pull();
    expect((await names())(1)).toBe('Account, "1"');
    clock.forward(minutes(5));
    await pull();
    expect((await names())(1)).toBe('Just now');
    const saved = clock.now().getTime() - minutes(5) * 1000;
    org.save('Account', idOf('001', 2), { Name: 'Committed late', SystemModstamp: saved, LastModifiedDate: saved });
    clock.forward(minutes(1));
    await pull();
    expect((await names())(2)).toBe('Committed late');
  });

  it('says nothing new of what it reads again', async () => {
    const { clock, pull, ingestion } = await afterBackFill();
    const before = await ingestion.events();
    clock.forward(minutes(1));
    await pull();
    clock.forward(minutes(1));
    await pull();
    expect(await ingestion.events()).toEqual(before);
  });

  it('sees what was deleted and what was merged', async () => {
    const { org, clock, pull, ingestion } = await afterBackFill();
    org.remove('Account', idOf('001', 1), { MasterRecordId: idOf('001', 2) });
    org.remove('Account', idOf('001', 3));
    clock.forward(minutes(5));
    await pull();
    const states = (await ingestion.states()) as Record<string, AccountState>;
    expect(states[`account-${accountId(1)}`]?.mergedInto?.value).toBe(accountId(2));
    const isGone = [1, 2, 3].map((n) => {
      const state = states[`account-${accountId(n)}`];
      return state !== undefined && removedAtOf(state) !== undefined;
    });
    expect(isGone).toEqual([true, false, true]);
    expect(await ingestion.receipts.notUnderstood()).toEqual({});
  });

  it('gets a new token where one has expired, and goes on', async () => {
    const { org, names } = await afterBackFill({ callsAToken: 1 });
    expect(org.tokensGiven()).toBeGreaterThan(5);
    expect((await names())(10)).toBe('Account, "10"');
  });

  it('begins a bulk job again that is no longer known', async () => {
    const clock = clockAt('2026-02-03T09:00:00Z');
    const org = orgWith(clock);
    org.save('Account', idOf('001', 1), { Name: 'One' });
    clock.forward(minutes(10));
    const { ingestion, keep, kinds } = await pullingInto();
    let cursor = await pullOnce(org, clock, 'Account', undefined, { keep });
    org.forgetJobs();
    for (let run = 0; run < 4; run++) cursor = await pullOnce(org, clock, 'Account', cursor, { keep });
    expect(kinds[0]).toBe('csv Account');
    expect(await ingestion.events()).not.toEqual([]);
  });

  it('reads every record again once there is another field to read', async () => {
    const { org, clock, pull, ingestion } = await afterBackFill();
    org.addField('Account', 'MasterPlan__c', 'string');
    for (const record of org.records('Account')) expect(record['MasterPlan__c']).toBeUndefined();
    const wanting = { ...pulled, settings: { ...pulled.settings, customFields: { 'Account.plan': 'MasterPlan__c' } } };
    org.save('Account', idOf('001', 1), { MasterPlan__c: 'Gold' });
    clock.forward(minutes(5));
    await ingestion.save(wanting);
    for (let run = 0; run < 4; run++) await pull('Account', { connection: wanting });
    const states = (await ingestion.states()) as Record<string, AccountState>;
    expect(states[`account-${accountId(1)}`]?.profile.plan?.value).toBe('Gold');
    expect(states[`account-${accountId(2)}`]?.profile.plan?.value).toBeNull();
  });

  it.each([
    ['a field that is not there', { 'Account.segment': 'Nowhere__c' }, /has no field Nowhere__c/],
    ['a field of another type', { 'Account.arr': 'Segment__c' }, /is a picklist and cannot be its arr/],
    ['a meaning that is none', { 'Account.colour': 'Segment__c' }, /Account\.colour/],
  ])('refuses a connection that names %s', async (_what, customFields, reason) => {
    const clock = clockAt('2026-02-03T09:00:00Z');
    const connection = { ...pulled, settings: { ...pulled.settings, customFields } };
    const running = pullOnce(orgWith(clock), clock, 'Account', undefined, { keep: async () => {}, connection });
    await expect(running).rejects.toMatchObject({ _tag: 'VendorRefused', reason: expect.stringMatching(reason) });
  });

  it.each([
    ['a wrong secret', { clientId: 'app', clientSecret: 'guess' }, /invalid_client/],
    ['no secret', { clientId: 'app' }, /neither a client secret nor a private key/],
    ['a key that is none', { clientId: 'app', username: 'u', privateKey: 'key' }, /cannot sign/],
  ])('refuses a connection with %s', async (_what, credentials, reason) => {
    const clock = clockAt('2026-02-03T09:00:00Z');
    const connection = { ...pulled, credentials };
    const running = pullOnce(orgWith(clock), clock, 'Account', undefined, { keep: async () => {}, connection });
    await expect(running).rejects.toMatchObject({ _tag: 'VendorRefused', reason: expect.stringMatching(reason) });
  });

  it('makes contracts of the yearly value and renewal date that an organisation keeps in fields of its own', async () => {
    const clock = clockAt('2026-02-03T09:00:00Z');
    const org = orgWith(clock);
    org.save('Account', idOf('001', 1), { Name: 'One', ARR__c: 1200.5, Renewal_Date__c: '2026-08-01' });
    org.save('Contract', idOf('800', 1), {
      AccountId: idOf('001', 1),
      StartDate: '2026-01-31',
      ContractTerm: 1,
      StatusCode: 'Activated',
      Yearly_Value__c: 300,
    });
    clock.forward(minutes(10));
    const { ingestion, keep } = await pullingInto();
    for (const object of ['Account', 'Contract'] as const) {
      let cursor: string | undefined;
      for (let run = 0; run < 3; run++) cursor = await pullOnce(org, clock, object, cursor, { keep });
    }
    const states = (await ingestion.states()) as Record<string, AccountState | undefined>;
    const contracts = states[`account-${accountId(1)}`]?.contracts ?? {};
    const on = (day: string) =>
      Object.values<Contract>(contracts).flatMap(
        (contract) => runningTerm(contract, day as CalendarDate)?.arr.amount ?? [],
      );
    expect(on('2026-02-10').toSorted()).toEqual(['1200.5', '300']);
    expect(on('2026-02-28')).toEqual(['1200.5']);
  });

  it('is there for each object', () => {
    expect(vendor.feeds?.map(({ name }) => name)).toEqual([
      'account',
      'opportunity',
      'contract',
      'contact',
      'case',
      'task',
      'event',
      'changes',
    ]);
  });
});
