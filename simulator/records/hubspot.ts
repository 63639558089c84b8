import type { Company } from '../company.js';
import type { TicketStep } from '../support.js';
import { type CrmRecord, crmVersionsOf } from './crm.js';
import { type TicketRecord, ticketVersionsOf } from './tickets.js';
import { inOrder, type Version } from './version.js';

/** As HubSpot holds an object. */
export type HubspotRecord = {
  readonly object: 'company' | 'contact' | 'deal' | 'ticket';
  readonly id: number;
  readonly createdAt: number;
  /** The versions of each property, oldest first. */
  readonly history: Readonly<Record<string, ReadonlyArray<{ readonly value: string; readonly at: number }>>>;
  /** The primary one first. */
  readonly companies?: ReadonlyArray<number>;
  readonly archivedAt?: number;
};

/** `undefined` of a company that was merged into another: there is nothing under its id any more. */
const ofCrm = ({ companyId, deletedAt, mergedInto, ...record }: CrmRecord): HubspotRecord | undefined =>
  mergedInto !== undefined
    ? undefined
    : {
        ...record,
        ...(deletedAt === undefined ? {} : { archivedAt: deletedAt }),
        ...(companyId === undefined ? {} : { companies: [companyId] }),
      };

const PRIORITIES = { low: 'LOW', normal: 'MEDIUM', high: 'HIGH', urgent: 'URGENT' } as const;

const ofTicket = ({ opened, ticket, steps }: TicketRecord): HubspotRecord => {
  const { id, createdAt, account } = ticket;
  const companyId = account.companyId;
  const said = <A>(of: (step: TicketStep) => A | undefined, value: (a: A) => string) =>
    steps.flatMap((step) => {
      const a = of(step);
      return a === undefined ? [] : [{ value: value(a), at: step.at }];
    });
  const closed = ({ at, change: { kind } }: TicketStep) =>
    kind === 'solved' ? String(at) : kind === 'reopened' ? '' : undefined;
  return {
    object: 'ticket',
    id,
    createdAt,
    history: {
      createdate: [{ value: String(createdAt), at: createdAt }],
      hs_ticket_priority: [
        { value: PRIORITIES[opened.priority], at: createdAt },
        ...said(
          ({ change }) => (change.kind === 'prioritised' ? change.priority : undefined),
          (priority) => PRIORITIES[priority],
        ),
      ],
      closed_date: said(closed, String),
      hs_primary_associated_company: [{ value: String(companyId), at: createdAt }],
    },
    companies: [companyId],
  };
};

/** What a HubSpot portal holds, and since when. Its tickets are those of the support desk. */
export const hubspotVersions = (company: Company): ReadonlyArray<Version<HubspotRecord | undefined>> =>
  inOrder([
    ...company.customers.flatMap((customer) =>
      crmVersionsOf(company, customer).map((version) => ({ ...version, record: ofCrm(version.record) })),
    ),
    ...ticketVersionsOf(company).map((version) => ({ ...version, record: ofTicket(version.record) })),
  ]);
