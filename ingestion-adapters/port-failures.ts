import type { TranslationDeps } from './vendor.js';

/**
 * Tells a store that did not answer from a body that cannot be translated: the first is tried again for as long as it
 * takes, the second only a few times.
 */
export const failuresOfPorts = (ports: TranslationDeps) => {
  let failure: { readonly error: unknown } | undefined;
  const noted = async <A>(answer: Promise<A>): Promise<A> => {
    try {
      return await answer;
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  const guarded: TranslationDeps = {
    subjectOf: (source, record) => noted(ports.subjectOf(source, record)),
    mappingsOf: (source, connection) => noted(ports.mappingsOf(source, connection)),
    destroy: (subject) => noted(ports.destroy(subject)),
    claim: (receipt, records) => noted(ports.claim(receipt, records)),
  };
  const rethrow = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  return { guarded, rethrow };
};
