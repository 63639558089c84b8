import type { Feed } from '../feed.js';
import { changedFeed } from './changed-feed.js';
import { listFeed } from './list-feed.js';
import type { HubspotObject } from './topic.js';
import { watched } from './watched.js';

const HOUR = 3600;

const archivedFeed = (name: string, object: HubspotObject): Feed =>
  listFeed({
    ...{ name, object, everySeconds: HOUR, pulled: 'archived', undated: false },
    query: `limit=50&archived=true&propertiesWithHistory=${watched[object].properties.join(',')}`,
  });

const associationsFeed = (name: string, object: HubspotObject): Feed =>
  listFeed({
    ...{ name, object, everySeconds: 6 * HOUR, pulled: 'associated', undated: true },
    query: 'limit=100&archived=false&associations=companies',
  });

/**
 * Whose something is, a property of it says with its history. Associations have none: they are true of the moment they
 * were read, and say what that property does not, such as that a restored deal is its company's again. Pipelines come
 * with the deals that are read in their light. What a connection may not read is refused to that feed alone.
 */
export const feeds: ReadonlyArray<Feed> = [
  changedFeed('companies', 'company'),
  changedFeed('contacts', 'contact'),
  changedFeed('deals', 'deal'),
  changedFeed('tickets', 'ticket'),
  archivedFeed('archived-companies', 'company'),
  archivedFeed('archived-contacts', 'contact'),
  archivedFeed('archived-deals', 'deal'),
  archivedFeed('archived-tickets', 'ticket'),
  associationsFeed('associations-of-deals', 'deal'),
  associationsFeed('associations-of-tickets', 'ticket'),
];
