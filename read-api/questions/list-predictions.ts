import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { DecodeError } from '../../domain/errors.js';
import { HealthBand } from '../../domain/health/events.js';
import { oneOf } from '../../domain/primitives.js';
import type {
  ListedKind,
  ListedPrediction,
  PredictionOrder as Order,
  PredictionOfKind,
  PredictionPlace,
} from '../../projections/predictions/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { ChurnRiskPage, OpportunityPage } from '../answers/predictions.js';
import { invalidField } from '../api-error.js';
import type { ReadSide } from '../deps.js';
import { Cursor, DEFAULT_PAGE_SIZE, PageSize, Text } from '../parameters/common.js';
import { Horizon } from '../parameters/horizon.js';
import { type Answer, queried } from './ask.js';
import { older } from './older.js';
import { churnShown, expansionShown } from './prediction-shown.js';
import { segmentMeant } from './segment-meant.js';

export const PredictionOrder: t.Type<Order, string, unknown> = oneOf('chance', 'value');

export const predictionFilter = { segment: Text, band: HealthBand, owner: Text, search: Text, horizon: Horizon };

const AskPredictions = t.exact(
  t.partial({ ...predictionFilter, order: PredictionOrder, limit: PageSize, cursor: Cursor }),
);
type AskPredictions = t.TypeOf<typeof AskPredictions>;

const DEFAULT_HORIZON = 90;

const Place = t.tuple([PredictionOrder, t.number, t.union([t.number, t.null]), t.string]);

const cursorOf = (order: Order, horizon: number, { value, accountId }: PredictionPlace): string =>
  Buffer.from(JSON.stringify([order, horizon, value, accountId])).toString('base64url');

/** Only a cursor of the same order and horizon goes on where its page ended. */
const placeIn = (cursor: string, order: Order, horizon: number): E.Either<DecodeError, PredictionPlace> =>
  pipe(
    O.tryCatch((): unknown => JSON.parse(Buffer.from(cursor, 'base64url').toString())),
    O.flatMap((read) => O.fromEither(Place.decode(read))),
    O.filter(([madeFor, over]) => madeFor === order && over === horizon),
    E.fromOption(() => invalidField('cursor', 'is not a cursor of this list')),
    E.map(([, , value, accountId]) => ({ value, accountId })),
  );

type Page<K extends ListedKind> = {
  readonly items: ReadonlyArray<ListedPrediction<K>>;
  readonly horizon: number;
  readonly nextCursor: string | null;
  readonly freshness: Freshness;
};

const listed =
  (readSide: ReadSide) =>
  <K extends ListedKind>(kind: K, usual: Order, asked: AskPredictions): Answer<Page<K>> => {
    const { limit = DEFAULT_PAGE_SIZE, order = usual, horizon = DEFAULT_HORIZON, cursor, segment, ...filter } = asked;
    return pipe(
      TE.Do,
      TE.bind('after', () =>
        cursor === undefined ? TE.right(undefined) : TE.fromEither(placeIn(cursor, order, horizon)),
      ),
      TE.bindW('meant', () =>
        queried(async () => (segment === undefined ? undefined : segmentMeant(readSide, segment))),
      ),
      TE.bindW('found', ({ after, meant }) =>
        queried(() =>
          readSide.predictions.list(
            kind,
            { ...filter, ...(meant === undefined ? segment && { segment } : { accountIds: meant.accountIds }) },
            { order, horizon, limit: limit + 1, ...(after && { after }) },
          ),
        ),
      ),
      TE.map(({ meant, found: { items, freshness } }) => {
        const last = items.length > limit ? items[limit - 1] : undefined;
        const place = last && { value: last[order], accountId: last.prediction.accountId };
        return {
          items: items.slice(0, limit),
          horizon,
          nextCursor: place === undefined ? null : cursorOf(order, horizon, place),
          freshness: older(freshness, meant?.freshness),
        };
      }),
    );
  };

const withAccount = <K extends ListedKind, A>(
  { prediction, ...account }: ListedPrediction<K>,
  shown: (prediction: PredictionOfKind[K]) => A,
) => ({ ...shown(prediction), ...account, accountId: prediction.accountId });

/** Accounts by what is predicted of them within a horizon, the highest first. */
export const listPredictions = (readSide: ReadSide) => ({
  churnRisks: (asked: AskPredictions): Answer<ChurnRiskPage> =>
    pipe(
      listed(readSide)('churn', 'chance', asked),
      TE.map((page) => ({ ...page, items: page.items.map((one) => withAccount(one, churnShown)) })),
    ),
  opportunities: (asked: AskPredictions): Answer<OpportunityPage> =>
    pipe(
      listed(readSide)('expansion', 'value', asked),
      TE.map((page) => ({ ...page, items: page.items.map((one) => withAccount(one, expansionShown)) })),
    ),
});
