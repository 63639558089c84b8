import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../application/mapping/definition-problems.js';

const record = (more: object = {}, ...fields: ReadonlyArray<object>) => ({
  records: [{ kind: 'account', records: '/data', id: '/id', changedAt: { from: '/at' }, fields, ...more }],
});
const said = (definition: unknown) => {
  const read = readDefinition(definition);
  return E.isLeft(read) ? read.left.map(({ pointer, message }) => `${pointer} ${message}`) : [];
};
const of = (field: object) => said(record({}, { to: 'name', from: '/n', type: 'text', ...field }));

describe('a mapping', () => {
  it('is taken when everything in it makes sense', () => {
    expect(of({ default: 'nameless', required: true })).toEqual([]);
    expect(said(record({ kind: 'support-case' }, { to: 'openedAt', from: '/o', type: 'time' }))).toEqual([]);
  });

  it('names the place of what is not well formed', () => {
    expect(said('x')).toEqual([' must be MappingDefinition']);
    expect(said({ records: [] })).toEqual(['/records must hold at least one kind of record']);
    expect(of({ from: 'n' })).toEqual([
      '/records/0/fields/0/from must be a JSON pointer, such as /data/name, or empty',
    ]);
    expect(of({ multiply: 0.01 })).toEqual([
      '/records/0/fields/0/multiply must be a decimal number as text, such as 1200.50',
    ]);
    expect(of({ requierd: true })).toEqual(['/records/0/fields/0/requierd is not part of a mapping']);
  });

  it('names the place of what makes no sense', () => {
    expect(of({ to: 'nmae' })[0]).toMatch(/^\/records\/0\/fields\/0\/to must be one of the fields of account: name, /);
    expect(of({ to: 'seats' })).toEqual(['/records/0/fields/0/type must be integer for seats']);
    expect(of({ timeZone: 'Berlin' })).toEqual([
      '/records/0/fields/0/timeZone must be an IANA time zone, such as Europe/Berlin',
    ]);
    expect(of({ multiply: '2' })).toEqual([
      '/records/0/fields/0/multiply goes with the types decimal and integer only',
    ]);
    expect(of({ table: { a: 'b' } })).toEqual(['/records/0/fields/0/table goes with the type enum only']);
    expect(of({ to: 'stage', type: 'enum', table: { Won: 'costumer' } })).toEqual([
      '/records/0/fields/0/table/Won must become one of lead, prospect, onboarding, customer, at-risk, churned',
    ]);
    expect(of({ to: 'seats', type: 'integer', default: 'many' })).toEqual([
      '/records/0/fields/0/default must be a decimal number, such as 1200.50',
    ]);
    expect(said(record({ deleted: { from: '/d', in: [] }, changedAt: { from: '/at', timeZone: 'X/Y' } }))).toEqual([
      '/records/0/changedAt/timeZone must be an IANA time zone, such as Europe/Berlin',
      '/records/0/deleted/in must hold at least one value',
    ]);
  });

  it('maps a field once, and all that a kind needs', () => {
    const name = { to: 'name', from: '/n', type: 'text' };
    expect(said(record({}, name, name))).toEqual(['/records/0/fields/1/to maps name a second time']);
    expect(said(record({ kind: 'usage' }))).toEqual([
      '/records/0/fields must map quantity: a usage says nothing without it',
      "/records/0/account is required: a usage is always somebody's",
    ]);
  });
});
