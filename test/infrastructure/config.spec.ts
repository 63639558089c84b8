import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveFolder, readEnvironment } from '../../infrastructure/config.js';

describe('the folder of the archive of the log', () => {
  it.each([
    ['beside the data by default', { TREERING_DATA: '/data' }, join(resolve('/data'), 'archive')],
    ['where it is told to be', { TREERING_DATA: '/data', TREERING_ARCHIVE: '/fast/archive' }, resolve('/fast/archive')],
    ['nowhere when it is off', { TREERING_ARCHIVE: 'off' }, undefined],
  ])('is %s', (_, env, folder) => {
    expect(archiveFolder(readEnvironment(env))).toBe(folder);
  });
});
