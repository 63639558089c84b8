import * as E from 'fp-ts/lib/Either.js';
import { saveMapping } from '../../../application/mapping/save-mapping.js';
import type { Connection } from '../../../application/ports/connections.js';
import { Timestamp } from '../../../domain/primitives.js';
import { valid } from '../../support/valid.js';
import { type IngestionUnderTest, ingestionUnderTest } from '../ingesting.js';

export const crm: Connection = {
  source: 'custom-crm',
  name: 'own',
  secrets: ['whsec_Y3VzdG9tLWNybS1zcGVjLXNlY3JldA=='],
  settings: { timeZone: 'Europe/Berlin', currency: 'EUR' },
};

/** A CRM in whose bodies an envelope says which object changed, times of objects carry no zone, and money is in cents. */
export const lead = (id: string, at: string, data: object = {}) => ({
  event: {
    object_type: 'lead',
    action: 'updated',
    date_updated: at,
    data: { id, display_name: `Lead ${id}`, ...data },
  },
});
export const deal = (id: string, at: string, data: object = {}) => ({
  event: { object_type: 'opportunity', action: 'updated', date_updated: at, data: { id, lead_id: 'L1', ...data } },
});
export const person = (id: string, at: string, data: object = {}) => ({
  event: { object_type: 'contact', action: 'updated', date_updated: at, data: { id, lead_id: 'L1', ...data } },
});

const envelope = (objectType: string) => ({
  records: '/event',
  only: { from: '/object_type', in: [objectType] },
  id: '/data/id',
  changedAt: { from: '/date_updated' },
  deleted: { from: '/action', in: ['deleted'] },
});

export const leadName = { to: 'name', from: '/data/display_name', type: 'text' };
const leadStage = {
  to: 'stage',
  from: '/data/status',
  type: 'enum',
  table: { Customer: 'customer', 'Trial running': 'onboarding', Cancelled: 'churned' },
};
export const dealValue = { to: 'arr', from: '/data/value', type: 'decimal', multiply: '0.01' };
const dealStatus = {
  to: 'status',
  from: '/data/status_type',
  type: 'enum',
  table: { active: 'open', won: 'won', lost: 'lost' },
};

export const definition = (over: { leads?: ReadonlyArray<object>; deals?: ReadonlyArray<object> } = {}) => ({
  records: [
    { kind: 'account', ...envelope('lead'), fields: over.leads ?? [leadName, leadStage] },
    {
      kind: 'opportunity',
      ...envelope('opportunity'),
      account: { from: '/data/lead_id' },
      fields: over.deals ?? [
        dealValue,
        dealStatus,
        { to: 'closesOn', from: '/data/date_won', type: 'date' },
        { to: 'openedAt', from: '/data/date_created', type: 'time' },
      ],
    },
    {
      kind: 'contact',
      ...envelope('contact'),
      account: { from: '/data/lead_id' },
      fields: [
        { to: 'firstName', from: '/data/name', type: 'text' },
        { to: 'email', from: '/data/emails/0/email', type: 'text' },
      ],
    },
  ],
});

const sample = lead('L0', '2026-01-01T00:00:00', { status: 'Customer' });

export type CustomCrm = IngestionUnderTest & {
  readonly map: (mapping?: unknown, by?: unknown) => Promise<E.Either<unknown, { readonly version: number }>>;
};

/** Ingestion with a connection to the CRM, mapped unless said otherwise. */
export const customCrmUnderTest = async (mapped = true): Promise<CustomCrm> => {
  const ingestion = await ingestionUnderTest();
  await ingestion.save(crm);
  const { connections, log } = ingestion.deps;
  const clock = () => valid(Timestamp)('2026-03-01T12:00:00Z');
  const map = (mapping: unknown = definition(), by: unknown = sample) =>
    saveMapping({ connections: { find: connections.find }, log, clock })({
      source: crm.source,
      name: crm.name,
      definition: mapping,
      sample: by,
      dryRun: false,
      actor: 'user:spec',
    })();
  if (mapped && E.isLeft(await map())) throw new TypeError('the mapping of the spec is refused');
  return { ...ingestion, map };
};
