import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { keepHere } from './kept-here.js';
import type { HotAnswers, HotAnswersBounds } from './ports/hot-answers.js';

/** An answer as it is kept: its text, and back; `undefined` where the text is of no such answer. */
export type KeptAs<A> = {
  readonly toText: (answer: A) => string;
  readonly fromText: (text: string) => A | undefined;
  /** For other processes too; or in this one alone, where looking it up elsewhere takes as long as working it out. */
  readonly isShared: boolean;
};

/** Whether it was there already, kept or just being worked out for somebody else. */
export type Answered<A> = { readonly answer: A; readonly wasThere: boolean };

/**
 * Answers from what is kept under the key; else works it out, once for all who ask for it meanwhile, and keeps it. Whoever asks
 * is given the same object as others, and must not change it.
 */
export type AnswerOnce = <Err, A>(
  key: string,
  keptAs: KeptAs<A>,
  work: TaskEither<Err, A>,
) => TaskEither<Err, Answered<A>>;

const BOUNDS_HERE: HotAnswersBounds = { maxBytes: 32 * 2 ** 20, keepMs: 600_000 };

/** An answer takes so many times the memory of its text. */
const OF_TEXT = 4;

export const makeAnswerOnce = (hotAnswers: HotAnswers, boundsHere = BOUNDS_HERE): AnswerOnce => {
  const keptHere = keepHere<unknown>(boundsHere, () => performance.now());
  const underWay = new Map<string, Promise<E.Either<unknown, Answered<unknown>>>>();

  const lookUpOrWork = async <Err, A>(
    key: string,
    { toText, fromText, isShared }: KeptAs<A>,
    work: TaskEither<Err, A>,
  ): Promise<E.Either<Err, Answered<A>>> => {
    const keep = (answer: A, text: string) => keptHere.put(key, answer, OF_TEXT * text.length);
    const text = isShared ? await hotAnswers.get(key) : undefined;
    const kept = text === undefined ? undefined : fromText(text);
    if (text !== undefined && kept !== undefined) {
      keep(kept, text);
      return E.right({ answer: kept, wasThere: true });
    }
    const worked = await work();
    if (E.isLeft(worked)) return worked;
    const answer = worked.right;
    const written = toText(answer);
    keep(answer, written);
    if (isShared) void hotAnswers.put(key, written);
    return E.right({ answer, wasThere: false });
  };

  return <Err, A>(key: string, keptAs: KeptAs<A>, work: TaskEither<Err, A>) =>
    async () => {
      const here = keptHere.get(key) as A | undefined;
      if (here !== undefined) return E.right({ answer: here, wasThere: true });
      const other = underWay.get(key) as Promise<E.Either<Err, Answered<A>>> | undefined;
      if (other !== undefined) return E.map((found: Answered<A>) => ({ ...found, wasThere: true }))(await other);
      const mine = lookUpOrWork(key, keptAs, work).finally(() => underWay.delete(key));
      underWay.set(key, mine);
      return mine;
    };
};
