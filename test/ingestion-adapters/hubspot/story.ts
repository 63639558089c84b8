import fc from 'fast-check';
import type { HubspotRecord } from '../../../simulator/records/hubspot.js';
import { keyOf } from '../../support/vendors/hubspot.js';

export const MINUTE = 60_000;
export const START = Date.parse('2026-02-01T08:00:00Z');

export const stages = [
  { id: '9001', metadata: { isClosed: 'true', probability: '1.0' } },
  { id: '9002', metadata: { isClosed: 'true', probability: '0.0' } },
  { id: '9003', metadata: { isClosed: 'false', probability: '0.4' } },
];

export type Records = Map<string, HubspotRecord>;

export const recordsOf = (...records: ReadonlyArray<HubspotRecord>): Records =>
  new Map(records.map((record) => [keyOf(record), record]));

/** Versions at times that differ, oldest first. */
const versions = (...values: ReadonlyArray<string>) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 4 })
    .chain((minutes) =>
      fc
        .array(fc.constantFrom(...values), { minLength: minutes.length, maxLength: minutes.length })
        .map((said) =>
          minutes.toSorted((a, b) => a - b).map((minute, i) => ({ value: said[i] ?? '', at: START + minute * MINUTE })),
        ),
    );

const history = (properties: Readonly<Record<string, ReadonlyArray<string>>>) =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, values]) => [name, versions(...values)])));

const histories = {
  company: history({
    name: ['Nordlicht', 'Südwind'],
    lifecyclestage: ['lead', 'customer', 'churned'],
    seats: ['10', '25.0'],
    hubspot_owner_id: ['7', ''],
  }),
  contact: history({
    firstname: ['Ada', 'Grace'],
    hs_buying_role: ['CHAMPION', 'END_USER'],
    associatedcompanyid: ['1', '2', ''],
    notes_last_contacted: [`${START + MINUTE}`, `${START + 9 * MINUTE}`],
  }),
  deal: history({
    dealname: ['Renewal', 'Expansion'],
    amount: ['1200.50', '3000'],
    dealstage: ['9001', '9002', '9003', 'contractsent'],
    closed_lost_reason: ['price'],
  }),
  ticket: history({ hs_ticket_priority: ['LOW', 'HIGH'], closed_date: [`${START}`, ''] }),
};

const objectOf = (object: HubspotRecord['object'], id: number): fc.Arbitrary<HubspotRecord> =>
  fc
    .record({
      history: histories[object],
      companies: fc.constantFrom<ReadonlyArray<number>>([], [1], [2, 1], [1, 2]),
      archived: fc.boolean(),
    })
    .map(({ history: said, companies, archived }) => ({
      object,
      id,
      createdAt: START,
      history:
        object === 'deal'
          ? { ...said, dealstage: [{ value: 'contractsent', at: START }, ...(said['dealstage'] ?? [])] }
          : said,
      ...(object === 'deal' || object === 'ticket' ? { companies } : {}),
      ...(archived && object === 'contact' ? { archivedAt: START + 50 * MINUTE } : {}),
    }));

/** A small portal: two companies, and three of everything else. */
export const portal: fc.Arbitrary<ReadonlyArray<HubspotRecord>> = fc.tuple(
  ...[1, 2].map((id) => objectOf('company', id)),
  ...[11, 12, 13].map((id) => objectOf('contact', id)),
  ...[21, 22, 23].map((id) => objectOf('deal', id)),
  ...[31, 32].map((id) => objectOf('ticket', id)),
);

let eventId = 0;
const said = (at: number, subscriptionType: string, more: object) => ({
  eventId: ++eventId,
  portalId: 62_007,
  occurredAt: at,
  subscriptionType,
  attemptNumber: 0,
  ...more,
});

const associationsOf = ({ object, id, createdAt, companies = [] }: HubspotRecord): ReadonlyArray<object> =>
  companies.slice(0, 1).flatMap((company) => {
    const either = { associationRemoved: false, isPrimaryAssociation: true };
    const type = object.toUpperCase();
    return [
      { ...either, fromObjectId: id, toObjectId: company, associationType: `${type}_TO_COMPANY` },
      { ...either, fromObjectId: company, toObjectId: id, associationType: `COMPANY_TO_${type}` },
    ].map((more) => said(createdAt + 1, `${object}.associationChange`, more));
  });

/** What HubSpot pushed of these, each time something happened. */
export const webhooksOf = (records: ReadonlyArray<HubspotRecord>): ReadonlyArray<object> =>
  records.flatMap((record) => {
    const { object, id, createdAt, archivedAt } = record;
    return [
      said(createdAt, `${object}.creation`, { objectId: id }),
      ...Object.entries(record.history).flatMap(([propertyName, all]) =>
        all.map(({ value, at }) =>
          said(at, `${object}.propertyChange`, { objectId: id, propertyName, propertyValue: value }),
        ),
      ),
      ...associationsOf(record),
      ...(archivedAt === undefined ? [] : [said(archivedAt, `${object}.deletion`, { objectId: id })]),
    ];
  });
