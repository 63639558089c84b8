import { describe, expect, it } from 'vitest';
import { accountIdOf } from '../../../application/identity.js';
import { removedAtOf } from '../../../domain/account/presence.js';
import { type AccountState, initialAccount } from '../../../domain/account/state.js';
import { type OpportunityState, statusOf } from '../../../domain/opportunity/state.js';
import { hasLeft, type StakeholderState } from '../../../domain/stakeholder/state.js';
import { statusOf as caseStatusOf, type SupportCaseState } from '../../../domain/support-case/state.js';
import { delivered, hubspot, ingestionUnderTest } from '../ingesting.js';

const T = Date.parse('2026-03-02T10:00:00Z');
const accountOf = (id: number) => accountIdOf({ source: 'hubspot', connection: 'demo', id: `${id}` });

let eventId = 500;
const said = (subscriptionType: string, more: object = {}) => ({
  eventId: ++eventId,
  subscriptionId: 9_201,
  portalId: 62_007,
  appId: 1_160_452,
  occurredAt: T,
  subscriptionType,
  attemptNumber: 0,
  changeSource: 'CRM_UI',
  ...more,
});
const changed = (object: string, objectId: number, propertyName: string, propertyValue: string, after = 0) =>
  said(`${object}.propertyChange`, { objectId, propertyName, propertyValue, occurredAt: T + after });

const afterIngesting = async (...bodies: ReadonlyArray<unknown>) => {
  const erased: Array<string> = [];
  const ingestion = await ingestionUnderTest({
    destroy: async (subject) => {
      erased.push(subject);
    },
  });
  await ingestion.ingest(...bodies.map((body) => delivered(hubspot, body)));
  const states = await ingestion.states();
  return {
    ...ingestion,
    all: states,
    erased,
    company: (id: number) => states[`account-${accountOf(id)}`] as AccountState | undefined,
    contact: (id: number) => states[`stakeholder-hubspot:demo:${id}`] as StakeholderState | undefined,
    deal: (id: number) => states[`opportunity-hubspot:demo:${id}`] as OpportunityState | undefined,
    ticket: (id: number) => states[`supportcase-hubspot:demo:${id}`] as SupportCaseState | undefined,
    types: (await ingestion.events()).map(({ type }) => type),
  };
};

const inBothOrders = async (...elements: ReadonlyArray<unknown>) => {
  const [one, other] = [
    await afterIngesting(...elements.map((element) => [element])),
    await afterIngesting(...elements.toReversed().map((element) => [element])),
  ];
  expect(other.all).toEqual(one.all);
  return one;
};

describe('a HubSpot batch', () => {
  const batch = [
    changed('deal', 61, 'dealname', 'Renewal'),
    changed('deal', 61, 'amount', '3000'),
    changed('deal', 61, 'dealstage', 'closedwon'),
    said('deal.creation', { objectId: 61, changeFlag: 'CREATED' }),
  ];

  it('of so many elements is so many facts, and none when it is tried again', async () => {
    const once = await afterIngesting(batch);
    expect(once.types.toSorted()).toEqual(
      [
        'OpportunityDescribed',
        'OpportunityDescribed',
        'OpportunityStageChanged',
        'OpportunityWon',
        'OpportunityOpened',
      ].toSorted(),
    );
    const again = await afterIngesting(
      batch,
      batch.map((element) => ({ ...element, attemptNumber: 1 })),
    );
    expect(again.types).toEqual(once.types);
  });

  it('says the same sorted as with its property changes before the creation', async () => {
    expect((await afterIngesting(batch.toReversed())).all).toEqual((await afterIngesting(batch)).all);
  });

  it('may name two objects under one event id', async () => {
    const two = [61, 62].map((objectId) => ({ ...said('ticket.deletion', { objectId }), eventId: 1 }));
    expect((await afterIngesting(two)).types).toEqual(['CaseSolved', 'CaseSolved']);
  });
});

describe('a HubSpot association', () => {
  const tie = (type: string, fromObjectId: number, toObjectId: number, more: object = {}) => ({
    eventId: 3,
    portalId: 62_007,
    appId: 1_160_452,
    occurredAt: T,
    attemptNumber: 0,
    subscriptionType: `${type.split('_')[0]?.toLowerCase()}.associationChange`,
    associationType: type,
    fromObjectId,
    toObjectId,
    associationRemoved: false,
    isPrimaryAssociation: true,
    ...more,
  });

  it('is one fact from either side, without an object or a subscription', async () => {
    for (const [type, id] of [
      ['DEAL', 61],
      ['CONTACT', 31],
      ['TICKET', 41],
    ] as const) {
      const { types, deal, contact, ticket } = await afterIngesting(
        [tie(`${type}_TO_COMPANY`, id, 7)],
        [tie(`COMPANY_TO_${type}`, 7, id)],
      );
      expect(types.filter((one) => one.endsWith('Linked'))).toHaveLength(1);
      expect((deal(id) ?? contact(id) ?? ticket(id))?.account?.value).toBe(accountOf(7));
    }
  });

  it('is known by the numbers of its type or of its objects', async () => {
    const bare = { associationType: undefined, subscriptionType: 'object.associationChange' };
    for (const more of [{ associationTypeId: 26 }, { fromObjectTypeId: '0-5', toObjectTypeId: '0-2' }]) {
      const { ticket } = await afterIngesting([tie('TICKET_TO_COMPANY', 41, 7, { ...bare, ...more })]);
      expect(ticket(41)?.account?.value).toBe(accountOf(7));
    }
  });

  it('is a property of what it is of as well', async () => {
    const { deal, ticket } = await inBothOrders(
      changed('deal', 61, 'hs_primary_associated_company', '7'),
      changed('ticket', 41, 'hs_primary_company_id', '7'),
      changed('ticket', 41, 'hs_primary_company_id', '', 5),
    );
    expect([deal(61)?.account?.value, ticket(41)?.account?.value]).toEqual([accountOf(7), null]);
  });

  it('is counted where it ties nothing to a company', async () => {
    const { receipts, types } = await afterIngesting([tie('DEAL_TO_CONTACT', 61, 31), tie('NOTE_TO_COMPANY', 5, 7)]);
    expect(types).toEqual([]);
    expect(await receipts.notUnderstood()).toEqual({
      'hubspot/demo association DEAL_TO_CONTACT': 1,
      'hubspot/demo association NOTE_TO_COMPANY': 1,
    });
  });
});

describe('a HubSpot merge', () => {
  const merge = (object: string, more: object) =>
    said(`${object}.merge`, { primaryObjectId: 1, mergedObjectIds: [2], numberOfPropertiesMoved: 4, ...more });

  it('joins companies, into a new record where one takes their place, as the record says itself', async () => {
    const pushed = await afterIngesting([merge('company', { objectId: 9, newObjectId: 9 })]);
    const read = await afterIngesting([changed('company', 9, 'hs_merged_object_ids', '1;2')]);
    for (const { company } of [pushed, read]) {
      expect([1, 2].map((id) => company(id)?.mergedInto?.value)).toEqual([accountOf(9), accountOf(9)]);
      expect(company(9)?.mergedInto).toBeUndefined();
      const isGone = [1, 2, 9].map((id) => removedAtOf(company(id) ?? initialAccount) !== undefined);
      expect(isGone).toEqual([true, true, false]);
    }
  });

  it('takes what is gone out of the count of its account', async () => {
    for (const object of ['contact', 'deal', 'ticket']) {
      const { contact, deal, ticket } = await afterIngesting([merge(object, {})]);
      expect((contact(2) ?? deal(2) ?? ticket(2))?.account?.value).toBeNull();
      expect(contact(1) ?? deal(1) ?? ticket(1)).toBeUndefined();
    }
  });
});

describe('a HubSpot object that was deleted', () => {
  it('is there again once it is restored, whichever is heard first', async () => {
    const later = { occurredAt: T + 1000 };
    const { contact, ticket } = await inBothOrders(
      said('contact.deletion', { objectId: 31 }),
      said('contact.restore', { objectId: 31, ...later }),
      said('ticket.deletion', { objectId: 41 }),
      said('object.restore', { objectId: 41, objectTypeId: '0-5', ...later }),
    );
    const back = contact(31);
    const open = ticket(41);
    expect([back && hasLeft(back), open && caseStatusOf(open)]).toEqual([false, 'open']);
    const gone = (
      await inBothOrders(
        said('contact.restore', { objectId: 31 }),
        said('contact.deletion', { objectId: 31, ...later }),
      )
    ).contact(31);
    expect(gone && hasLeft(gone)).toBe(true);
  });

  it('hides a company with it, and shows it again', async () => {
    const gone = said('company.deletion', { objectId: 7, occurredAt: T + 10 });
    const back = said('company.restore', { objectId: 7, occurredAt: T + 20 });
    const named = changed('company', 7, 'name', 'Nordlicht');
    const removedAt = async (...elements: ReadonlyArray<unknown>) => {
      const { company } = await inBothOrders(...elements);
      const state = company(7);
      return state && removedAtOf(state);
    };
    expect(await removedAt(named, gone)).toBe(new Date(T + 10).toISOString());
    expect(await removedAt(named, gone, back)).toBeUndefined();
    expect(await removedAt(gone, changed('company', 7, 'name', 'Nordlicht', 30))).toBeUndefined();
  });

  it('for privacy leaves nothing to read of the person', async () => {
    const { contact, erased } = await afterIngesting([
      changed('contact', 31, 'email', 'ada@lovelace.example'),
      changed('contact', 32, 'email', 'grace@hopper.example'),
      said('contact.privacyDeletion', { objectId: 31, occurredAt: T + 5 }),
    ]);
    expect(erased).toEqual([contact(31)?.email?.value.subject]);
    const left = contact(31);
    expect(left && hasLeft(left)).toBe(true);
  });
});

describe('a HubSpot ticket', () => {
  it('is a case of its company that is opened, rated urgent, solved and opened again', async () => {
    const solved = [
      said('ticket.creation', { objectId: 41 }),
      changed('ticket', 41, 'hs_ticket_priority', 'URGENT'),
      changed('ticket', 41, 'closed_date', `${T + 50}`, 50),
    ];
    const { ticket } = await inBothOrders(...solved);
    const state = ticket(41);
    expect([state && caseStatusOf(state), state?.priority?.value]).toEqual(['solved', 'urgent']);
    const again = (await inBothOrders(...solved, changed('ticket', 41, 'closed_date', '', 90))).ticket(41);
    expect(again && caseStatusOf(again)).toBe('open');
  });
});

describe('a HubSpot deal', () => {
  it('is open again when it is no longer closed, and not lost by a reason alone', async () => {
    const reopened = await inBothOrders(
      changed('deal', 61, 'hs_is_closed_won', 'true'),
      changed('deal', 61, 'hs_is_closed', 'false', 9),
      changed('deal', 61, 'hs_is_closed_won', 'false', 9),
    );
    const state = reopened.deal(61);
    expect(state && statusOf(state)).toBe('open');
    const reasoned = await inBothOrders(
      changed('deal', 61, 'dealstage', 'contractsent'),
      changed('deal', 61, 'closed_lost_reason', 'price'),
    );
    const held = reasoned.deal(61);
    expect([held && statusOf(held), held?.lostReason?.value]).toEqual(['open', 'price']);
  });
});

describe('what HubSpot says that we do not know', () => {
  it('is kept and counted by its topic or property, and the rest is taken', async () => {
    const { receipts, company } = await afterIngesting([
      ...['line_item.creation', 'product.deletion', 'conversation.newMessage', 'object.creation', '', 'company.'].map(
        (topic) => said(topic, { objectId: 1, objectTypeId: '2-404' }),
      ),
      changed('company', 7, 'hs_new_in_2027', 'x'),
      { ...said('company.creation', { objectId: 7 }), isSensitive: false, more: [{ deep: true }] },
    ]);
    expect(company(7)).toBeDefined();
    expect(await receipts.notUnderstood()).toEqual({
      'hubspot/demo property company.hs_new_in_2027': 1,
      'hubspot/demo topic company.': 1,
      'hubspot/demo topic conversation.newMessage': 1,
      'hubspot/demo topic line_item.creation': 1,
      'hubspot/demo topic object.creation': 1,
      'hubspot/demo topic product.deletion': 1,
      'hubspot/demo topic unknown.': 1,
    });
    expect(await receipts.quarantine(5)).toEqual([]);
  });

  it('in a pulled page is put aside by itself, with its bytes and place', async () => {
    const version = (value: unknown, timestamp: unknown = new Date(T).toISOString()) => ({ value, timestamp });
    const page = (results: ReadonlyArray<unknown>, pulled: string, object: string) => ({
      ...{ pulled, object },
      page: { results },
    });
    const good = {
      id: '7',
      propertiesWithHistory: { name: [version('Nordlicht'), version(null, '2026-01-01T00:00:00Z')] },
    };
    const bad = {
      id: '8',
      propertiesWithHistory: { seats: [version('many'), version('5', 'then'), version({ deep: 1 })], name: 'x' },
    };
    const { receipts, company } = await afterIngesting(
      page([good, bad, 'not a row', { id: 2 ** 53 }], 'changed', 'company'),
      page([{ id: '31', archivedAt: 'never' }], 'archived', 'contact'),
      page([{ id: '61' }], 'associated', 'deal'),
    );
    expect(company(7)?.profile.name?.value).toBe('Nordlicht');
    const places = (await receipts.quarantine(20)).map(({ place }) => place);
    expect(places.toSorted()).toEqual([
      '/page/results/0',
      '/page/results/0/archivedAt',
      '/page/results/1/propertiesWithHistory/name',
      '/page/results/1/propertiesWithHistory/seats/0/value',
      '/page/results/1/propertiesWithHistory/seats/1/timestamp',
      '/page/results/1/propertiesWithHistory/seats/2/value',
      '/page/results/2',
      '/page/results/3/id',
    ]);
  });
});
