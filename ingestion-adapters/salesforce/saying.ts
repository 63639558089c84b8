import type { Command } from '../../application/commands.js';
import type { ContractId } from '../../domain/ids.js';
import type { Timestamp } from '../../domain/primitives.js';
import { invalid, type Said, type SourcedCommand } from '../translation.js';
import { refIn, registration } from '../vendor-ids.js';
import { mappedFields, type SalesforceObject } from './field-map.js';
import type { ChangeContext, FieldValue } from './record-change.js';
import { recordIdOf } from './values.js';

/** What one object's records say: an object is what it is called and how it is read. */
export type ToSaid = (context: ChangeContext) => ReadonlyArray<Said>;

/** The fact is named by what it says of which record at what time; so a redelivery says nothing new, whatever it came in. */
export const saying = (
  { connection: { source, name }, change: { object, id, at, key } }: ChangeContext,
  what: string,
  command: Command,
  ...more: ReadonlyArray<string>
): SourcedCommand => ({
  command,
  fact: [source, name, object, id, what, at, ...key, ...more],
  record: `${object}/${id}`,
});

export const said = (...commands: ReadonlyArray<SourcedCommand>): Said => ({ _tag: 'Commands', commands });

export const wrong = (field: string, expected: string): Said => invalid(`/${field}`, `must be ${expected}`);

/** What was said of the fields that mean something, by meaning. */
export const meantIn = (
  { connection, change }: ChangeContext,
  object: SalesforceObject,
): ReadonlyMap<string, { readonly field: string; readonly value: FieldValue }> =>
  new Map(
    mappedFields(object, connection.settings).flatMap(({ meaning, field }) => {
      const value = change.fields.get(field);
      return value === undefined ? [] : [[meaning, { field, value }] as const];
    }),
  );

/** The account that a record is tied to: its id, `null` where it is tied to none, `undefined` where nothing is said of it. */
export const accountIn = ({ connection, change }: ChangeContext) => {
  const id = change.fields.get('AccountId');
  if (id === undefined || id === null) return id;
  const known = recordIdOf(id);
  return known === undefined ? undefined : registration(refIn(connection, known), change.at, `Account/${known}`);
};

/**
 * Ties a record to the account it names. Deleted, it is tied to none; restored, all its fields are said again, and so
 * its tie is.
 */
export const tied = (
  context: ChangeContext,
  link: (accountId: ReturnType<typeof registration>['accountId'] | null) => Command,
): ReadonlyArray<SourcedCommand> => {
  const account = context.change.is === 'deleted' ? null : accountIn(context);
  if (account === undefined) return [];
  if (account === null) return [saying(context, 'tied', link(null), '')];
  return [account, saying(context, 'tied', link(account.accountId), account.accountId)];
};

export const contractIdOf = ({ connection, change }: ChangeContext): ContractId =>
  `${connection.source}:${change.object}:${change.id}` as ContractId;

/** When the record was made, where that is said. */
export const createdIn = ({ change }: ChangeContext, timeOf: (value: string) => Timestamp | undefined) =>
  timeOf(change.fields.get('CreatedDate') ?? '');
