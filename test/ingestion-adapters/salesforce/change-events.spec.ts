import { describe, expect, it } from 'vitest';
import { removedAtOf } from '../../../domain/account/presence.js';
import { kindOf, statusOf, yearlyValueOf } from '../../../domain/opportunity/state.js';
import { statusOf as caseStatusOf } from '../../../domain/support-case/state.js';
import { changeEventRead } from '../../../ingestion-adapters/salesforce/change-event.js';
import { parseExactJson } from '../../../ingestion-adapters/salesforce/exact-json.js';
import { afterIngesting } from './given-salesforce.js';
import { cometd, idOf, pubsub } from './shapes.js';

const account7 = idOf('001', 7);
const at = (iso: string) => Date.parse(iso);

describe('a change event of Salesforce', () => {
  it('has its 64-bit commit number exactly', () => {
    const body = cometd('Account', { recordIds: [account7], commitNumber: '1824471093355712641' }, { Name: 'N' });
    const parsed = parseExactJson(Buffer.from(body));
    const read = changeEventRead('right' in parsed ? parsed.right : undefined);
    expect(read).toMatchObject({ commitNumber: 1_824_471_093_355_712_641n });
  });

  it('of every field leaves alone what is null without being nulled, and clears what was nulled', async () => {
    const made = pubsub(
      'Account',
      { changeType: 'CREATE', recordIds: [account7], commitTimestamp: at('2026-02-01T08:00:00Z') },
      {
        Name: 'Ahorn',
        Industry: 'Energy',
        NumberOfEmployees: 40,
        Website: 'https://www.Ahorn.example/de',
        Segment__c: null,
      },
    );
    const changed = pubsub(
      'Account',
      {
        recordIds: [account7],
        changedFields: ['Name', 'LastModifiedDate', 'BillingAddress.City'],
        nulledFields: ['Industry'],
      },
      {
        Name: 'Ahorn AG',
        Industry: null,
        NumberOfEmployees: null,
        Website: null,
        BillingAddress: { City: 'Bern', Street: null },
        LastModifiedDate: at('2026-02-03T09:15:27Z'),
      },
    );
    const profile = (await afterIngesting([changed, made])).account(7)?.profile;
    expect(profile).toMatchObject({
      name: { value: 'Ahorn AG' },
      industry: { value: null },
      employees: { value: '40' },
      domain: { value: 'ahorn.example' },
    });
    expect(profile?.segment).toBeUndefined();
  });

  it('says the same in both shapes', async () => {
    const header = {
      recordIds: [idOf('006', 3)],
      changedFields: ['Amount', 'StageName', 'CloseDate', 'LastModifiedDate'],
    };
    const said = { Amount: 1.25e7, StageName: 'Closed Won' };
    const plain = cometd('Opportunity', header, {
      ...said,
      CloseDate: '2026-03-31',
      LastModifiedDate: '2026-02-03T09:15:27.000+0000',
    });
    const whole = pubsub('Opportunity', header, {
      ...said,
      CloseDate: at('2026-03-31T00:00:00Z'),
      LastModifiedDate: at('2026-02-03T09:15:27Z'),
      Name: null,
      AccountId: null,
    });
    const [one, other] = [await afterIngesting([plain]), await afterIngesting([whole])];
    expect(other.folded).toEqual(one.folded);
    expect((await afterIngesting([plain, whole])).types).toEqual(one.types);
    const state = one.opportunity(3);
    expect(state && [statusOf(state), yearlyValueOf(state), state.closesOn?.value]).toEqual([
      'won',
      '12500000',
      '2026-03-31',
    ]);
  });

  it('is about each of its records', async () => {
    const { account } = await afterIngesting([
      cometd(
        'Account',
        { recordIds: [account7, idOf('001', 8)], changedFields: ['OwnerId'] },
        { OwnerId: idOf('005', 1) },
      ),
    ]);
    expect([account(7)?.profile.owner?.value, account(8)?.profile.owner?.value]).toEqual([
      idOf('005', 1),
      idOf('005', 1),
    ]);
  });

  it('of the same instant holds as it was committed: by commit number beyond 2^53, then by sequence', async () => {
    const named = (name: string, commitNumber: string, sequenceNumber: number) =>
      cometd(
        'Account',
        { recordIds: [account7], commitNumber, sequenceNumber, transactionKey: commitNumber },
        { Name: name },
      );
    const [older, newer] = [named('zz', '1824471093355712640', 1), named('aa', '1824471093355712641', 1)];
    for (const body of [`[${older},${newer}]`, `[${newer},${older}]`]) {
      expect((await afterIngesting([body])).account(7)?.profile.name?.value).toBe('aa');
    }
    const later = named('a later step', '1824471093355712641', 2);
    expect((await afterIngesting([later, older, newer])).account(7)?.profile.name?.value).toBe('a later step');
  });

  it('says nothing new when it comes again', async () => {
    const body = cometd(
      'Case',
      { changeType: 'CREATE', recordIds: [idOf('500', 1)] },
      {
        AccountId: account7,
        Status: 'New',
        Priority: 'High',
        CreatedDate: '2026-02-03T09:15:27.000Z',
        IsClosed: false,
      },
    );
    const once = await afterIngesting([body]);
    expect((await afterIngesting([body, `[${body}]`, body])).types).toEqual(once.types);
    const opened = once.supportCase(1);
    expect(opened && [caseStatusOf(opened), opened.account?.value]).toEqual(['open', once.accountId(7)]);
  });

  it('clears what was nulled of an opportunity, in either shape and order', async () => {
    const header = { recordIds: [idOf('006', 3)] };
    const made = cometd(
      'Opportunity',
      { ...header, changeType: 'CREATE', commitTimestamp: at('2026-02-01T08:00:00Z') },
      { Name: 'N', Amount: 100, CloseDate: '2026-05-01', Type: 'Renewal' },
    );
    const nulled = {
      ...header,
      changedFields: ['LastModifiedDate'],
      nulledFields: ['Amount', 'CloseDate', 'Type'],
      commitTimestamp: at('2026-02-03T08:00:00Z'),
    };
    const modified = at('2026-02-03T08:00:00Z');
    for (const body of [
      pubsub('Opportunity', nulled, { LastModifiedDate: modified, Amount: null, Name: null }),
      cometd('Opportunity', nulled, { LastModifiedDate: '2026-02-03T08:00:00.000Z', Amount: null }),
    ]) {
      for (const bodies of [
        [made, body],
        [body, made],
      ]) {
        const deal = (await afterIngesting(bodies)).opportunity(3);
        expect(deal && [yearlyValueOf(deal), kindOf(deal), deal.closesOn?.value, deal.name?.value]).toEqual([
          undefined,
          undefined,
          null,
          'N',
        ]);
      }
    }
  });

  it('unties a deleted record from its account, until it is restored', async () => {
    const opportunity = { recordIds: [idOf('006', 3)] };
    const made = cometd(
      'Opportunity',
      { ...opportunity, changeType: 'CREATE', commitTimestamp: 1_770_000_000_000 },
      { AccountId: account7, Name: 'N' },
    );
    const deleted = cometd(
      'Opportunity',
      { ...opportunity, changeType: 'DELETE', commitTimestamp: 1_770_000_100_000 },
      {},
    );
    const restored = cometd(
      'Opportunity',
      { ...opportunity, changeType: 'UNDELETE', commitTimestamp: 1_770_000_200_000 },
      { AccountId: account7, Name: 'N' },
    );
    expect((await afterIngesting([deleted, made])).opportunity(3)?.account?.value).toBeNull();
    const back = await afterIngesting([restored, deleted, made]);
    expect(back.opportunity(3)?.account?.value).toBe(back.accountId(7));
  });

  it('hides a deleted account, until it is restored', async () => {
    const account = (changeType: string, commitTimestamp: number, fields: object) =>
      cometd('Account', { recordIds: [account7], changeType, commitTimestamp }, fields);
    const made = account('CREATE', 1_770_000_000_000, { Name: 'N' });
    const deleted = account('DELETE', 1_770_000_100_000, {});
    const restored = account('UNDELETE', 1_770_000_200_000, { Name: 'N' });
    const isGone = async (...bodies: ReadonlyArray<string>) => {
      const state = (await afterIngesting(bodies)).account(7);
      return state !== undefined && removedAtOf(state) !== undefined;
    };
    expect([await isGone(deleted, made), await isGone(made, deleted)]).toEqual([true, true]);
    expect([await isGone(restored, deleted, made), await isGone(deleted, made, restored)]).toEqual([false, false]);
  });

  it('that lost its fields is counted, and that something was deleted is still said', async () => {
    const { receipts, opportunity, types } = await afterIngesting([
      cometd('Account', { changeType: 'GAP_UPDATE', recordIds: [account7] }, {}),
      cometd('Account', { changeType: 'GAP_OVERFLOW', recordIds: ['000000000000000AAA'] }, {}),
      cometd('Account', { recordIds: ['001*'], changedFields: ['Name'] }, { Name: 'x' }),
      cometd('Opportunity', { changeType: 'GAP_DELETE', recordIds: [idOf('006', 3)] }, {}),
      pubsub('Account', { recordIds: [account7], changedFields: ['0x0400000'] }, { Name: 'x' }),
    ]);
    expect(types).toEqual(['OpportunityLinked']);
    expect(opportunity(3)?.account?.value).toBeNull();
    expect(await receipts.notUnderstood()).toEqual({
      'salesforce/demo gap Account GAP_OVERFLOW': 1,
      'salesforce/demo gap Account GAP_UPDATE': 1,
      'salesforce/demo gap Account UPDATE': 1,
      'salesforce/demo gap Account with undecoded fields': 1,
    });
  });

  it('of unknown objects, fields and values is kept and counted, and what is known of it is taken', async () => {
    const { receipts, account } = await afterIngesting([
      cometd('Invoice__c', { recordIds: [idOf('a01', 1)] }, { Total__c: 1 }),
      cometd(
        'Account',
        { recordIds: [account7] },
        { Name: 'Ahorn', Colour__c: 'red', Type: 'Press', constructor: 'x' },
      ),
    ]);
    expect(account(7)?.profile.name?.value).toBe('Ahorn');
    expect(await receipts.notUnderstood()).toEqual({
      'salesforce/demo field Account.Colour__c': 1,
      'salesforce/demo field Account.constructor': 1,
      'salesforce/demo object Invoice__c': 1,
      'salesforce/demo stage of Account Press': 1,
    });
  });

  it('that is poison goes to the quarantine with its place and bytes, and the rest is taken', async () => {
    const good = cometd('Account', { recordIds: [account7] }, { Name: 'Ahorn', AnnualRevenue: 'a lot' });
    const { receipts, account } = await afterIngesting([
      `[${good}, 17, {"payload": {"ChangeEventHeader": {"entityName": "Account"}}}, ${cometd('Account', { commitNumber: '1.5' }, {}).replace('"1.5"', '1.5')}]`,
    ]);
    expect(account(7)?.profile.name?.value).toBe('Ahorn');
    const quarantine = await receipts.quarantine(10);
    expect(quarantine.map(({ place }) => place).toSorted()).toEqual([
      '/0/AnnualRevenue',
      '/1',
      '/2/ChangeEventHeader/recordIds',
      '/3/ChangeEventHeader/recordIds',
    ]);
    expect(quarantine.find(({ place }) => place === '/0/AnnualRevenue')?.bytes.toString()).toContain(
      '1824471093355712641',
    );
  });
});
