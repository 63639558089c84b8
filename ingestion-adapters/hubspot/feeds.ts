import type { Feed } from '../feed.js';
import { changedFeed } from './changed-feed.js';
import { listFeed } from './list-feed.js';
import { watched } from './watched.js';

const HOUR = 3600;

/**
 * Whose something is, a property of it says with its history. Associations have none: they are true of the moment they
 * were read, and say what that property does not, such as that a restored deal is its company's again. Pipelines come
 * with the deals that are read in their light.
 */
export const feeds: ReadonlyArray<Feed> = [
  changedFeed('companies', 'company'),
  changedFeed('contacts', 'contact'),
  changedFeed('deals', 'deal'),
  changedFeed('tickets', 'ticket'),
  listFeed({
    name: 'archived',
    everySeconds: HOUR,
    pulled: 'archived',
    objects: ['company', 'contact', 'deal', 'ticket'],
    query: (object) => `limit=50&archived=true&propertiesWithHistory=${watched[object].properties.join(',')}`,
    undated: false,
  }),
  listFeed({
    name: 'associations',
    everySeconds: 6 * HOUR,
    pulled: 'associated',
    objects: ['deal', 'ticket'],
    query: () => 'limit=100&archived=false&associations=companies',
    undated: true,
  }),
];
