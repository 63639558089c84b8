import type { Command } from '../application/commands.js';
import type { MappedRecord } from '../application/mapping/read-records.js';
import type { MappedValue } from '../application/mapping/read-value.js';
import type { Rule, RuleAges } from '../application/mapping/rule-ages.js';
import type { Connection } from '../application/ports/connections.js';
import { canonical } from '../domain/canonical.js';
import type { DataSubjectId, ExternalRef } from '../domain/ids.js';
import { type Timestamp, timestampOf } from '../domain/primitives.js';
import type { SourcedCommand } from './translation.js';
import { accountRefIn, registration } from './vendor-ids.js';

/** A record with what its facts are said with. */
export type MappedContext = {
  readonly connection: Connection;
  readonly record: MappedRecord;
  /** The receipt it came in. */
  readonly receipt: string;
  readonly ages: RuleAges;
  /** Whose words or names the record holds, where it may hold any. */
  readonly person: DataSubjectId | undefined;
};

/** What a rule of the mapping says about the record, and the business time it is said with. */
export type Stated<A = MappedValue> = { readonly value: A; readonly at: Timestamp };

/**
 * A rule that a later version of the mapping changed speaks a millisecond later for each version, so that it takes the place of what
 * the rule before it said about the same change, and never of what is said about the next one by the same rule.
 */
const saidAt = ({ record, ages }: MappedContext, rule: Rule): Timestamp =>
  timestampOf(Date.parse(record.changedAt) + ages(record.mapping, rule) - 1);

/** The value of a field; `null` where the record says that it is empty, `undefined` where it says nothing. */
export const statedBy = (context: MappedContext, name: string): Stated<MappedValue | null> | undefined => {
  const found = context.record.fields.find(({ field }) => field.to === name);
  if (found === undefined || (found.read._tag !== 'Value' && found.read._tag !== 'Empty')) return undefined;
  const at = saidAt(context, { rule: 'field', field: found.field });
  return { value: found.read._tag === 'Value' ? found.read.value : null, at };
};

type Codec<A> = { readonly is: (value: unknown) => value is A };

/** The value of a field where there is one of that form. */
export const statedAs = <A>(context: MappedContext, name: string, { is }: Codec<A>): Stated<A> | undefined => {
  const said = statedBy(context, name);
  return said !== undefined && is(said.value) ? { value: said.value, at: said.at } : undefined;
};

export const deletedAt = (context: MappedContext): Timestamp | undefined =>
  context.record.deleted ? saidAt(context, { rule: 'deleted' }) : undefined;

/** When it was there, where the mapping tells a deleted record from one that is. */
export const presentAt = (context: MappedContext): Timestamp | undefined =>
  context.record.deleted || context.record.mapping.deleted === undefined
    ? undefined
    : saidAt(context, { rule: 'deleted' });

const recordName = ({ record }: MappedContext): string => `${record.mapping.kind}/${record.id}`;

/**
 * `what` and `more` name the fact, so that it is one however often it is delivered and read anew. `more` is the command's data where
 * it is not given: it has to be, where the data are about a person, of whom nothing may be told by an id.
 */
export const saying = (
  context: MappedContext,
  what: string,
  command: Command,
  more: ReadonlyArray<string> = [canonical(command.data)],
): SourcedCommand => {
  const { source, name } = context.connection;
  const record = recordName(context);
  return { command, fact: ['mapped', source, name, record, what, ...more], record };
};

/** What an id in the body stands for. */
export const accountRef = ({ connection, record }: MappedContext, id: string): ExternalRef => {
  const { idsAre } = record.mapping.account ?? {};
  const settings = idsAre === undefined ? connection.settings : { ...connection.settings, accountIdsAre: idsAre };
  return accountRefIn({ ...connection, settings }, id);
};

/** The account of an id in the body, which it registers. */
export const accountIn = (context: MappedContext, id: string) =>
  registration(accountRef(context, id), context.record.changedAt, recordName(context));

/** The account that the record names, and when it was said; `null` for that it has none. */
export const accountOf = (context: MappedContext) => {
  const { account } = context.record;
  if (account === undefined) return undefined;
  const at = saidAt(context, { rule: 'account' });
  return { at, account: account === null ? null : accountIn(context, account) };
};
