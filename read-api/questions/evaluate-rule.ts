import type { CalendarDate } from '../../domain/primitives.js';
import { type AccountValues, type Field, listFields, numberFields, textFields } from '../../domain/segment/fields.js';
import { matches } from '../../domain/segment/matches.js';
import { fieldsOf, type Rule } from '../../domain/segment/rule.js';
import type { AccountOnDay } from '../../projections/segments/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';

export type Evaluated = {
  readonly matching: ReadonlyArray<AccountOnDay>;
  /** How many accounts cannot be told from what is known of them. */
  readonly undecided: number;
  readonly accounts: number;
  readonly freshness: Freshness;
};

/** The end of a day, and of the day up to which the log was told of it; all it was told, if none is given. */
type Then = { readonly day: CalendarDate; readonly knownAt?: CalendarDate | undefined };

/** The accounts a rule matches at the end of a day, by id; each with the fields of the rule alone. */
export const evaluateRule = async (
  { segments }: Pick<ReadSide, 'segments'>,
  rule: Rule,
  then: Then,
): Promise<Evaluated> => {
  const { accounts, freshness } = await segments.accountsOn(then.day, {
    fields: fieldsOf(rule),
    knownAt: then.knownAt,
  });
  const truths = accounts.map(({ values }) => matches(rule, values));
  return {
    matching: accounts.filter((_, i) => truths[i] === true),
    undecided: truths.filter((truth) => truth === undefined).length,
    accounts: accounts.length,
    freshness,
  };
};

const everyField: ReadonlySet<Field> = new Set([...textFields, ...numberFields, ...listFields]);

/** Some of the accounts with all that rules can ask of them. */
export const shownOn = async (
  { segments }: Pick<ReadSide, 'segments'>,
  chosen: ReadonlyArray<AccountOnDay>,
  { day, knownAt }: Then,
): Promise<ReadonlyArray<AccountValues & { readonly accountId: string }>> => {
  const accountIds = chosen.map(({ accountId }) => accountId);
  const { accounts } = await segments.accountsOn(day, { fields: everyField, accountIds, knownAt });
  return accounts.map(({ accountId, values }) => ({ accountId, ...values }));
};
