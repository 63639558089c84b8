import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { Timestamp } from '../../domain/primitives.js';
import { Reread } from './rereads.js';

const From = t.union([
  t.type({ _tag: t.literal('After'), replayId: t.string }),
  t.type({ _tag: t.literal('Earliest') }),
]);

/** Where the stream goes on, when it was last heard, and what it did not tell and has to be read. */
export type ChangeCursor = {
  readonly from: t.TypeOf<typeof From>;
  readonly at: Timestamp | undefined;
  readonly rereads: ReadonlyArray<Reread>;
};

const Kept = t.intersection([From, t.partial({ at: Timestamp, rereads: t.readonlyArray(Reread) })], 'ChangeCursor');

export const changeCursorIn = (text: string | undefined): ChangeCursor => {
  const decoded = E.chainW(Kept.decode)(parseJson(Buffer.from(text ?? '')));
  if (E.isLeft(decoded)) return { from: { _tag: 'Earliest' }, at: undefined, rereads: [] };
  const { at, rereads = [], ...from } = decoded.right;
  return { from, at, rereads };
};

export const changeCursorText = ({ from, at, rereads }: ChangeCursor): string =>
  JSON.stringify({ ...from, ...(at === undefined ? {} : { at }), ...(rereads.length === 0 ? {} : { rereads }) });
