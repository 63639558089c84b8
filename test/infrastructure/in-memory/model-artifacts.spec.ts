import { makeInMemoryModelArtifacts } from '../../../infrastructure/in-memory/model-artifacts.js';
import { modelArtifactsContract } from '../../contracts/model-artifacts.contract.js';

modelArtifactsContract('in memory', async () => ({
  artifacts: makeInMemoryModelArtifacts(),
  close: async () => undefined,
}));
