import type { NoAnswer, VendorHttp, VendorResponse } from '../../../application/ports/vendor-http.js';
import { HOUR } from '../../../simulator/calendar.js';
import type { Random } from '../../../simulator/prng.js';
import type { SimulatedClock } from './clock.js';
import type { SimulatedVendor } from './simulated-vendor.js';

const lost: NoAnswer = { _tag: 'NoAnswer', reason: 'the connection was cut' };

const failing = (status: number, headers: Readonly<Record<string, string>> = {}): VendorResponse => ({
  status,
  headers,
  body: Buffer.from('{"error":"later"}'),
});

const faults = ['busy', 'busy-until', 'failing', 'cut-before', 'cut-after', 'outage', 'death'] as const;
const STATUSES = [500, 502, 503] as const;
const LONGEST_OUTAGE = 20;
/** In so many requests something goes wrong. */
const SHARE = 0.12;

/**
 * The way to a vendor, on which time passes with each request, often to beyond the next change of what the vendor holds.
 * Answers are 429 or 5xx, are lost once the vendor took the request, or fail to come for a while; and whoever asks may be
 * killed meanwhile.
 */
export const faultyNetwork = (
  vendor: SimulatedVendor,
  clock: SimulatedClock,
  random: Random,
  kill: () => void,
): { readonly http: VendorHttp; readonly seen: Readonly<Record<string, number>> } => {
  const seen: Record<string, number> = {};
  let [outage, dealt] = [0, random.int(0, faults.length)];

  const passTime = () => {
    const next = vendor.nextChangeAt();
    const isSoon = next !== undefined && next < clock.now().getTime() + HOUR;
    if (next !== undefined && random.chance(isSoon ? 0.5 : 0.02)) clock.moveTo(next + random.int(0, 1_500));
    else clock.pass(random.int(20, 1_500));
  };

  const faultNow = (): (typeof faults)[number] | undefined => {
    if (outage > 0) {
      outage -= 1;
      return 'cut-before';
    }
    if (!random.chance(SHARE)) return undefined;
    dealt += 1;
    return faults[dealt % faults.length];
  };

  const answering = (request: Parameters<VendorHttp>[0]): VendorResponse => {
    const answer = vendor.answer(request);
    if (answer === undefined) throw lost;
    return answer;
  };

  const http: VendorHttp = async (request, signal) => {
    signal.throwIfAborted();
    passTime();
    const fault = faultNow();
    if (fault !== undefined) seen[fault] = (seen[fault] ?? 0) + 1;
    switch (fault) {
      case 'busy':
        return failing(429, { 'retry-after': String(random.int(1, 40)) });
      case 'busy-until': {
        const until = new Date(clock.now().getTime() + random.int(1_000, 60_000));
        return failing(429, { 'retry-after': until.toUTCString() });
      }
      case 'failing':
        return failing(random.pick(STATUSES));
      case 'cut-before':
        throw lost;
      case 'cut-after':
        answering(request);
        throw lost;
      case 'outage':
        outage = random.int(4, LONGEST_OUTAGE);
        throw lost;
      case 'death':
        if (random.chance(0.5)) vendor.answer(request);
        kill();
        signal.throwIfAborted();
        throw lost;
      case undefined:
        return answering(request);
    }
  };
  return { http, seen };
};
