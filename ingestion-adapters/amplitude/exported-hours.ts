import { isTagged } from '../../domain/errors.js';
import type { AskVendor, VendorRefused, VendorRequest, VendorUnavailable } from '../feed.js';
import { isWholeZip } from './export-files.js';

export type ExportedHours =
  | { readonly _tag: 'Archive'; readonly body: Buffer }
  | { readonly _tag: 'NothingUploaded' }
  /** Perhaps: the vendor says so with a 400, and with an answer that never comes. */
  | { readonly _tag: 'TooMuch'; readonly why: VendorRefused | VendorUnavailable };

const isUnavailable = isTagged<VendorUnavailable>('VendorUnavailable');
const TIMES_ASKED = 3;

const unavailable = (reason: string): VendorUnavailable => ({ _tag: 'VendorUnavailable', reason });

/** One answer of the export to its end: an archive without its directory was cut off, and is asked for again. */
export const exportedHours = async (ask: AskVendor, request: VendorRequest): Promise<ExportedHours> => {
  try {
    for (let asked = 0; asked < TIMES_ASKED; asked++) {
      const { status, body } = await ask(request);
      if (status === 404) return { _tag: 'NothingUploaded' };
      const refused: VendorRefused = { _tag: 'VendorRefused', status, reason: 'the export was refused' };
      if (status === 400) return { _tag: 'TooMuch', why: refused };
      if (status === 504) return { _tag: 'TooMuch', why: unavailable('it answered 504') };
      if (status < 200 || status > 299) throw refused;
      if (isWholeZip(body)) return { _tag: 'Archive', body };
    }
    return { _tag: 'TooMuch', why: unavailable('the archive ends before its directory') };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { _tag: 'TooMuch', why: error };
  }
};
