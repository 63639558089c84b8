import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import type { AccountState } from '../../../domain/account/state.js';
import type { OpportunityState } from '../../../domain/opportunity/state.js';
import { currencyOf, kindOf, statusOf, yearlyValueOf } from '../../../domain/opportunity/state.js';
import { hasLeft, type StakeholderState } from '../../../domain/stakeholder/state.js';
import { delivered, hubspot, ingestionUnderTest } from '../ingesting.js';

const T = Date.parse('2026-03-01T09:00:00Z');
let eventId = 0;
const element = (subscriptionType: string, more: object) => ({
  eventId: ++eventId,
  subscriptionId: 4411,
  portalId: 62_007,
  appId: 1_160_452,
  occurredAt: T,
  attemptNumber: 0,
  changeSource: 'CRM_UI',
  subscriptionType,
  ...more,
});
const property = (object: string, objectId: number, propertyName: string, propertyValue: unknown, more: object = {}) =>
  element(`${object}.propertyChange`, { objectId, propertyName, propertyValue, ...more });

const account = (id: string | number) =>
  `account-${accountIdOf({ source: 'hubspot', connection: 'demo', id: `${id}` })}`;

const afterIngesting = async (...bodies: ReadonlyArray<unknown>) => {
  const ingestion = await ingestionUnderTest();
  await ingestion.ingest(...bodies.map((body) => delivered(hubspot, body)));
  const states = await ingestion.states();
  return {
    ...ingestion,
    accountState: (id: string | number) => states[account(id)] as AccountState | undefined,
    deal: (id: number) => states[`opportunity-hubspot:demo:${id}`] as OpportunityState | undefined,
    contact: (id: number) => states[`stakeholder-hubspot:demo:${id}`] as StakeholderState | undefined,
    types: (await ingestion.events()).map(({ type }) => type),
  };
};

describe('a HubSpot company', () => {
  it('has a profile, a stage and seats, one property at a time', async () => {
    const { accountState, types } = await afterIngesting([
      element('company.creation', { objectId: 7 }),
      property('company', 7, 'name', 'Nordlicht Ltd'),
      property('company', 7, 'numberofemployees', '250'),
      property('company', 7, 'annualrevenue', '5000.00'),
      property('company', 7, 'hubspot_owner_id', ''),
      property('company', 7, 'lifecyclestage', 'salesqualifiedlead'),
      property('company', 7, 'seats', '25.0'),
    ]);
    const profile = accountState(7)?.profile;
    expect(profile?.name?.value).toBe('Nordlicht Ltd');
    expect(profile?.employees?.value).toBe('250');
    expect(profile?.annualRevenue?.value).toBe('5000.00');
    expect(profile?.owner?.value).toBeNull();
    expect(accountState(7)?.stage?.value).toBe('prospect');
    expect(types.filter((type) => type === 'AccountRegistered')).toHaveLength(1);
    expect(types).toContain('SeatsChanged');
  });

  it('is visible from its first property change, before it is said to be created', async () => {
    const change = property('company', 7, 'domain', 'nordlicht.example', { occurredAt: T + 5 });
    const creation = element('company.creation', { objectId: 7 });
    const first = await afterIngesting([change]);
    expect(first.accountState(7)?.refs).not.toEqual({});
    const [one, other] = [await afterIngesting([change], [creation]), await afterIngesting([creation], [change])];
    expect(await one.states()).toEqual(await other.states());
  });

  it('speaks under generic names as under classic ones', async () => {
    const { accountState } = await afterIngesting([
      element('object.creation', { objectId: 7, objectTypeId: '0-2' }),
      element('object.propertyChange', { objectId: 7, objectTypeId: '0-2', propertyName: 'name', propertyValue: 'N' }),
    ]);
    expect(accountState(7)?.profile.name?.value).toBe('N');
  });

  it('is merged into the primary one, and both into a new record that takes their place', async () => {
    const merge = (more: object) => element('company.merge', { primaryObjectId: 1, mergedObjectIds: [2, 3], ...more });
    const kept = await afterIngesting([merge({ objectId: 1, newObjectId: 1 })]);
    expect(kept.accountState(2)?.mergedInto?.value).toBe(account(1).slice('account-'.length));
    expect(kept.accountState(3)?.mergedInto?.value).toBe(account(1).slice('account-'.length));
    expect(kept.accountState(1)?.mergedInto).toBeUndefined();
    const renewed = await afterIngesting([merge({ objectId: 9, newObjectId: 9 })]);
    for (const id of [1, 2, 3]) {
      expect(renewed.accountState(id)?.mergedInto?.value).toBe(account(9).slice('account-'.length));
    }
  });
});

describe('a HubSpot deal', () => {
  it('is opened, described, tied to its company from either side, and won', async () => {
    const association = { fromObjectId: 55, toObjectId: 7, associationRemoved: false, isPrimaryAssociation: true };
    const { deal, types } = await afterIngesting([
      property('deal', 55, 'dealname', 'Renewal 2026'),
      property('deal', 55, 'closedate', '1774915200000'),
      property('deal', 55, 'dealstage', 'closedwon', { occurredAt: T + 9 }),
      element('deal.creation', { objectId: 55 }),
      element('deal.associationChange', { ...association, associationType: 'DEAL_TO_COMPANY' }),
      {
        eventId: 99,
        portalId: 62_007,
        occurredAt: T,
        ...association,
        fromObjectId: 7,
        toObjectId: 55,
        associationType: 'COMPANY_TO_DEAL',
      },
    ]);
    const state = deal(55);
    expect(state && statusOf(state)).toBe('won');
    expect(state?.closesOn?.value).toBe('2026-03-31');
    expect(state?.account?.value).toBe(account(7).slice('account-'.length));
    expect(types.filter((type) => type === 'OpportunityLinked')).toHaveLength(1);
  });

  it('goes by the yearly value and the stated kind, whichever came last, in the currency of the connection', async () => {
    const said = [
      property('deal', 55, 'hs_arr', '9000'),
      property('deal', 55, 'amount', '12000.50', { occurredAt: T + 1 }),
      property('deal', 55, 'deal_kind', 'renewal'),
      property('deal', 55, 'dealtype', 'existingbusiness', { occurredAt: T + 1 }),
    ];
    for (const order of [said, said.toReversed()]) {
      const state = (await afterIngesting(...order.map((one) => [one]))).deal(55);
      expect(state && [yearlyValueOf(state), kindOf(state), currencyOf(state)]).toEqual(['9000', 'renewal', 'EUR']);
    }
  });

  it('has no value, day or kind where these were emptied, in either order', async () => {
    const said = [
      ['amount', '3000'],
      ['hs_arr', '900'],
      ['closedate', '1774915200000'],
      ['dealtype', 'existingbusiness'],
      ['deal_currency_code', 'USD'],
      ['dealname', 'Renewal'],
    ] as const;
    const set = said.map(([name, value]) => property('deal', 55, name, value));
    const emptied = said.map(([name]) =>
      property('deal', 55, name, name === 'amount' ? null : '', { occurredAt: T + 5 }),
    );
    for (const order of [
      [set, emptied],
      [emptied, set],
    ]) {
      const state = (await afterIngesting(...order)).deal(55);
      expect(state && [yearlyValueOf(state), kindOf(state), state.closesOn?.value, state.name?.value]).toEqual([
        undefined,
        undefined,
        null,
        null,
      ]);
      expect(state && currencyOf(state)).toBe('EUR');
    }
  });

  it('is lost for the reason that was said with it, and open again in an open stage', async () => {
    const lost = [property('deal', 55, 'dealstage', 'closedlost'), property('deal', 55, 'closed_lost_reason', 'price')];
    const state = (await afterIngesting(lost)).deal(55);
    expect(state && [statusOf(state), state.lostReason?.value]).toEqual(['lost', 'price']);
    const reopened = (
      await afterIngesting(lost, [property('deal', 55, 'dealstage', 'contractsent', { occurredAt: T + 9 })])
    ).deal(55);
    expect(reopened && statusOf(reopened)).toBe('open');
  });

  it('in a stage known by number only has that stage', async () => {
    const state = (await afterIngesting([property('deal', 55, 'dealstage', '248711')])).deal(55);
    expect(state?.stage?.value).toBe('248711');
    expect(state?.status).toBeUndefined();
  });
});

describe('a HubSpot contact', () => {
  it('is a person with names apart, a role, and a company', async () => {
    const { contact, accountState } = await afterIngesting([
      property('contact', 31, 'firstname', 'Ada'),
      property('contact', 31, 'lastname', 'Lovelace'),
      property('contact', 31, 'hs_buying_role', 'INFLUENCER;CHAMPION'),
      property('contact', 31, 'associatedcompanyid', '7'),
      property('contact', 31, 'hs_email_last_reply_date', '1772400000000'),
    ]);
    const state = contact(31);
    expect(state?.firstName?.value).toMatchObject({ _tag: 'Present', value: 'Ada' });
    expect(state?.lastName?.value.subject).toBe(state?.firstName?.value.subject);
    expect(state?.role?.value).toBe('champion');
    expect(state?.account?.value).toBe(account(7).slice('account-'.length));
    expect(state?.lastEngagedAt).toBe('2026-03-01T21:20:00.000Z');
    expect(accountState(7)).toBeDefined();
  });

  it('moves to another company when the old tie is reported removed at the same instant', async () => {
    const tie = (toObjectId: number, associationRemoved: boolean) =>
      element('contact.associationChange', {
        fromObjectId: 31,
        toObjectId,
        associationType: 'CONTACT_TO_COMPANY',
        associationRemoved,
        isPrimaryAssociation: true,
      });
    for (const order of [
      [tie(8, false), tie(7, true)],
      [tie(7, true), tie(8, false)],
    ]) {
      expect((await afterIngesting(order)).contact(31)?.account?.value).toBe(account(8).slice('account-'.length));
    }
  });

  it('has left when deleted or marked so', async () => {
    for (const said of [
      element('contact.deletion', { objectId: 31 }),
      property('contact', 31, 'left_company', 'true'),
      element('contact.privacyDeletion', { objectId: 31 }),
    ]) {
      const state = (await afterIngesting([said])).contact(31);
      expect(state && hasLeft(state)).toBe(true);
    }
    expect((await afterIngesting([property('contact', 31, 'left_company', 'false')])).contact(31)).toBeUndefined();
  });
});

describe('a HubSpot delivery', () => {
  it('says nothing new when it is tried again', async () => {
    const batch = [
      element('company.creation', { objectId: 7 }),
      property('company', 7, 'name', 'Nordlicht'),
      property('contact', 31, 'notes_last_contacted', '1772400000000'),
    ];
    const again = batch.map((one) => ({ ...one, attemptNumber: 1 }));
    expect((await afterIngesting(batch, again)).types).toEqual((await afterIngesting(batch)).types);
  });

  it('tells two objects apart that share an event id', async () => {
    const { types } = await afterIngesting([
      { ...element('contact.deletion', { objectId: 31 }), eventId: 5 },
      { ...element('contact.deletion', { objectId: 32 }), eventId: 5 },
    ]);
    expect(types).toEqual(['StakeholderLeft', 'StakeholderLeft']);
  });

  it('keeps and counts what it does not understand, and takes the rest', async () => {
    const { receipts, accountState } = await afterIngesting([
      element('company.creation', { objectId: 7, somethingNew: { nested: true } }),
      element('line_item.creation', { objectId: 1 }),
      property('company', 7, 'constructor', 'x'),
      property('company', 7, '__proto__', 'x'),
      element('company.audited', { objectId: 7 }),
    ]);
    expect(accountState(7)).toBeDefined();
    expect(await receipts.notUnderstood()).toEqual({
      'hubspot/demo property company.__proto__': 1,
      'hubspot/demo property company.constructor': 1,
      'hubspot/demo topic company.audited': 1,
      'hubspot/demo topic line_item.creation': 1,
    });
  });

  it('has its poison quarantined where it stands, and takes the rest', async () => {
    const { receipts, accountState } = await afterIngesting([
      property('company', 7, 'seats', 'many'),
      property('company', 7, 'name', 'Nordlicht'),
      { ...element('company.creation', { objectId: 7 }), occurredAt: 'yesterday' },
      'not an element',
      element('company.creation', {}),
      element('company.creation', { objectId: 2 ** 53 }),
    ]);
    expect(accountState(7)?.profile.name?.value).toBe('Nordlicht');
    const quarantine = await receipts.quarantine(10);
    expect(quarantine.map(({ place, reason }) => [place, reason]).toSorted()).toEqual([
      ['/0/propertyValue', 'seats must be a whole number of at least 0'],
      ['/2/occurredAt', 'must be milliseconds since 1970'],
      ['/3', expect.any(String)],
      ['/4/objectId', 'is required'],
      ['/5/objectId', 'must be an id: text, or a whole number below 2^53'],
    ]);
  });
});
