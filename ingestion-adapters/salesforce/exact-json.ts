import * as E from 'fp-ts/lib/Either.js';
import { type MalformedJson, parseJson } from '../../application/parse-json.js';

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Reads JSON with every number as the text it was written as: commit numbers have 64 bits, and money has more digits than a double. */
export const parseExactJson = (body: Buffer): E.Either<MalformedJson, unknown> => {
  const parsed = parseJson(body);
  if (E.isLeft(parsed)) return parsed;
  const text = body
    .toString('utf8')
    .replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`));
  return parseJson(Buffer.from(text));
};
