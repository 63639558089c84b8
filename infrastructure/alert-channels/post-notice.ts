import type { Undelivered } from '../../application/ports/deliver-notice.js';
import {
  isAnswerTooLarge,
  isNoAnswer,
  type VendorHttp,
  type VendorRequest,
} from '../../application/ports/vendor-http.js';

const undelivered = (reason: string, isFinal = false): Undelivered => ({ _tag: 'Undelivered', reason, isFinal });

/** Standard Webhooks 1.0.0: 410 says that nobody is there any more. */
const GONE = 410;

/** Posts once; any 2xx says that the receiver has it. */
export const postNotice = async (http: VendorHttp, request: VendorRequest, signal: AbortSignal): Promise<void> => {
  const { status } = await http(request, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (isNoAnswer(error)) throw undelivered(error.reason);
    if (isAnswerTooLarge(error)) throw undelivered('the answer was too large to be read');
    throw error;
  });
  if (status < 200 || status > 299) throw undelivered(`the receiver answered ${status}`, status === GONE);
};
