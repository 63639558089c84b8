/** A place in the log. Order positions, never calculate with them; `0n` is a position. */
export type Position = { readonly commit: bigint; readonly prepare: bigint };

export const comparePositions = (a: Position, b: Position): -1 | 0 | 1 => {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  if (a.prepare !== b.prepare) return a.prepare < b.prepare ? -1 : 1;
  return 0;
};

/** `undefined` is before the first position. */
export const isSamePosition = (a: Position | undefined, b: Position | undefined): boolean =>
  a === undefined || b === undefined ? a === b : comparePositions(a, b) === 0;

/** `undefined` is before the first position. */
export const isBefore = (a: Position | undefined, b: Position | undefined): boolean =>
  b !== undefined && (a === undefined || comparePositions(a, b) < 0);

/** `undefined` where one of them is, which is before the first position; and where there are none. */
export const earliest = (positions: ReadonlyArray<Position | undefined>): Position | undefined =>
  positions.reduce((first, each) => (isBefore(each, first) ? each : first), positions[0]);

export const laterOf = (a: Position | undefined, b: Position): Position =>
  a === undefined || comparePositions(a, b) < 0 ? b : a;

/** `commit`, or `commit/prepare` where the two differ: the form the API and the CLI show and accept. */
export const positionToText = ({ commit, prepare }: Position): string =>
  commit === prepare ? `${commit}` : `${commit}/${prepare}`;

export const positionFromText = (text: string): Position | undefined => {
  const match = /^(\d{1,20})(?:\/(\d{1,20}))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  return { commit: BigInt(match[1]), prepare: BigInt(match[2] ?? match[1]) };
};
