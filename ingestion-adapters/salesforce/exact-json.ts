import * as E from 'fp-ts/lib/Either.js';
import { type MalformedJson, parseJson } from '../../application/parse-json.js';

const STRING_OR_NUMBER = /["\d-]/g;
const NUMBER = /-?\d[\d.eE+-]*/y;

/** The place behind the string that begins at a place: its quotation mark has an even number of backslashes before it. */
const endOfString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
};

/** Of text that is JSON: the same with each number as a string. */
const withNumbersAsText = (text: string): string => {
  const pieces: Array<string> = [];
  let kept = 0;
  STRING_OR_NUMBER.lastIndex = 0;
  for (let found = STRING_OR_NUMBER.exec(text); found !== null; found = STRING_OR_NUMBER.exec(text)) {
    if (found[0] === '"') {
      STRING_OR_NUMBER.lastIndex = endOfString(text, found.index);
      continue;
    }
    NUMBER.lastIndex = found.index;
    const [number = ''] = NUMBER.exec(text) ?? [];
    pieces.push(text.slice(kept, found.index), `"${number}"`);
    kept = found.index + number.length;
    STRING_OR_NUMBER.lastIndex = kept;
  }
  return [...pieces, text.slice(kept)].join('');
};

/** Reads JSON with every number as the text it was written as: commit numbers have 64 bits, and money has more digits than a double. */
export const parseExactJson = (body: Buffer): E.Either<MalformedJson, unknown> => {
  const parsed = parseJson(body);
  return E.isLeft(parsed) ? parsed : parseJson(Buffer.from(withNumbersAsText(body.toString('utf8'))));
};
