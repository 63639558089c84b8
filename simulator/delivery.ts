/** Those that together tell the whole story of a company. */
type Storytellers = 'hubspot' | 'zendesk' | 'mixpanel';
export type SimulatedSource = Storytellers | 'salesforce' | 'intercom' | 'amplitude';

/** One body as a vendor sends it, or one page or day as a vendor exports it. */
export type Delivery<S extends SimulatedSource = Storytellers> = {
  readonly source: S;
  readonly kind: 'webhook' | 'tickets-export' | 'export-ndjson';
  readonly at: Date;
  readonly body: string;
};

/** Merges streams, each in time order, into one. */
export function* inTimeOrder(...streams: ReadonlyArray<Iterator<Delivery>>): Generator<Delivery> {
  const heads = streams.map((stream) => stream.next());
  for (;;) {
    let first = -1;
    heads.forEach((head, i) => {
      const best = heads[first];
      if (!head.done && (best === undefined || best.done || head.value.at < best.value.at)) first = i;
    });
    const head = heads[first];
    const stream = streams[first];
    if (head === undefined || head.done || stream === undefined) return;
    yield head.value;
    heads[first] = stream.next();
  }
}
