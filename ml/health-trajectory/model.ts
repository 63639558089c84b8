import { type Either, map } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as t from 'io-ts';
import type { CannotLearn, CannotRead } from '../learning/cannot-learn.js';
import { readModelOf, writeModelFile } from '../learning/model-file/model-file.js';
import { unwatched, type Watch } from '../learning/watch.js';
import {
  type MeasuredAction,
  measureActions,
  measuredActionCodec,
  measureResponses,
  type Response,
  responseCodec,
} from './measured-actions.js';
import { type PathModel, pathModelCodec } from './path-model.js';
import { trainPath } from './train-path.js';
import type { TrajectoryExamples } from './trajectory-examples.js';

/** Where a score goes, and what was seen to come of acting. */
export type TrajectoryModel = {
  readonly path: PathModel;
  readonly actions: ReadonlyArray<MeasuredAction>;
  readonly responses: ReadonlyArray<Response>;
};

const KIND = 'health-trajectory';

const codec: t.Type<TrajectoryModel> = t.type({
  path: pathModelCodec,
  actions: t.readonlyArray(measuredActionCodec),
  responses: t.readonlyArray(responseCodec),
});

/** The same model has the same bytes. */
export const writeTrajectoryModel = (model: TrajectoryModel): Uint8Array => writeModelFile(KIND, model);

export const readTrajectoryModel: (bytes: Uint8Array) => Either<CannotRead, TrajectoryModel> = readModelOf(KIND, codec);

/** The same examples and seed give the same model. */
export const trainTrajectory = (
  examples: TrajectoryExamples,
  seed: number,
  watch: Watch = unwatched,
): Either<CannotLearn, TrajectoryModel> =>
  pipe(
    trainPath(examples, seed, watch),
    map((path) => ({ path, actions: measureActions(examples, seed), responses: measureResponses(examples, seed) })),
  );
