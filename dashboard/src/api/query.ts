import { type Answer, answerOf, unreachable } from './answer.js';
import type { Document } from './document.js';

export type Query = <A, V>(document: Document<A, V>, variables: V, signal?: AbortSignal) => Promise<Answer<A>>;

/** Asks the API on behalf of a token. Never throws: what goes wrong is part of the answer. */
export const makeQuery =
  (token: string, onSignedOut: (message: string) => void): Query =>
  async <A, V>(document: Document<A, V>, variables: V, signal?: AbortSignal): Promise<Answer<A>> => {
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: document.text, variables }),
        signal: signal ?? null,
      });
      const answer = answerOf<A>(response.status, await response.json());
      if (!answer.ok && answer.failure.kind === 'signed-out') onSignedOut(answer.failure.message);
      return answer;
    } catch {
      return { ok: false, failure: unreachable };
    }
  };
