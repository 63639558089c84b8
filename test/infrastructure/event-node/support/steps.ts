import fc from 'fast-check';
import type { Expected, Truncation } from './model.js';

/** What happens in a history. Streams and ids are few, so that they meet often; ids are numbers. */
export type Step =
  | {
      readonly do: 'append';
      readonly stream: string;
      readonly expected: Expected;
      readonly batch: ReadonlyArray<number>;
      readonly unary: boolean;
    }
  | { readonly do: 'link'; readonly stream: string; readonly to: string }
  | ({
      readonly do: 'describe';
      readonly stream: string;
      readonly expected: Expected;
      readonly id: number;
    } & Description)
  | {
      readonly do: 'delete' | 'tombstone';
      readonly stream: string;
      readonly expected: Exclude<Expected, 'stream_exists'>;
    }
  | {
      readonly do: 'read';
      readonly stream: string;
      readonly backwards: boolean;
      readonly from: number | 'start' | 'end';
      readonly count: number;
      readonly resolve: boolean;
    }
  | { readonly do: 'subscribe'; readonly stream: string; readonly after: number | undefined }
  | {
      readonly do: 'read all';
      readonly backwards: boolean;
      readonly from: number;
      readonly between: boolean;
      readonly count: number;
      readonly resolve: boolean;
    }
  | {
      readonly do: 'subscribe to all';
      readonly after: number;
      readonly prefix: string;
      readonly window: number;
      readonly interval: number;
    }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'restart' | 'scavenge' };

type Description = { readonly json: string; readonly meaning: Truncation };

const STREAMS = ['a', 'b@x'];

const stream = fc.constantFrom(...STREAMS);
const anyStream = fc.constantFrom(...STREAMS, ...STREAMS, ...STREAMS, ...STREAMS.map((name) => `$$${name}`));
const revision = fc.integer({ min: 0, max: 6 });
const expected: fc.Arbitrary<Expected> = fc.oneof(
  { weight: 5, arbitrary: fc.constant('any' as const) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.constantFrom('no_stream' as const, 'stream_exists' as const),
);
/** The client cannot say that the stream to be deleted is to exist. */
const forDeletion: fc.Arbitrary<Exclude<Expected, 'stream_exists'>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('any' as const) },
  fc.integer({ min: 0, max: 5 }),
  fc.constant('no_stream' as const),
);
const mostlyAny: fc.Arbitrary<Expected> = fc.oneof({ weight: 4, arbitrary: fc.constant('any' as const) }, expected);

/** Often a part of what a stream begins with, or goes on otherwise. */
const batch = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
  fc.constantFrom([0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 3], [1, 2], [2]),
);

const truncation = fc.record(
  {
    maxCount: fc.integer({ min: 1, max: 4 }),
    maxAge: fc.constantFrom(10, 20, 30),
    tb: fc.integer({ min: 0, max: 6 }),
  },
  { requiredKeys: [] },
);
const jsonOf = ({ maxCount, maxAge, tb }: Truncation) =>
  JSON.stringify({ $maxCount: maxCount, $maxAge: maxAge, $tb: tb, owner: 'us' });
const description: fc.Arbitrary<Description> = fc.oneof(
  { weight: 5, arbitrary: truncation.map((meaning) => ({ json: jsonOf(meaning), meaning })) },
  fc.constantFrom('no json', '[1]', '7').map((json) => ({ json, meaning: {} })),
);

const target = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.integer({ min: 0, max: 3 }), anyStream).map(([at, name]) => `${at}@${name}`) },
  fc.constantFrom('', 'a', '@a', 'x@a', '-1@a', '1.5@a', '99999999999999999999@a', '0@nowhere', '3@'),
);

const steps: ReadonlyArray<readonly [number, fc.Arbitrary<Step>]> = [
  [
    10,
    fc.record({
      do: fc.constant('append' as const),
      stream,
      expected,
      batch,
      unary: fc.boolean(),
    }),
  ],
  [4, fc.record({ do: fc.constant('link' as const), stream, to: target })],
  [
    4,
    fc
      .record({
        do: fc.constant('describe' as const),
        stream,
        expected: mostlyAny,
        id: fc.integer({ min: 10, max: 14 }),
        description,
      })
      .map(({ description: { json, meaning }, ...rest }) => ({ ...rest, json, meaning })),
  ],
  [2, fc.record({ do: fc.constant('delete' as const), stream, expected: forDeletion })],
  [1, fc.record({ do: fc.constant('tombstone' as const), stream, expected: forDeletion })],
  [
    6,
    fc.record({
      do: fc.constant('read' as const),
      stream: anyStream,
      backwards: fc.boolean(),
      from: fc.oneof(revision, fc.constantFrom('start' as const, 'end' as const)),
      count: fc.integer({ min: 1, max: 9 }),
      resolve: fc.boolean(),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('subscribe' as const),
      stream: anyStream,
      after: fc.option(revision, { nil: undefined }),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('read all' as const),
      backwards: fc.boolean(),
      from: fc.nat({ max: 16 }),
      between: fc.boolean(),
      count: fc.integer({ min: 1, max: 12 }),
      resolve: fc.boolean(),
    }),
  ],
  [
    2,
    fc.record({
      do: fc.constant('subscribe to all' as const),
      after: fc.nat({ max: 16 }),
      prefix: fc.constantFrom(...STREAMS, '$$'),
      window: fc.integer({ min: 1, max: 4 }),
      interval: fc.integer({ min: 1, max: 3 }),
    }),
  ],
  [3, fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 10, 20) })],
  [2, fc.constant({ do: 'scavenge' as const })],
];

const restart: fc.Arbitrary<Step> = fc.constant({ do: 'restart' as const });

const opening: fc.Arbitrary<Step> = fc.constantFrom(...STREAMS).map((name) => ({
  do: 'append' as const,
  stream: name,
  expected: 'no_stream' as const,
  batch: [0, 1, 2],
  unary: false,
}));

/** A history: it begins with some events, and now and then the node is started again in the middle. */
export const anyHistory: fc.Arbitrary<ReadonlyArray<Step>> = fc
  .tuple(
    fc.array(opening, { maxLength: 2 }),
    fc.array(
      fc.oneof(...steps.map(([weight, arbitrary]) => ({ weight: weight * 4, arbitrary })), {
        weight: 2,
        arbitrary: restart,
      }),
      { minLength: 4, maxLength: 24, size: 'max' },
    ),
  )
  .map(([first, rest]) => [...first, ...rest]);
