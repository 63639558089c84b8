import type { Connection } from '../../../application/ports/connections.js';
import type { AskVendor, Page } from '../../../ingestion-adapters/feed.js';
import { processAll } from '../../../ingestion-adapters/ingestion.js';
import { makeProcessReceipts } from '../../../ingestion-adapters/process-receipts.js';
import { receiptOf } from '../../../ingestion-adapters/receipt-of.js';
import { objectFeed } from '../../../ingestion-adapters/salesforce/feed.js';
import type { SalesforceObject } from '../../../ingestion-adapters/salesforce/field-map.js';
import { makeSalesforceOrg, type OrgOptions } from '../../support/vendors/salesforce.js';
import { type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';
import { salesforce } from './shapes.js';

export const pulled: Connection = {
  ...salesforce,
  credentials: { clientId: 'app', clientSecret: 'shh' },
  settings: { ...salesforce.settings, baseUrl: 'https://treering.my.example' },
};

const objects: OrgOptions['objects'] = {
  Account: {
    Name: 'string',
    Website: 'string',
    Industry: 'picklist',
    Type: 'picklist',
    NumberOfEmployees: 'int',
    AnnualRevenue: 'currency',
    OwnerId: 'id',
    MasterRecordId: 'id',
    Segment__c: 'picklist',
    ARR__c: 'currency',
    Renewal_Date__c: 'date',
  },
  Opportunity: {
    AccountId: 'id',
    Name: 'string',
    StageName: 'picklist',
    Amount: 'currency',
    CloseDate: 'date',
    Type: 'picklist',
    IsClosed: 'boolean',
    IsWon: 'boolean',
    ARR__c: 'currency',
  },
  Contract: {
    AccountId: 'id',
    StartDate: 'date',
    EndDate: 'date',
    ContractTerm: 'int',
    StatusCode: 'picklist',
    Yearly_Value__c: 'currency',
  },
  Contact: { AccountId: 'id', FirstName: 'string', LastName: 'string', Email: 'string', Title: 'string' },
  Case: { AccountId: 'id', Status: 'picklist', Priority: 'picklist', IsClosed: 'boolean', ClosedDate: 'datetime' },
  Task: { WhoId: 'id', TaskSubtype: 'picklist', IsClosed: 'boolean', Status: 'picklist', ActivityDate: 'date' },
  Event: { WhoId: 'id', StartDateTime: 'datetime', EndDateTime: 'datetime' },
};

/** A clock that only tests move. */
export const clockAt = (iso: string) => {
  let time = Date.parse(iso);
  return {
    now: () => new Date(time),
    forward: (seconds: number) => {
      time += seconds * 1000;
    },
  };
};

export const orgWith = (clock: { readonly now: () => Date }, more: Partial<OrgOptions> = {}) =>
  makeSalesforceOrg({ now: clock.now, objects, ...more });

type Org = ReturnType<typeof orgWith>;

/** As the caller of feeds does: what passes by itself is asked again, and a feed sees final answers. */
export const askOf =
  ({ handle }: Org): AskVendor =>
  async (request) => {
    for (;;) {
      const response = handle(request);
      if (response.status !== 429 && response.status < 500) return response;
    }
  };

/** One run, or as much of it as happens before it is cut short; returns where it stands. */
export const pullOnce = async (
  org: Org,
  clock: { readonly now: () => Date },
  object: SalesforceObject,
  from: string | undefined,
  {
    keep,
    mostPages = Number.POSITIVE_INFINITY,
    connection = pulled,
  }: {
    readonly keep: (page: Page) => Promise<void>;
    readonly mostPages?: number;
    readonly connection?: Connection;
  },
): Promise<string | undefined> => {
  let cursor = from;
  let pages = 0;
  const deps = { ask: askOf(org), connection, cursor, now: clock.now };
  for await (const page of objectFeed(object).pull(deps)) {
    if (pages++ >= mostPages) break;
    await keep(page);
    cursor = page.cursor;
  }
  return cursor;
};

/** Keeps pages as the puller does, beside an ingestion that takes deliveries. */
export const pullingInto = async (connection: Connection = pulled) => {
  const ingestion: IngestionUnderTest = await ingestionUnderTest();
  await ingestion.save(connection);
  const process = makeProcessReceipts(ingestion.deps);
  const kinds: Array<string> = [];
  const keep = async ({ kind, body }: Page): Promise<void> => {
    if (body === undefined) return;
    kinds.push(kind);
    await ingestion.receipts.keep(receiptOf(connection, kind, body, new Date('2026-03-01T12:00:00Z')));
    await processAll(ingestion.receipts, process);
  };
  return { ingestion, keep, kinds };
};
