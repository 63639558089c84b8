import * as E from 'fp-ts/lib/Either.js';
import { type MalformedJson, parseJson } from '../../application/parse-json.js';
import { isCohort } from './cohort.js';

/** Every zip file begins with the header of a file or, if it is empty, with its end. */
const ZIP = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')];

export const kindOf = (body: Buffer): E.Either<MalformedJson, string> =>
  ZIP.some((start) => body.subarray(0, start.length).equals(start))
    ? E.right('export-zip')
    : E.map((json) => (isCohort(json) ? 'cohort' : 'webhook'))(parseJson(body));
