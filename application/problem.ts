import type { Violation } from '../domain/errors.js';

/** An error as a caller of the API sees it (RFC 9457). Holds nothing personal and nothing about our insides. */
export type Problem = {
  /** Relative reference that names the kind, such as `/problems/account-not-found`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly violations?: ReadonlyArray<Violation>;
  /** The position that was asked for, and how far there is to answer from: `null` if nowhere. */
  readonly minPosition?: string;
  readonly reached?: string | null;
  /** Which of the reasons that the kind can have. */
  readonly because?: string;
};

export type ProblemReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
};

/** `name` is the last part of the type, in kebab-case; the title is the name in words. */
export const problem = (
  status: number,
  name: string,
  detail: string,
  violations?: ReadonlyArray<Violation>,
): Problem => ({
  type: `/problems/${name}`,
  title: `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`,
  status,
  detail,
  ...(violations === undefined ? {} : { violations }),
});

/** What an HTTP reply that tells the problem is made of. */
export const problemReply = (body: Problem, headers: Readonly<Record<string, string>> = {}): ProblemReply => ({
  status: body.status,
  headers: { ...headers, 'content-type': 'application/problem+json; charset=utf-8' },
  body,
});
