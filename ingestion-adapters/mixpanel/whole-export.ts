import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import type { AskVendor, VendorRefused, VendorRequest, VendorUnavailable } from '../feed.js';
import { isBlank, linesOf } from './lines.js';

/** `lines` that say something; of these `unreadable` are no JSON, and the last one is not if the answer was cut off. */
type Seen = { readonly lines: number; readonly unreadable: number; readonly cutOff: boolean };

const seenIn = (body: Buffer): Seen => {
  let [lines, unreadable, cutOff] = [0, 0, false];
  for (const line of linesOf(body)) {
    if (isBlank(line)) continue;
    lines++;
    cutOff = E.isLeft(parseJson(line));
    if (cutOff) unreadable++;
  }
  return { lines, unreadable, cutOff };
};

const TIMES_ASKED = 3;

export type WholeExport = { readonly body: Buffer; readonly lines: number };

/**
 * An answer of the export to its end. JSON lines have no end mark, and a stream that the vendor gives up ends in half a
 * line or in words; such an answer is never taken. A line further up that is no JSON is asked for again, and then taken
 * for what the vendor holds. Throws `VendorUnavailable` where answers go on being cut off.
 */
export const wholeExport = async (ask: AskVendor, request: VendorRequest): Promise<WholeExport> => {
  for (let asked = 1; ; asked++) {
    const { status, body } = await ask(request);
    if (status < 200 || status > 299) {
      throw { _tag: 'VendorRefused', status, reason: 'the export was refused' } satisfies VendorRefused;
    }
    const { lines, unreadable, cutOff } = seenIn(body);
    if (unreadable === 0 || (!cutOff && asked === TIMES_ASKED)) return { body, lines };
    if (asked === TIMES_ASKED) {
      throw { _tag: 'VendorUnavailable', reason: 'the export ends in half a line' } satisfies VendorUnavailable;
    }
  }
};
