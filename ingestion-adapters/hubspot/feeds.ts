import type { Feed } from '../feed.js';
import { changedFeed } from './changed-feed.js';
import { listFeed } from './list-feed.js';
import { watched } from './watched.js';

const HOUR = 3600;

/**
 * Associations have no history, so they are true of the moment they were read. Whose a contact is, a property of the
 * contact says with its history; pipelines come with the deals that are read in their light.
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
