import type { DescribedField, Description, OpportunityKind } from '../../domain/opportunity/events.js';
import { NonEmptyString as Text } from '../../domain/primitives.js';
import { notUnderstood, type Said } from '../translation.js';
import { currencyIn } from './account-term.js';
import { opportunityIn, stageSaid } from './opportunity-stage.js';
import type { ChangeContext } from './record-change.js';
import { createdIn, meantIn, said, saying, type ToSaid, tied, wrong } from './saying.js';
import { dateOf, decimalOf, timeOf } from './values.js';

/** Salesforce's own types, and what organisations call theirs. */
const KINDS: ReadonlyArray<readonly [RegExp, OpportunityKind]> = [
  [/renew/i, 'renewal'],
  [/cross-?sell/i, 'cross-sell'],
  [/upgrade|up-?sell|expansion|add-?on|existing (customer|business)/i, 'upsell'],
  [/^new\b/i, 'new'],
];
const kindOf = (type: string): OpportunityKind | undefined => KINDS.find(([pattern]) => pattern.test(type))?.[1];

const DESCRIBED: ReadonlyArray<DescribedField> = ['name', 'kind', 'closesOn', 'amount', 'arr'];

const describedSaid = (context: ChangeContext): ReadonlyArray<Said> => {
  const described: { -readonly [K in keyof Description]: Description[K] } = {};
  const others: Array<Said> = [];
  const currency = currencyIn(context);
  const ownCurrency = context.change.fields.get('CurrencyIsoCode');
  for (const [meaning, { field, value }] of meantIn(context, 'Opportunity')) {
    const cleared = DESCRIBED.find((field) => field === meaning);
    if (value === null || !Text.is(value)) {
      if (cleared !== undefined) described[cleared] = null;
      continue;
    }
    if (meaning === 'name') described.name = value;
    if (meaning === 'kind') {
      const kind = kindOf(value);
      if (kind === undefined) others.push(notUnderstood(`type of Opportunity ${value}`));
      else described.kind = kind;
    }
    if (meaning === 'closesOn') {
      const closesOn = dateOf(value);
      if (closesOn === undefined) others.push(wrong(field, 'a date'));
      else described.closesOn = closesOn;
    }
    if (meaning === 'amount' || meaning === 'arr') {
      const amount = decimalOf(value);
      if (amount === undefined) others.push(wrong(field, 'a decimal number'));
      else described[meaning] = amount;
    }
  }
  const hasAmount = (described.amount ?? described.arr ?? null) !== null;
  if (ownCurrency === null) described.currency = null;
  if (currency !== undefined && typeof ownCurrency === 'string') described.currency = currency;
  else if (currency !== undefined && hasAmount) described.presumedCurrency = currency;
  if (Object.keys(described).length === 0) return others;
  const data = { ...opportunityIn(context), changes: described };
  return [
    said(saying(context, 'described', { type: 'DescribeOpportunity', data }, JSON.stringify(described))),
    ...others,
  ];
};

export const opportunitySaid: ToSaid = (context) => {
  const deal = opportunityIn(context);
  const link = said(...tied(context, (accountId) => ({ type: 'LinkOpportunity', data: { ...deal, accountId } })));
  if (context.change.is === 'deleted') return [link];
  const created = createdIn(context, timeOf);
  const opened =
    created === undefined
      ? []
      : [said(saying(context, 'opened', { type: 'OpenOpportunity', data: { ...deal, occurredAt: created } }, created))];
  return [link, ...opened, ...describedSaid(context), ...stageSaid(context)];
};
