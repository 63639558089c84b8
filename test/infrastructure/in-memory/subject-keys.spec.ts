import { makeInMemorySubjectKeys } from '../../../infrastructure/in-memory/subject-keys.js';
import { subjectKeysContract } from '../../contracts/subject-keys.contract.js';

subjectKeysContract('in memory', async () => ({ keys: makeInMemorySubjectKeys(), close: async () => {} }));
