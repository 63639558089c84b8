import * as E from 'fp-ts/lib/Either.js';
import { problemOf } from '../read-api/problem-of.js';
import type { Answer } from '../read-api/questions/ask.js';

/** What is answered; throws, in words, what it is refused for. */
export const answered = async <A>(answer: Answer<A>): Promise<A> => {
  const outcome = await answer();
  if (E.isLeft(outcome)) {
    const { detail, violations = [] } = problemOf(outcome.left);
    throw new Error([detail, ...violations.map(({ pointer, message }) => `${pointer} ${message}`)].join('\n  '));
  }
  return outcome.right;
};
