/** What `/problems/:name` says about each kind of problem. */
export const problemCatalogue: Readonly<Record<string, string>> = {
  'invalid-request':
    'A parameter or field is missing, unknown or not of the right form. `violations` names each one by JSON pointer.',
  unauthenticated: 'The request carries no token, or one that is damaged or expired. Get one with `treering token`.',
  forbidden: 'The role in the token may not do this.',
  'account-not-found': 'No fact about such an account was ever recorded. Ids come from `GET /api/v1/accounts`.',
  'anomaly-not-found': 'Nothing unusual was reported under this id. Ids come from `GET /api/v1/trends/anomalies/all`.',
  'anomaly-resolved': 'What is resolved takes no more remarks. `POST /api/v1/anomalies/{id}/reopen` opens it again.',
  'segment-not-found': 'No segment was defined by this name, or it is retired. Names are in `GET /api/v1/segments`.',
  'segment-exists': 'A segment of this name has another rule. `PUT /api/v1/segments/{name}` gives it a new version.',
  'segment-not-defined-then':
    'No rule of the segment held on that day. With `version`, a rule it has had at any time is asked instead.',
  'alert-not-found': 'No alert was opened under this id. Ids come from `GET /api/v1/alerts`.',
  'alert-resolved': 'What is resolved cannot be acknowledged.',
  'alert-rule-not-found': 'No rule was saved under this id. `PUT /api/v1/alert-rules/{id}` saves one.',
  'not-predicted':
    'Nothing is predicted of the account. `because` says why: no-champion, too-little-history, not-yet, or not-then where an earlier time was asked for.',
  'model-not-found': 'No such model or version was trained. `GET /api/v1/models` names those there are.',
  'model-retired': 'What is retired is never used again. Train another version.',
  'model-is-champion': 'The version in use cannot be retired. `POST /api/v1/models/{name}/roll-back` goes back first.',
  'no-earlier-champion':
    'Only a version that was in use before can be gone back to. `GET /api/v1/models/{name}/history` tells which were.',
  'model-version-taken': 'A version is one training. Another training needs another name.',
  'promotion-refused': 'Only a version that keeps the rule for promotions takes the place of the one in use.',
  'series-refused':
    'The series is too short, or has too little in it, for what was asked. Ask for more time, or a finer grain.',
  'of-another-site': 'What changes something for whoever is signed in is taken from our own pages only.',
  'no-job-board':
    'Jobs are shown where processes share them: set `REDIS_URL`, or install redis-server for `npm start` to run one.',
  'route-not-found': 'No route has this method and address. The routes are listed at `/docs`.',
  'malformed-json': 'The body is not JSON. The detail says where it breaks.',
  'malformed-request': 'The address or the headers cannot be read as HTTP means them.',
  'invalid-graphql': 'The document or its variables do not fit the schema, or ask for more than one request may.',
  'body-too-large': 'The body is over the limit of the route.',
  'unsupported-media-type': 'The route does not take bodies of this content type.',
  'too-many-requests': 'The caller asked too often. Wait for `Retry-After` seconds.',
  'too-many-subscriptions': 'The socket holds as many subscriptions as one may. End some, or leave out the account id.',
  'receipt-not-found': 'No delivery was ever kept under this id. Ids are in the answers of `/ingest`.',
  'position-not-reached':
    'The read model did not reach the position that was asked for in time. `reached` says where it stands. Ask again after `Retry-After` seconds.',
  'position-beyond-log':
    'The log never gave out the position that was asked for: it is of another log, or of one that was restored since. `reached` says where this one ends.',
  'too-many-waiting':
    'As many requests wait for a position as one instance lets wait. Ask again after `Retry-After` seconds.',
  'log-unavailable': 'The event log does not answer. Ask again after `Retry-After` seconds.',
  'unreadable-event': 'The log holds an event this version cannot read. An operator has to look at it.',
  'connection-not-found': 'No connection has this source and name. `treering connections` lists those there are.',
  'connection-exists':
    'A connection of this source and name is there already. Change that one, or choose another name.',
  'connection-broken':
    'What is kept of the connection cannot be read, so nothing is taken or pulled for it, and it cannot be changed. An operator makes it anew with `treering connect`, and gives it its credentials again.',
  'connection-paused': 'The connection is paused, so its deliveries are refused for now. Send them again later.',
  'secret-used-before':
    'A secret that was replaced does not come back, for whoever replaced it may have had to. Choose another one.',
  'too-many-writers': 'Others kept changing the same thing meanwhile. Ask again after `Retry-After` seconds.',
  'signature-missing': 'A delivery must carry the signature or credentials its vendor sends.',
  'bad-signature': 'The signature does not fit the body and the secret of the connection.',
  'stale-timestamp': 'The time that was signed is too far from now. Look at the clock of the sender, or send it anew.',
  'unsupported-encoding': 'Deliveries are verified as they are sent, so they are not taken compressed.',
  'receipt-not-kept': 'The delivery was not kept, so nothing was acknowledged. Send it again.',
  'internal-error': 'An error of ours. Tell us the `Request-Id` of the answer.',
};
