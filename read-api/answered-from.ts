import type { ReadModelName } from './deps.js';

/** The read models that a question is answered from, which may depend on what is asked. */
export type AnsweredFrom = ReadonlyArray<ReadModelName> | ((asked: object) => ReadonlyArray<ReadModelName>);

export const readModelsFor = (from: AnsweredFrom, asked: object): ReadonlyArray<ReadModelName> =>
  typeof from === 'function' ? from(asked) : from;

type OfSegment = {
  readonly segment?: unknown;
  readonly account_segment?: unknown;
  readonly filter?: { readonly segment?: unknown };
};

/** In place of a segment: the whole book. */
export const ALL_ACCOUNTS = 'all';

const namesSegment = ({ segment, account_segment: inPath = ALL_ACCOUNTS, filter }: OfSegment): boolean =>
  segment !== undefined || inPath !== ALL_ACCOUNTS || filter?.segment !== undefined;

/** Who is in a segment is told where one is named; nobody else waits for that. */
export const orOfSegment =
  (...readModels: ReadonlyArray<ReadModelName>): AnsweredFrom =>
  (asked) =>
    namesSegment(asked) ? [...readModels, 'segments'] : readModels;
