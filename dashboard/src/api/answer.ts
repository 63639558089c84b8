/** What is wrong with one field, by its JSON pointer. */
type Violation = { readonly pointer: string; readonly message: string };

export type Failure = {
  readonly kind: 'signed-out' | 'forbidden' | 'not-found' | 'unreachable' | 'refused';
  readonly message: string;
  readonly violations: ReadonlyArray<Violation>;
};

export type Answer<A> = { readonly ok: true; readonly data: A } | { readonly ok: false; readonly failure: Failure };

/** A problem (RFC 9457), as the API tells it in a body or in the extensions of a GraphQL error. */
type Problem = {
  readonly status?: number;
  readonly detail?: string;
  readonly violations?: ReadonlyArray<Violation>;
};
type GraphQLError = { readonly message: string; readonly extensions?: Problem & { readonly problem?: Problem } };
type Body<A> = Problem & { readonly data?: A | null; readonly errors?: ReadonlyArray<GraphQLError> };

const kindOf = (status: number): Failure['kind'] => {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'unreachable' : 'refused';
};

export const unreachable: Failure = {
  kind: 'unreachable',
  message: 'The server cannot be reached.',
  violations: [],
};

const failureOf = <A>(status: number, body: Body<A>): Failure => {
  const [error] = body.errors ?? [];
  const problem = error === undefined ? body : { ...error.extensions, ...error.extensions?.problem };
  return {
    kind: kindOf(problem.status ?? (status === 200 ? 400 : status)),
    message: problem.detail ?? error?.message ?? `The server answered ${status}.`,
    violations: problem.violations ?? [],
  };
};

export const answerOf = <A>(status: number, body: Body<A>): Answer<A> =>
  status === 200 && body.errors === undefined && body.data
    ? { ok: true, data: body.data }
    : { ok: false, failure: failureOf(status, body) };
