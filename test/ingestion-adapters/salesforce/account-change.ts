import avro from 'avsc';
import { idOf } from './shapes.js';

const nullable = (type: unknown) => ['null', type];
/** In Avro, as `schema` of a stream gives it. */
export const changeSchema = JSON.stringify({
  type: 'record',
  name: 'AccountChangeEvent',
  fields: [
    {
      name: 'ChangeEventHeader',
      type: {
        type: 'record',
        name: 'ChangeEventHeader',
        fields: [
          { name: 'entityName', type: 'string' },
          { name: 'recordIds', type: { type: 'array', items: 'string' } },
          {
            name: 'changeType',
            type: {
              type: 'enum',
              name: 'ChangeType',
              symbols: [
                'CREATE',
                'UPDATE',
                'DELETE',
                'UNDELETE',
                'GAP_CREATE',
                'GAP_UPDATE',
                'GAP_DELETE',
                'GAP_UNDELETE',
                'GAP_OVERFLOW',
              ],
            },
          },
          { name: 'transactionKey', type: 'string' },
          { name: 'sequenceNumber', type: 'int' },
          { name: 'commitTimestamp', type: 'long' },
          { name: 'commitNumber', type: 'long' },
          { name: 'nulledFields', type: { type: 'array', items: 'string' } },
          { name: 'diffFields', type: { type: 'array', items: 'string' } },
          { name: 'changedFields', type: { type: 'array', items: 'string' } },
        ],
      },
    },
    { name: 'Name', type: nullable('string') },
    { name: 'Industry', type: nullable('string') },
    { name: 'NumberOfEmployees', type: nullable('int') },
    { name: 'LastModifiedDate', type: nullable('long') },
    {
      name: 'BillingAddress',
      type: nullable({
        type: 'record',
        name: 'Address',
        fields: [
          { name: 'Street', type: nullable('string') },
          { name: 'City', type: nullable('string') },
        ],
      }),
    },
  ],
});
const type = avro.Type.forSchema(JSON.parse(changeSchema));

/** The nth change, of account 1 where the header does not say otherwise, a second after the one before. */
export const accountChange = (n: number, header: object, fields: object) => ({
  id: `event-${n}`,
  schemaId: 'account-1',
  payload: type.toBuffer({
    ChangeEventHeader: {
      entityName: 'Account',
      recordIds: [idOf('001', 1)],
      changeType: 'UPDATE',
      transactionKey: `t${n}`,
      sequenceNumber: 1,
      commitTimestamp: Date.parse('2026-02-03T09:00:00Z') + n * 1000,
      commitNumber: 1000 + n,
      nulledFields: [],
      diffFields: [],
      changedFields: [],
      ...header,
    },
    Name: null,
    Industry: null,
    NumberOfEmployees: null,
    LastModifiedDate: null,
    BillingAddress: null,
    ...fields,
  }),
});
