import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { HotAnswers } from './ports/hot-answers.js';

/** An answer as it is kept: its text, and back; `undefined` where the text is of no such answer. */
export type KeptAs<A> = {
  readonly toText: (answer: A) => string;
  readonly fromText: (text: string) => A | undefined;
};

/** Whether it was there already, kept or just being worked out for somebody else. */
export type Answered<A> = { readonly answer: A; readonly wasThere: boolean };

/** Answers from what is kept under the key; else works it out, once for all who ask for it meanwhile, and keeps it. */
export type AnswerOnce = <Err, A>(
  key: string,
  keptAs: KeptAs<A>,
  work: TaskEither<Err, A>,
) => TaskEither<Err, Answered<A>>;

export const makeAnswerOnce = (hotAnswers: HotAnswers): AnswerOnce => {
  const underWay = new Map<string, Promise<E.Either<unknown, Answered<unknown>>>>();

  const lookUpOrWork = async <Err, A>(
    key: string,
    { toText, fromText }: KeptAs<A>,
    work: TaskEither<Err, A>,
  ): Promise<E.Either<Err, Answered<A>>> => {
    const text = await hotAnswers.get(key);
    const kept = text === undefined ? undefined : fromText(text);
    if (kept !== undefined) return E.right({ answer: kept, wasThere: true });
    const worked = await work();
    if (E.isRight(worked)) void hotAnswers.put(key, toText(worked.right));
    return E.map((answer: A) => ({ answer, wasThere: false }))(worked);
  };

  return <Err, A>(key: string, keptAs: KeptAs<A>, work: TaskEither<Err, A>) =>
    async () => {
      const other = underWay.get(key) as Promise<E.Either<Err, Answered<A>>> | undefined;
      if (other !== undefined) return E.map((found: Answered<A>) => ({ ...found, wasThere: true }))(await other);
      const mine = lookUpOrWork(key, keptAs, work).finally(() => underWay.delete(key));
      underWay.set(key, mine);
      return mine;
    };
};
