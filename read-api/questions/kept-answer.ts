import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { dayOf } from '../../domain/primitives.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadModelName, ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

/** Raise it when an answer comes out differently from the same rows: two releases may share a store for a while. */
const RELEASE = 1;

type Question<A> = {
  readonly name: string;
  readonly readModels: ReadonlyArray<ReadModelName>;
  readonly codec: t.Type<A, unknown>;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const inOrder = (asked: object): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * The answer to a question that takes long, from what is kept if somebody asked before and nothing changed since. It depends on
 * what is asked, on the day (spans end today) and on the rows of the read models; on the asker's role it does not, for it names no person.
 * How fresh it is, is always told anew.
 */
export const keptAnswer =
  ({ standingOf, answerOnce, clock }: ReadSide) =>
  <A extends { readonly freshness: Freshness }>(
    { name, readModels, codec }: Question<A>,
    asked: object,
    answer: Answer<A>,
  ): Answer<A> =>
    pipe(
      queried(() => standingOf(readModels)),
      TE.flatMap(({ mark, freshness }) => {
        const key = createHash('sha256')
          .update(JSON.stringify([RELEASE, name, inOrder(asked), dayOf(clock()), mark]))
          .digest('base64url');
        const fromText = (text: string): A | undefined => {
          const decoded = codec.decode(parsed(text));
          return E.isRight(decoded) ? decoded.right : undefined;
        };
        return pipe(
          answerOnce(key, { toText: (found) => JSON.stringify(codec.encode(found)), fromText }, answer),
          TE.map(({ answer: found, wasThere }) => {
            const now = freshness.find(({ readModel }) => readModel === found.freshness.readModel);
            return wasThere && now !== undefined ? { ...found, freshness: now } : found;
          }),
        );
      }),
    );

/** So for a book; an account's own numbers are read as fast as it could be looked up whether somebody asked before. */
export const keptOfBook =
  (readSide: ReadSide) =>
  <A extends { readonly freshness: Freshness }, Asked extends { readonly accountId?: string }>(
    question: Question<A>,
    asked: Asked,
    answer: Answer<A>,
  ): Answer<A> =>
    asked.accountId === undefined ? keptAnswer(readSide)(question, asked, answer) : answer;
