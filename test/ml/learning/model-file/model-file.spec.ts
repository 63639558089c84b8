import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { boostingDefaults } from '../../../../ml/learning/boosting/settings.js';
import { trainBoosting } from '../../../../ml/learning/boosting/train-boosting.js';
import { forestDefaults, trainForest } from '../../../../ml/learning/forest/train-forest.js';
import { boostedTreesCodec, forestCodec } from '../../../../ml/learning/model-file/codecs.js';
import { readModelFile, readModelOf, writeModelFile } from '../../../../ml/learning/model-file/model-file.js';
import { drawnExamples, numbers } from '../made-up-examples.js';

const columns = [...numbers('x'), { name: 'plan', kind: 'category', categories: ['a', 'b', 'c'] } as const];
const examples = drawnExamples(1, 300, columns, ([x = 0, code = 0], uniform) => (x + code + uniform() > 1.5 ? 1 : 0));

const rightOf = <A>(made: E.Either<unknown, A>): A => {
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};

const boosted = rightOf(trainBoosting(examples, { ...boostingDefaults, rounds: 20 }, 1));
const file = writeModelFile('boosted-trees', boosted);
const read = readModelOf('boosted-trees', boostedTreesCodec);

describe('a model file', () => {
  it('holds boosted trees and forests as they are', () => {
    const forest = rightOf(trainForest(examples, { ...forestDefaults, trees: 5 }, 1));
    expect(read(file)).toEqual(E.right(boosted));
    expect(readModelOf('forest', forestCodec)(writeModelFile('forest', forest))).toEqual(E.right(forest));
  });

  it('holds any plain data, and arrays of numbers at any depth', () => {
    const array = fc.oneof(
      fc.float64Array({ maxLength: 5 }),
      fc.int32Array({ maxLength: 5 }),
      fc.uint32Array({ maxLength: 5 }),
      fc.uint8Array({ maxLength: 5 }),
    );
    const model = fc.record({
      text: fc.string(),
      members: fc.array(fc.record({ weights: array, count: fc.integer() })),
      array,
    });
    fc.assert(
      fc.property(model, (given) => {
        expect(readModelFile(writeModelFile('any', given))).toEqual(E.right({ kind: 'any', model: given }));
      }),
    );
  });

  it('is refused wherever it is cut short, and whichever byte was changed', () => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(E.isLeft(read(file.slice(0, at)))).toBe(true);
        expect(E.isLeft(read(file.with(at, (file[at] ?? 0) ^ change)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of another version is told from one that is none', () => {
    expect(read(file.with(8, 7))).toEqual(E.left({ _tag: 'OtherVersion', version: 7 }));
    expect(read(new TextEncoder().encode('no model at all, but a text'))).toMatchObject({
      left: { _tag: 'NotAModel' },
    });
    expect(read(new Uint8Array())).toMatchObject({ left: { _tag: 'NotAModel' } });
  });

  it('of another kind, or with data that are none of the kind, is refused', () => {
    expect(readModelOf('forest', forestCodec)(file)).toMatchObject({ left: { _tag: 'NotAModel' } });
    const other = writeModelFile('boosted-trees', { start: 1 });
    expect(read(other)).toMatchObject({ left: { _tag: 'NotAModel' } });
    expect(readModelOf('number', t.number)(writeModelFile('number', 4))).toEqual(E.right(4));
  });
});
