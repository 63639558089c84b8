import type { Connection } from '../../../application/ports/connections.js';

export const salesforce: Connection = {
  source: 'salesforce',
  name: 'demo',
  secrets: ['a secret'],
  settings: {
    currency: 'EUR',
    vendorId: '00D5g00000TreeRing',
    customFields: {
      'Account.segment': 'Segment__c',
      'Account.arr': 'ARR__c',
      'Account.renewsOn': 'Renewal_Date__c',
      'Opportunity.arr': 'ARR__c',
      'Contract.arr': 'Yearly_Value__c',
    },
  },
};

export type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** Ids in the form of Salesforce's, of a length with its checks. */
export const idOf = (prefix: string, number: number): string =>
  `${prefix}9k0000000${String(number).padStart(3, '0')}AAA`;

export type Header = Partial<{
  readonly changeType: string;
  readonly recordIds: ReadonlyArray<string>;
  readonly commitTimestamp: number;
  readonly commitNumber: string;
  readonly sequenceNumber: number;
  readonly transactionKey: string;
  readonly changedFields: ReadonlyArray<string>;
  readonly nulledFields: ReadonlyArray<string>;
}>;

/** Commit numbers are written as they are: JavaScript has no number for them. */
const json = (value: unknown): string => JSON.stringify(value).replace(/"commitNumber":"(\d+)"/g, '"commitNumber":$1');

const headerOf = (entityName: string, header: Header) => ({
  entityName,
  changeType: 'UPDATE',
  commitTimestamp: Date.parse('2026-02-03T09:15:27.412Z'),
  commitNumber: '1824471093355712641',
  commitUser: '0059k000000Admin',
  sequenceNumber: 1,
  transactionKey: '0003f1c2-77aa-5d10-8e9b-61b2a07c4d55',
  changeOrigin: '',
  ...header,
});

/** As CometD has it: what changed, and no more. */
export const cometd = (entityName: string, header: Header, fields: object): string =>
  json({
    channel: `/data/${entityName}ChangeEvent`,
    data: {
      schema: 'q7rXw2mTzVd0Lb3n',
      payload: { ...fields, ChangeEventHeader: headerOf(entityName, header) },
      event: { replayId: 88_120 },
    },
  });

/** As clients of the Pub/Sub API decode it: every field, unchanged ones null. */
export const pubsub = (entityName: string, header: Header, fields: object): string =>
  json({
    schemaId: 'Zt5uN0aKqPw-yM',
    replayId: 88_120,
    payload: {
      ChangeEventHeader: { nulledFields: [], diffFields: [], changedFields: [], ...headerOf(entityName, header) },
      ...fields,
    },
  });

const escaped = (value: unknown): string =>
  String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const notification = (id: string, object: string, fields: Fields): string => `
      <Notification>
        <Id>${id}</Id>
        <sObject xsi:type="sf:${object}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
${Object.entries(fields)
  .map(([name, value]) =>
    value === null ? `<sf:${name} xsi:nil="true"/>` : `<sf:${name}>${escaped(value)}</sf:${name}>`,
  )
  .join('\n')}
        </sObject>
      </Notification>`;

export const envelope = (notifications: ReadonlyArray<string>, organization = '00D5g00000TreeRing'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <soapenv:Body>
    <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
      <OrganizationId>${organization}</OrganizationId>
      <ActionId>04k9k0000000ActAAI</ActionId>
      <SessionId>00D5g!AQ0.a.live.session</SessionId>
      <EnterpriseUrl>https://treering.example/services/Soap/c/60.0</EnterpriseUrl>${notifications.join('')}
    </notifications>
  </soapenv:Body>
</soapenv:Envelope>`;

/** A page of a SOQL query. */
export const page = (object: string, ...records: ReadonlyArray<Fields>): string =>
  JSON.stringify({
    totalSize: records.length,
    done: true,
    records: records.map((fields) => ({
      attributes: { type: object, url: `/sobjects/${object}/${fields['Id']}` },
      ...fields,
    })),
  });
