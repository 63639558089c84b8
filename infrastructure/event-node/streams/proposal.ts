import type { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../log/event-writer.js';
import { uuidFromMessage } from '../wire/uuid.js';

export type ProposalRefusal =
  | { readonly _tag: 'TooLarge'; readonly maximum: number }
  | { readonly _tag: 'MissingProperty'; readonly property: string }
  | { readonly _tag: 'Invalid'; readonly reason: string };

type ProposedMessage = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

/** The events of one append, collected while its messages arrive. */
export type Proposal = {
  readonly events: ReadonlyArray<ProposedEvent>;
  readonly add: (message: ProposedMessage) => ProposalRefusal | undefined;
};

export const makeProposal = (maximumSize: number): Proposal => {
  const events: Array<ProposedEvent> = [];
  let size = 0;
  return {
    events,
    add: (message) => {
      const properties = message.getMetadataMap();
      const type = properties.get('type');
      const contentType = properties.get('content-type');
      const id = uuidFromMessage(message.getId());
      if (type === undefined || type === '') return { _tag: 'MissingProperty', property: 'type' };
      if (contentType === undefined) return { _tag: 'MissingProperty', property: 'content-type' };
      if (id === undefined) return { _tag: 'Invalid', reason: 'The id of an event is not a UUID.' };
      const data = message.getData_asU8();
      const metadata = message.getCustomMetadata_asU8();
      size += data.length + metadata.length + 2 * type.length;
      if (size > maximumSize) return { _tag: 'TooLarge', maximum: maximumSize };
      events.push({ id, type, isJson: contentType === 'application/json', data, metadata });
      return undefined;
    },
  };
};
