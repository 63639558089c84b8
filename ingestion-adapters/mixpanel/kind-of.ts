import * as E from 'fp-ts/lib/Either.js';
import { type MalformedJson, parseJson } from '../../application/parse-json.js';
import { cohortSyncIn } from './cohort-sync.js';
import { isBlank, linesOf } from './lines.js';

const kindOfJson = (json: unknown): string => (cohortSyncIn(json) === undefined ? 'export-ndjson' : 'cohort-sync');

/**
 * A line that is no JSON is quarantined on its own; a body in which no line is JSON is no export. A cohort may be posted
 * on several lines.
 */
export const kindOf = (body: Buffer): E.Either<MalformedJson, string> => {
  let malformed: MalformedJson | undefined;
  let number = 0;
  for (const line of linesOf(body)) {
    number++;
    if (isBlank(line)) continue;
    const parsed = parseJson(line);
    if (E.isRight(parsed)) return E.right(kindOfJson(parsed.right));
    if (malformed !== undefined) continue;
    const whole = parseJson(body);
    if (E.isRight(whole)) return E.right(kindOfJson(whole.right));
    malformed = { ...parsed.left, place: parsed.left.place.replace(/^line 1/, `line ${number}`) };
  }
  return malformed === undefined ? E.right('export-ndjson') : E.left(malformed);
};
