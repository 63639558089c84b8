import * as t from 'io-ts';
import type { BoostedTrees } from '../boosting/boosted-trees.js';
import type { Forest } from '../forest/forest.js';

const arrayOf = <A>(name: string, isOne: (value: unknown) => value is A): t.Type<A> =>
  new t.Type(
    name,
    isOne,
    (value, context) => (isOne(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  );

export const float64s = arrayOf('Float64Array', (value) => value instanceof Float64Array);
const int32s = arrayOf('Int32Array', (value) => value instanceof Int32Array);
const uint32s = arrayOf('Uint32Array', (value) => value instanceof Uint32Array);
export const uint8s = arrayOf('Uint8Array', (value) => value instanceof Uint8Array);

export const columnsCodec = t.readonlyArray(
  t.union([
    t.type({ name: t.string, kind: t.literal('number') }),
    t.type({ name: t.string, kind: t.literal('category'), categories: t.readonlyArray(t.string) }),
  ]),
);

const treesCodec = t.type({
  roots: int32s,
  features: int32s,
  lefts: int32s,
  numbers: float64s,
  missingLeft: uint8s,
  counts: int32s,
  subsets: int32s,
  words: uint32s,
  categories: int32s,
});

const objectiveCodec = t.union([
  t.type({ kind: t.literal('logistic') }),
  t.type({ kind: t.literal('squared') }),
  t.type({ kind: t.literal('quantile'), level: t.number }),
  t.type({ kind: t.literal('tweedie'), power: t.number }),
  t.type({ kind: t.literal('gamma') }),
]);

export const boostedTreesCodec: t.Type<BoostedTrees> = t.type({
  columns: columnsCodec,
  objective: objectiveCodec,
  start: t.number,
  trees: treesCodec,
});

export const forestCodec: t.Type<Forest> = t.type({ columns: columnsCodec, trees: treesCodec });
