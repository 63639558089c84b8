import { createHash } from 'node:crypto';
import type { ModelArtifacts } from '../../application/ports/model-artifacts.js';

export const makeInMemoryModelArtifacts = (): ModelArtifacts => {
  const kept = new Map<string, Uint8Array>();
  return {
    put: async (bytes) => {
      const digest = createHash('sha256').update(bytes).digest('hex');
      kept.set(digest, Uint8Array.from(bytes));
      return digest;
    },
    get: async (digest) => kept.get(digest),
  };
};
