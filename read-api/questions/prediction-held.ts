import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { RecordedEvent } from '../../application/ports/event-store.js';
import type { AccountId } from '../../domain/ids.js';
import { predictionStream } from '../../domain/prediction/stream.js';
import { dayOf, type Timestamp } from '../../domain/primitives.js';
import {
  laterPrediction,
  type PredictionKind,
  type PredictionOfKind,
  predictionIn,
} from '../../projections/predictions/queries.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import { type KnownAt, wasKnown } from '../parameters/clocks.js';
import { type Answer, queried } from './ask.js';

/** `asOf` ends the days a prediction can be of, `knownAt` the part of the log that counts. */
export type PredictionClocks = { readonly asOf?: Timestamp; readonly knownAt?: KnownAt };

export type HeldPrediction<K extends PredictionKind> = {
  readonly prediction: PredictionOfKind[K] | undefined;
  readonly freshness: Freshness;
};

const heldIn =
  <K extends PredictionKind>(kind: K, { asOf, knownAt }: PredictionClocks) =>
  (events: ReadonlyArray<RecordedEvent>): PredictionOfKind[K] | undefined =>
    events
      .filter(wasKnown(knownAt))
      .flatMap(({ event }) => predictionIn(kind, event))
      .filter(({ day }) => asOf === undefined || day <= dayOf(asOf))
      .reduce<PredictionOfKind[K] | undefined>(laterPrediction, undefined);

/** The prediction of a root account that holds: now, as of a day, or as the log knew it then. */
export const predictionHeld =
  ({ predictions, eventStore, freshnessOf }: Pick<ReadSide, 'predictions' | 'eventStore' | 'freshnessOf'>) =>
  <K extends PredictionKind>(root: string, kind: K, clocks: PredictionClocks = {}): Answer<HeldPrediction<K>> =>
    clocks.asOf === undefined && clocks.knownAt === undefined
      ? queried(() => predictions.latest(root, kind))
      : pipe(
          eventStore.readStream(predictionStream(root as AccountId)),
          TE.map(heldIn(kind, clocks)),
          TE.flatMap((prediction) =>
            queried(async () => ({ prediction, freshness: await freshnessOf('predictions') })),
          ),
        );
