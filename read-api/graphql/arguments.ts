import * as t from 'io-ts';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { Grain } from '../answers/trends.js';
import { AccountFilter, AccountOrder } from '../parameters/account-filter.js';
import { AsOf, KnownAt } from '../parameters/clocks.js';
import { Cursor, Flag, Names, PageSize } from '../parameters/common.js';
import { BookSplit, bookFields } from '../parameters/scope.js';
import { Timeframe } from '../parameters/timeframe.js';
import { HistoryOrder } from '../questions/account-history.js';

export const AccountsArguments = t.exact(
  t.partial({ filter: AccountFilter, orderBy: AccountOrder, first: PageSize, after: Cursor }),
);

export const AccountArguments = t.strict({ id: AccountId });

const scope = { accountId: AccountId, ...bookFields, split: BookSplit, byFeature: Flag };
const span = { from: CalendarDate, to: CalendarDate };

export const UsageArguments = t.intersection([
  t.strict({ timeframe: Timeframe }),
  t.exact(t.partial({ ...scope, metrics: Names, grain: Grain })),
]);

export const SeriesArguments = t.intersection([
  t.strict({ metrics: Names }),
  t.exact(t.partial({ ...scope, ...span, grain: Grain })),
]);

export const ComparisonArguments = t.intersection([
  t.strict({ metrics: Names }),
  t.exact(t.partial({ ...scope, ...span, beforeFrom: CalendarDate, beforeTo: CalendarDate })),
]);

export const HealthArguments = t.exact(t.partial({ asOf: AsOf }));

export const ExplanationArguments = t.exact(
  t.partial({ from: CalendarDate, to: CalendarDate, knownAt: KnownAt, first: PageSize }),
);

export const HistoryArguments = t.exact(
  t.partial({ asOf: AsOf, knownAt: KnownAt, order: HistoryOrder, first: PageSize, after: Cursor }),
);

export const FollowArguments = t.exact(t.partial({ accountId: AccountId }));

export const NoArguments = t.strict({});
