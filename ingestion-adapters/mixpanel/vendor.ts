import * as E from 'fp-ts/lib/Either.js';
import { type MalformedJson, parseJson } from '../../application/parse-json.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { makeTranslateMixpanel } from './translate.js';
import { verifyMixpanel } from './webhook.js';

const NEWLINE = 0x0a;

function* linesOf(body: Buffer): Generator<Buffer> {
  for (let from = 0; from < body.length; ) {
    const end = body.indexOf(NEWLINE, from);
    yield body.subarray(from, end < 0 ? body.length : end);
    from = end < 0 ? body.length : end + 1;
  }
}

/** A line that is no JSON is quarantined on its own; a body in which no line is JSON is no export. */
const unlessNothingIsJson = (body: Buffer): E.Either<MalformedJson, string> => {
  let malformed: MalformedJson | undefined;
  let number = 0;
  for (const line of linesOf(body)) {
    number++;
    if (line.toString().trim() === '') continue;
    const parsed = parseJson(line);
    if (E.isRight(parsed)) return E.right('export-ndjson');
    malformed ??= { ...parsed.left, place: parsed.left.place.replace(/^line 1/, `line ${number}`) };
  }
  return malformed === undefined ? E.right('export-ndjson') : E.left(malformed);
};

export const mixpanel: Vendor = {
  verify: verifyMixpanel,
  bodyLimit: 64 * MEBIBYTE,
  kindOf: unlessNothingIsJson,
  makeTranslate: makeTranslateMixpanel,
};
