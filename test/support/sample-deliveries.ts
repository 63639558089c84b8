import type { Source } from '../../application/ports/connections.js';

const at = 1_772_359_200;
const iso = '2026-03-01T10:00:00Z';
const json = (value: unknown): string => JSON.stringify(value);

const envelope =
  '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">';

/** Bodies in the shapes of each source: what its webhooks send, and what its exports hold. */
export const sampleBodies: Readonly<Record<Source, ReadonlyArray<string>>> = {
  hubspot: [
    json([
      { eventId: 11, portalId: 7, subscriptionType: 'company.creation', objectId: 501, occurredAt: at * 1000 },
      {
        ...{ eventId: 12, portalId: 7, subscriptionType: 'company.propertyChange', objectId: 501 },
        ...{ occurredAt: at * 1000, propertyName: 'name', propertyValue: 'Larch & Sons', attemptNumber: 0 },
      },
      {
        subscriptionType: 'contact.merge',
        primaryObjectId: 1,
        mergedObjectIds: [2],
        newObjectId: 3,
        occurredAt: at * 1000,
      },
      {
        ...{ subscriptionType: 'deal.associationChange', associationType: 'DEAL_TO_COMPANY', occurredAt: at * 1000 },
        ...{ fromObjectId: 9, toObjectId: 501, associationRemoved: false, isPrimaryAssociation: true },
      },
    ]),
  ],
  salesforce: [
    json({
      channel: '/data/AccountChangeEvent',
      data: {
        event: { replayId: 91 },
        payload: {
          ChangeEventHeader: {
            ...{ entityName: 'Account', recordIds: ['001A0000004abcd'], changeType: 'UPDATE', sequenceNumber: 1 },
            ...{
              transactionKey: '0000a1b2',
              commitTimestamp: at * 1000,
              commitNumber: 17_253_573,
              changedFields: ['Name'],
            },
          },
          Name: 'Larch & Sons',
        },
      },
    }),
    `${envelope}<soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D0000000abcde</OrganizationId><ActionId>04k000000001</ActionId><SessionId>session</SessionId><Notification><Id>04l000000001</Id><sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><sf:Id>001A0000004abcd</sf:Id><sf:Name>Larch</sf:Name><sf:SystemModstamp>${iso}</sf:SystemModstamp></sObject></Notification></notifications></soapenv:Body></soapenv:Envelope>`,
  ],
  'custom-crm': [
    json({
      event: {
        ...{ object_type: 'lead', action: 'updated', date_updated: '2026-03-01T10:00:00' },
        ...{ changed_fields: ['display_name'], data: { id: 'lead_9', display_name: 'Larch', value_cents: 120_050 } },
      },
    }),
  ],
  mixpanel: [
    [1, 2, 3]
      .map((n) =>
        json({
          event: 'Report Viewed',
          properties: {
            time: at + n,
            distinct_id: `u${n}`,
            $insert_id: `i${n}`,
            company_id: '501',
            mp_processing_time_ms: at * 1000,
          },
        }),
      )
      .join('\n'),
    json({
      action: 'add_members',
      parameters: {
        ...{
          mixpanel_project_id: '7',
          mixpanel_cohort_id: '3',
          mixpanel_cohort_name: 'Champions',
          mixpanel_session_id: 's1',
        },
        ...{
          page_info: { total_pages: 1, page_count: 1 },
          members: [{ mixpanel_distinct_id: 'u1', email: 'a@larch.test' }],
        },
      },
    }),
  ],
  amplitude: [
    json([
      {
        ...{ uuid: 'b3a1', event_type: 'Report Viewed', event_time: '2026-03-01 10:00:00.123456', user_id: null },
        ...{
          device_id: 'd1',
          $insert_id: 'x1',
          groups: { company: ['501'] },
          event_properties: { city: 'Ulm', City: 'ULM' },
        },
      },
    ]),
    json({
      cohort_name: 'Champions',
      cohort_id: 'c1',
      in_cohort: true,
      computed_time: at,
      message_id: 'm1',
      users: [{ user_id: 'u1' }],
    }),
  ],
  zendesk: [
    json({
      ...{
        type: 'zen:event-type:ticket.status_changed',
        account_id: 4,
        id: 'ev-1',
        time: iso,
        subject: 'zen:ticket:35436',
      },
      ...{ zendesk_event_version: '2022-11-06', event: { current: 'SOLVED', previous: 'OPEN' } },
      detail: {
        id: '35436',
        status: 'SOLVED',
        priority: 'URGENT',
        organization_id: '88001',
        updated_at: iso,
        created_at: iso,
      },
    }),
    json({
      tickets: [
        {
          id: 35436,
          status: 'solved',
          priority: null,
          organization_id: 88001,
          updated_at: iso,
          generated_timestamp: at,
        },
      ],
      ...{ end_of_stream: true, after_cursor: 'MTU3NjYxMzUzOS4wfHw0Njd8', count: 1 },
    }),
    json({ ticket_id: '35436', status: 'Solved', rating: 'Good', updated: 'March 1, 2026' }),
  ],
  intercom: [
    json({
      ...{
        type: 'notification_event',
        app_id: 'a1',
        id: 'notif_1',
        topic: 'conversation.rating.added',
        created_at: at,
      },
      ...{ delivery_status: 'pending', delivery_attempts: 1, first_sent_at: at },
      data: {
        type: 'notification_event_data',
        item: {
          ...{ type: 'conversation', id: '77', created_at: at, updated_at: iso, open: false, state: 'closed' },
          conversation_rating: { rating: 4, remark: 'quick', created_at: at },
          company: { company_id: '501', name: 'Larch' },
        },
      },
    }),
    json({ type: 'notification_event', topic: 'ping', id: null, created_at: at, data: { item: { type: 'ping' } } }),
  ],
  'custom-support': [
    json({ type: 'case.opened', id: 'c-1', account: '501', at: iso, channel: 'email', priority: 'high' }),
    json({ response: { nps: 9, ces: 5, csat: 4, user: { email: 'a@larch.test' }, created: iso } }),
  ],
};
