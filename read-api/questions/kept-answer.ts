import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import { dayOf } from '../../domain/primitives.js';
import { type AnsweredFrom, readModelsFor } from '../answered-from.js';
import type { Freshness } from '../answers/freshness.js';
import type { ReadSide } from '../deps.js';
import { type Answer, queried } from './ask.js';

/** Raise it when an answer comes out differently from the same rows: two releases may share a store for a while. */
const RELEASE = 1;

type Question<A> = {
  readonly name: string;
  readonly readModels: AnsweredFrom;
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

const answerKept =
  ({ standingOf, answerOnce, clock }: ReadSide, isShared: boolean) =>
  <A extends { readonly freshness: Freshness }>(
    { name, readModels, codec }: Question<A>,
    asked: object,
    answer: Answer<A>,
  ): Answer<A> =>
    pipe(
      queried(() => standingOf(readModelsFor(readModels, asked))),
      TE.flatMap(({ mark, freshness }) => {
        const key = createHash('sha256')
          .update(JSON.stringify([RELEASE, name, inOrder(asked), dayOf(clock()), mark]))
          .digest('base64url');
        const toText = (found: A): string => JSON.stringify(codec.encode(found));
        const fromText = (text: string): A | undefined => {
          const decoded = codec.decode(parsed(text));
          return E.isRight(decoded) ? decoded.right : undefined;
        };
        return pipe(
          answerOnce(key, { toText, fromText, isShared }, answer),
          TE.map(({ answer: found, wasThere }) => {
            const now = freshness.find(({ readModel }) => readModel === found.freshness.readModel);
            return wasThere && now !== undefined ? { ...found, freshness: now } : found;
          }),
        );
      }),
    );

/**
 * The answer to a question that takes long, from what is kept if somebody asked before and nothing changed since. It depends on
 * what is asked, on the day (spans end today) and on the rows of the read models; on the asker's role it does not, for it names no person.
 * How fresh it is, is always told anew.
 */
export const keptAnswer = (readSide: ReadSide) => answerKept(readSide, true);

/** So for series; an account's own are read as fast as another process could be asked for them, and kept in this one alone. */
export const keptSeries =
  (readSide: ReadSide) =>
  <A extends { readonly freshness: Freshness }, Asked extends { readonly accountId?: string }>(
    question: Question<A>,
    asked: Asked,
    answer: Answer<A>,
  ): Answer<A> =>
    answerKept(readSide, asked.accountId === undefined)(question, asked, answer);
