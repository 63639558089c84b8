import type { Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Calibrator } from '../calibration/calibrator.js';
import type { CannotRead } from '../cannot-learn.js';
import type { LinearModel } from '../linear/linear-model.js';
import { boostedTreesCodec, columnsCodec, float64s, forestCodec } from '../model-file/codecs.js';
import { readModelOf, writeModelFile } from '../model-file/model-file.js';
import type { Ensemble } from './ensemble.js';
import type { Member } from './member.js';

const termCodec = t.intersection([
  t.union([
    t.type({ of: t.literal('value') }),
    t.type({ of: t.literal('missing') }),
    t.type({ of: t.literal('category'), category: t.number }),
  ]),
  t.type({ column: t.number, mean: t.number, deviation: t.number, least: t.number, most: t.number }),
]);

const linearCodec: t.Type<LinearModel> = t.type({
  terms: t.readonlyArray(termCodec),
  intercept: t.number,
  coefficients: float64s,
});

const memberCodec: t.Type<Member> = t.union([
  t.type({ kind: t.literal('boosting'), model: boostedTreesCodec }),
  t.type({ kind: t.literal('forest'), model: forestCodec }),
  t.type({ kind: t.literal('linear'), model: linearCodec }),
]);

const calibratorCodec: t.Type<Calibrator> = t.union([
  t.type({ kind: t.literal('none') }),
  t.type({ kind: t.literal('platt'), intercept: t.number, slope: t.number }),
  t.type({ kind: t.literal('beta'), intercept: t.number, ofOne: t.number, ofNone: t.number }),
  t.type({ kind: t.literal('isotonic'), at: float64s, probabilities: float64s }),
]);

export const ensembleCodec: t.Type<Ensemble> = t.type({
  columns: columnsCodec,
  members: t.readonlyArray(memberCodec),
  stack: t.type({ intercept: t.number, weights: float64s }),
  calibrator: calibratorCodec,
  intervals: t.type({ at: float64s, low: float64s, high: float64s }),
});

const KIND = 'ensemble';

/** One file of all members; the same ensemble has the same bytes. */
export const writeEnsemble = (ensemble: Ensemble): Uint8Array => writeModelFile(KIND, ensemble);

export const readEnsemble: (bytes: Uint8Array) => Either<CannotRead, Ensemble> = readModelOf(KIND, ensembleCodec);
