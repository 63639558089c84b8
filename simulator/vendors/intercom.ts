/** What happened in a conversation; times are seconds since 1970. */
export type Talk = {
  readonly id: string;
  readonly contact: string;
  readonly createdAt: number;
  readonly history: ReadonlyArray<{ readonly at: number; readonly did: 'closed' | 'opened' | 'replied' | 'tagged' }>;
  readonly priority?: boolean;
  readonly sla?: 'active' | 'hit' | 'missed' | 'cancelled';
  readonly rating?: { readonly stars: number; readonly at: number; readonly remark?: string };
};

const PART_TYPES = { closed: 'close', opened: 'open', replied: 'comment', tagged: 'note' } as const;

export const updatedAtOf = ({ createdAt, history, rating }: Talk): number =>
  Math.max(createdAt, rating?.at ?? 0, ...history.map(({ at }) => at));

/** The conversation as Intercom holds it after all of that. */
export const conversationRow = (talk: Talk): Readonly<Record<string, unknown>> => {
  const { id, contact, createdAt, history, priority = false, sla, rating } = talk;
  const times = (did: string) => history.filter((part) => part.did === did).map(({ at }) => at);
  const [closings, replies] = [times('closed'), times('replied')];
  const status = history.filter(({ did }) => did === 'closed' || did === 'opened').at(-1)?.did ?? 'opened';
  return {
    type: 'conversation',
    id,
    created_at: createdAt,
    updated_at: updatedAtOf(talk),
    source: { type: 'conversation', author: { type: 'user', id: contact }, body: '<p>Hello</p>' },
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: contact, external_id: '70' }] },
    open: true,
    state: status === 'closed' ? 'closed' : 'open',
    priority: priority ? 'priority' : 'not_priority',
    sla_applied: sla === undefined ? null : { sla_name: 'Gold', sla_status: sla },
    conversation_rating:
      rating === undefined
        ? { created_at: null, rating: null, remark: null, contact: { id: null, type: null } }
        : {
            rating: rating.stars,
            remark: rating.remark ?? null,
            created_at: rating.at,
            contact: { type: 'contact', id: contact },
          },
    statistics: {
      type: 'conversation_statistics',
      first_admin_reply_at: replies[0] ?? null,
      first_close_at: closings[0] ?? null,
      last_close_at: closings.at(-1) ?? null,
      count_reopens: times('opened').length,
    },
    ticket: null,
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: history.map(({ at, did }, i) => ({
        type: 'conversation_part',
        id: `${id}-${i}`,
        part_type: PART_TYPES[did],
        created_at: at,
        author: { type: did === 'replied' ? 'admin' : 'bot', id: '9' },
      })),
    },
  };
};

export type IntercomContact = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastRepliedAt?: number;
  readonly company: string | undefined;
};

export const contactRow = ({ id, name, email, createdAt, updatedAt, lastRepliedAt, company }: IntercomContact) => ({
  type: 'contact',
  id,
  role: 'user',
  external_id: `u-${id}`,
  name,
  email,
  created_at: createdAt,
  updated_at: updatedAt,
  last_replied_at: lastRepliedAt ?? null,
  companies: {
    type: 'list',
    data: company === undefined ? [] : [{ type: 'company', id: company, url: `/companies/${company}` }],
    total_count: company === undefined ? 0 : 1,
    has_more: false,
  },
});

export type IntercomCompany = {
  readonly id: string;
  /** The customer's own id of the company. */
  readonly companyId: string;
  readonly name: string;
  readonly website: string;
  readonly plan: string;
  readonly size: number;
  readonly industry: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export const companyRow = ({ id, companyId, plan, createdAt, updatedAt, ...said }: IntercomCompany) => ({
  type: 'company',
  id,
  company_id: companyId,
  app_id: 'tq4r8mzn',
  ...said,
  plan: { type: 'plan', id: '1', name: plan },
  monthly_spend: 155.98,
  session_count: 12,
  user_count: 4,
  created_at: createdAt,
  updated_at: updatedAt,
  custom_attributes: {},
});

export const notification = (topic: string, createdAt: number, item: object, more: object = {}) => ({
  type: 'notification_event',
  app_id: 'tq4r8mzn',
  data: { type: 'notification_event_data', item },
  links: {},
  id: `notif_${topic}-${createdAt}`,
  topic,
  delivery_status: 'pending',
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: createdAt,
  created_at: createdAt,
  self: null,
  ...more,
});
