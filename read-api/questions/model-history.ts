import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import { predictionModelAggregate } from '../../domain/prediction-model/aggregate.js';
import { PredictionModelEvent } from '../../domain/prediction-model/events.js';
import type { ModelName } from '../../domain/prediction-model/names.js';
import { predictionModelStream } from '../../domain/prediction-model/stream.js';
import { type ModelShown, modelShown } from '../../projections/models/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { ModelHistory, ModelList } from '../answers/models.js';
import type { ReadSide } from '../deps.js';
import { AsOf, KnownAt, wasKnown } from '../parameters/clocks.js';
import { type Answer, queried } from './ask.js';

export const AskModelHistory = t.exact(t.partial({ at: AsOf, knownAt: KnownAt }));
type AskModelHistory = t.TypeOf<typeof AskModelHistory>;

type Found = { readonly model: ModelShown | undefined; readonly freshness: Freshness };

const asKnown = (
  { eventStore, freshnessOf }: Pick<ReadSide, 'eventStore' | 'freshnessOf'>,
  model: ModelName,
  { at, knownAt }: AskModelHistory,
): Answer<Found> =>
  pipe(
    eventStore.readStream(predictionModelStream(model)),
    TE.map((events) =>
      events
        .filter(wasKnown(knownAt))
        .map(({ event }) => event)
        .filter(PredictionModelEvent.is),
    ),
    TE.map((events) => {
      const state = events.reduce(predictionModelAggregate.evolve, predictionModelAggregate.initialState);
      return events.length === 0 ? undefined : modelShown(model, state, at);
    }),
    TE.flatMap((shown) => queried(async () => ({ model: shown, freshness: await freshnessOf('models') }))),
  );

/** Every version of a model, whose predictions were shown when, and at the instant that is asked for: now, or as the log knew it then. */
export const modelHistory =
  (readSide: Pick<ReadSide, 'models' | 'eventStore' | 'freshnessOf'>) =>
  (name: ModelName, asked: AskModelHistory): Answer<ModelHistory> =>
    pipe(
      asked.knownAt === undefined
        ? queried((): Promise<Found> => readSide.models.find(name, asked.at))
        : asKnown(readSide, name, asked),
      TE.flatMap(
        ({ model, freshness }): Answer<ModelHistory> =>
          model === undefined ? TE.left({ _tag: 'ModelNotFound', model: name }) : TE.right({ ...model, freshness }),
      ),
    );

export const listModels = ({ models }: Pick<ReadSide, 'models'>): Answer<ModelList> => queried(models.list);
