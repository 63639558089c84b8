import { type Problem, problem } from '../application/problem.js';
import type { ReceiveError } from './receive.js';

export type DeliveryError =
  | ReceiveError
  | { readonly _tag: 'BodyTooLarge'; readonly limit: number }
  | { readonly _tag: 'UnsupportedEncoding'; readonly encoding: string };

/** What a sender is told. */
export const problemOf = (error: DeliveryError): Problem => {
  switch (error._tag) {
    case 'UnknownConnection':
      return problem(404, 'connection-not-found', `There is no connection ${error.source}/${error.name}.`);
    case 'ConnectionPaused':
      return problem(503, 'connection-paused', `${error.source}/${error.name} is paused. Send it again later.`);
    case 'ConnectionBroken': {
      const { source, connection } = error;
      return problem(503, 'connection-broken', `${source}/${connection} takes nothing now. Send it again later.`);
    }
    case 'MissingSignature':
      return problem(401, 'signature-missing', 'The delivery carries no signature or credentials.');
    case 'BadSignature':
      return problem(401, 'bad-signature', 'The signature or credentials do not fit this connection and body.');
    case 'StaleTimestamp':
      return problem(401, 'stale-timestamp', 'The signed timestamp is too far from the present time.');
    case 'MalformedJson':
      return problem(400, 'malformed-json', `The body is not JSON: see ${error.place}.`, [
        { pointer: '', message: `is not JSON from ${error.place}` },
      ]);
    case 'MalformedXml':
      return problem(400, 'malformed-xml', `The body cannot be read as XML: ${error.reason}.`);
    case 'BodyTooLarge':
      return problem(413, 'body-too-large', `The body may have at most ${error.limit} bytes.`);
    case 'UnsupportedEncoding':
      return problem(415, 'unsupported-encoding', 'The body must be sent without a content encoding.');
    case 'ReceiptNotKept':
      return problem(503, 'receipt-not-kept', 'The delivery could not be kept. Send it again.');
  }
};

/** What is not taken now is to be sent again, as most vendors do by themselves; what somebody has to do something about, not soon. */
export const retryHeadersOf = (error: DeliveryError): Readonly<Record<string, string>> => {
  if (error._tag === 'ConnectionPaused' || error._tag === 'ConnectionBroken') return { 'retry-after': '300' };
  return error._tag === 'ReceiptNotKept' ? { 'retry-after': '1' } : {};
};
