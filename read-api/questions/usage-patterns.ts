import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { DecodeError } from '../../domain/errors.js';
import { dayOf } from '../../domain/primitives.js';
import type { Grain as TrendGrain, TrendQueries } from '../../projections/trends/queries.js';
import type { UsagePatterns } from '../answers/trends.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { daysIn, endOf, type Span } from '../parameters/span.js';
import { daysOf, type Timeframe } from '../parameters/timeframe.js';
import { type Answer, groupOf, queried } from './ask.js';

type AskUsagePatterns = {
  readonly accountId?: string;
  readonly segment?: string;
  readonly industry?: string;
  readonly metrics?: ReadonlyArray<string>;
  readonly byFeature?: boolean;
  readonly grain?: TrendGrain;
};

const USAGE_METRICS = ['events', 'active_users', 'seats'];

const fittingGrain = (span: Span): TrendGrain => {
  const days = daysIn(span);
  if (days <= 31) return 'day';
  return days <= 190 ? 'week' : 'month';
};

/** One account and a part of the book cannot both be meant. */
const oneScope = (asked: AskUsagePatterns): E.Either<DecodeError, AskUsagePatterns> =>
  asked.accountId !== undefined && (asked.segment !== undefined || asked.industry !== undefined)
    ? E.left(invalidField('segment', 'cannot be combined with an account, nor can industry'))
    : E.right(asked);

type Series = Awaited<ReturnType<TrendQueries['series']>>;
type Shape = Omit<Parameters<TrendQueries['series']>[0], 'accountIds'>;

const seriesOf =
  ({ accounts, trends }: ReadSide) =>
  ({ accountId, segment, industry }: AskUsagePatterns, shape: Shape): Answer<Series> => {
    const filter = { ...(segment === undefined ? {} : { segment }), ...(industry === undefined ? {} : { industry }) };
    if (accountId === undefined) return queried(() => trends.bookSeries({ ...shape, filter }));
    return pipe(
      groupOf(accounts, accountId),
      TE.flatMap(({ members }) => queried(() => trends.series({ ...shape, accountIds: members }))),
    );
  };

/** Usage over a timeframe: of one account, or of the book or a part of it. */
export const usagePatterns =
  (readSide: ReadSide) =>
  (timeframe: Timeframe, asked: AskUsagePatterns): Answer<UsagePatterns> => {
    const span = daysOf(timeframe, dayOf(readSide.clock()));
    const grain = asked.grain ?? fittingGrain(span);
    const shape: Shape = {
      metrics: asked.metrics ?? USAGE_METRICS,
      byFeature: asked.byFeature ?? false,
      grain,
      from: span.from,
      to: endOf(span),
    };
    return pipe(
      TE.fromEither(oneScope(asked)),
      TE.flatMap((scope) => seriesOf(readSide)(scope, shape)),
      TE.map((answer) => ({ timeframe: timeframe.text, grain, ...span, ...answer })),
    );
  };
